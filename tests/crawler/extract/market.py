"""A story of four sentences, of our own writing."""

SENTENCES = [
    "The fish market on the quay opens an hour later from Monday, the harbour office said on Friday morning.",
    "Traders had asked for the change since the ferries were moved to the northern pier two winters ago.",
    "About sixty stalls are let by the month, and a third of them stand empty between November and March.",
    "The office expects more visitors at noon, when the school buses stop beside the old weighing house.",
]
