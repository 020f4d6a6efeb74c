"""How a news site is crawled, read and kept; `spiders` say where, `pipelines` what is kept, `exports` what leaves.

Rings, each importing only from those above it:

1. items, errors, urls, tracking, text, revisit    the nouns and what is true of strings and times
   charsets, markup, loose_json  bytes, markup and JSON as pages have them, made readable
   nesting, html_names           how deep markup nests
   terminal                              what people are shown of strangers' text
   garbage                               how seldom Python looks for circles of it
   spellings                             one text under its escapes, each letter with its place
2. page, blocks, merge          one parsed document, its lines and boxes; two readings of one article
   difference                   two states of one story, word by word
   masking, markup_words, masked_bytes   words found again and blackened, in text and in bytes
3. sites                        what may differ between sites, as data
4. discover, extract            a document to links; a document to an article
5. archive, warc                SQLite: frontier, articles, comments; WARC files: every exchange as it came
6. fetch                        Scrapy components of the network side
   standard_output              closed, full, or in an encoding that lacks signs
7. health                       what `scrapy doctor` looks at; backups; what is forgotten
   archive_command              what the commands share
   elsewhere                    how a command that is named is told which archive
8. commands, settings           what people run; how everything is wired
"""
