"""What leaves: the archive's articles as public rows, and the files they are written to.

rows.py      the one place that says what a public row is
to_json.py   one JSON array
to_jsonl.py  one JSON object a line
schema.json  JSON Schema of a row
"""
