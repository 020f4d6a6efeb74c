"""What is kept: each visit goes through these four, in this order, and no other code writes to the archive.

normalize 100   one spelling of everything
validate  200   what is no story is turned away, with a reason one can query
dedup     300   one of each within the visit
store     900   one transaction
"""
