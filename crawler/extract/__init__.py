"""A Page to what it says: one field a file, pure functions, each value with the rule that found it.

`article` calls the rest and decides nothing else. `kind` says what sort of page it is; `headline`, `byline`,
`dates`, `body`, `comments`, `parts` answer for one field each, with their rules in order of trust.
`reading` is what they share: the page's flat outline, its JSON-LD story, its WordPress marks.
"""
