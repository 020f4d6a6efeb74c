"""Names of elements as HTML's tree construction tells them apart. Source: WHATWG HTML, 13.2.4.2 (special, formatting, scopes),
13.2.6.4 (in body, in table) and 13.2.6.5 (foreign content)."""

VOID = frozenset(
    b"area base basefont bgsound br col embed frame hr image img input keygen link meta param source track wbr".split()
)
ROOTS = frozenset((b"html", b"head", b"body"))
RAW = frozenset(b"script style xmp iframe noembed noframes textarea title".split())  # tags in them are text
FOREIGN = frozenset((b"svg", b"math"))  # in which they are none
IN_DRAWINGS = frozenset(b"foreignobject desc title annotation-xml mi mo mn ms mtext".split())  # where it is HTML again
# Start tags that end drawings and formulas.
BREAK_OUT = frozenset(
    b"b big blockquote body br center code dd div dl dt em embed h1 h2 h3 h4 h5 h6 head hr i img li listing menu meta nobr "
    b"ol p pre ruby s small span strong strike sub sup table tt u ul var".split()
)

HEADINGS = frozenset((b"h1", b"h2", b"h3", b"h4", b"h5", b"h6"))
HEADING = b"h1"  # the end tag of one closes any
CELLS = frozenset((b"td", b"th"))
PARTS = CELLS | frozenset((b"tr", b"tbody", b"thead", b"tfoot", b"colgroup", b"col"))  # of a table
ITEMS = {b"li": (b"li",), b"dt": (b"dt", b"dd"), b"dd": (b"dt", b"dd")}  # and which of them each start tag closes
BLOCKS = frozenset(
    b"address article aside blockquote center details dir div dl fieldset figcaption figure footer header hgroup "
    b"listing main menu nav ol pre search section summary ul".split()
)
FORMATTING = frozenset(b"a b big code em font i nobr s small strike strong tt u".split())
ALIKE = frozenset((b"a", b"nobr", b"button"))  # the start tag of one closes the one before

# Scopes: what an end tag does not reach out of. A select is in them only for some parsers, frames and drawings in part.
BARRIERS = CELLS | IN_DRAWINGS | frozenset(b"table caption object applet marquee template select frameset".split())
P_SCOPE = BARRIERS | {b"button"}
LIST_SCOPE = BARRIERS | {b"ol", b"ul"}
TABLE_SCOPE = IN_DRAWINGS | {b"template", b"select", b"frameset"}
CELL_SCOPE = TABLE_SCOPE | {b"table"}

# What is opened as formatting in them ends with them.
MARKED = CELLS | frozenset((b"caption", b"object", b"applet", b"marquee", b"template"))

# End tags that reach out of everything but barriers; elements that the end tags of others do not reach out of.
SCOPED = BLOCKS | MARKED | ITEMS.keys() | {b"p", b"button", b"dialog", b"form", b"select", b"table", HEADING}
SPECIAL = SCOPED | BARRIERS | FOREIGN | {b"noscript"}
# Elements closed by nothing but what `nesting.py` knows of; and those of them that are special to any parser.
TRUSTED = SCOPED - {b"caption", b"dialog", b"form", HEADING} | FOREIGN
HARD = TRUSTED - FOREIGN - {b"select"}
UNTRUSTED = SCOPED - TRUSTED
ITEM_SCOPE = SPECIAL - {b"address", b"div", b"p"}  # what the start tag of an item does not reach out of

# Start tags that end a paragraph; lists of options; what is open in a ruby annotation; any of the special elements.
CLOSE_P = BLOCKS | HEADINGS | ITEMS.keys() | {b"p", b"hr", b"dialog", b"plaintext", b"xmp"}
SELECT_ENDS = frozenset((b"select", b"input", b"keygen", b"textarea"))
RUBY = frozenset((b"rb", b"rp", b"rt", b"rtc"))
CLOSERS = CLOSE_P | PARTS | SELECT_ENDS | frozenset((b"caption", b"table", b"button", b"form"))
