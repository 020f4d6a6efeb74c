"""What leaves: the archive's articles as public rows, and the files they are written to.

rows.py      the one place that says what a public row is
to_json.py   one JSON array
to_jsonl.py  one JSON object a line
to_wacz.py   the WARC files and the stories in them as one WACZ file
schema.json  JSON Schema of a row
"""
