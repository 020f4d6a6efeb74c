"""The quality gate of extraction: `python -m tests.benchmarks.extraction --corpus DIR`.

corpus.py         pages with known content, read from a folder
shingles.py       bodies: overlap of runs of four words, ROUGE-LSum
fields.py         titles, authors, dates
scoring.py        one corpus: pages and what an extractor said of them to figures
extractors.py     ours and the rivals, as functions of (html, url)
ablation.py       pages with one source of evidence taken out
speed.py          processor time a page, ours and trafilatura's in turn
floors.toml       the figures below which the gate fails
"""
