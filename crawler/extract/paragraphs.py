"""Lines of an outline to paragraphs: which kind each is, which lines belong together, rows of tables."""

from collections.abc import Iterable, Iterator

from crawler.blocks import Outline
from crawler.extract.phrases import lone_dateline
from crawler.extract.picture_credits import captions_by_credit
from crawler.items import Paragraph, ParagraphKind

HEADINGS = frozenset("h1 h2 h3 h4 h5 h6".split())
KIND_OF_TAG = {
    **dict.fromkeys(HEADINGS, ParagraphKind.HEADING),
    "li": ParagraphKind.LIST_ITEM,
    "dt": ParagraphKind.LIST_ITEM,
    "dd": ParagraphKind.LIST_ITEM,
    "blockquote": ParagraphKind.QUOTE,
    "cite": ParagraphKind.QUOTE,
    "tr": ParagraphKind.TABLE_ROW,
    "figcaption": ParagraphKind.CAPTION,
    "caption": ParagraphKind.CAPTION,
    "pre": ParagraphKind.PREFORMATTED,
    "table": ParagraphKind.PARAGRAPH,
}
CAPTION_WORDS = frozenset(
    "wp-caption-text gallery-caption blocks-gallery-caption wp-element-caption wp-caption-dd image-caption tr-caption".split()
)
LONGEST_CELL = 700


def paragraphs_of(
    outline: Outline, lines: Iterable[int], captions: frozenset[int] = frozenset()
) -> tuple[Paragraph, ...]:
    """The paragraphs that these lines make, in order; lines joined by one line break are one paragraph. captions are
    lines known to be such."""
    return tuple(_merged(outline, list(lines), captions))


def _merged(outline: Outline, lines: list[int], captions: frozenset[int]) -> Iterator[Paragraph]:
    rows = _row_of_box(outline)
    chosen = set(lines)
    captions |= captions_by_credit(outline, lines)
    told_rows: set[int] = set()
    held: list[str] = []
    held_kind, before = ParagraphKind.PARAGRAPH, -2
    kinds: dict[int, ParagraphKind] = {-1: ParagraphKind.PARAGRAPH}
    for line in lines:
        home = outline.home[line]
        kind = ParagraphKind.CAPTION if line in captions else box_kind(outline, home, kinds)
        row = rows[home] if kind is not ParagraphKind.CAPTION else -1  # Blogger's captions stand in tables
        is_same = kind == held_kind or ParagraphKind.CAPTION not in (kind, held_kind)
        is_text = kind is held_kind is ParagraphKind.PARAGRAPH and row < 0
        if is_text and len(held) == 1 and before == line - 1 and lone_dateline(held[0]):
            held, before = [f"{held[0]} {outline.text[line]}"], line
            continue
        if held and not (outline.joined[line] and before == line - 1 and row < 0 and is_same):
            yield Paragraph(held_kind, "\n".join(held))
            held = []
        if row >= 0:
            if row not in told_rows:
                told_rows.add(row)
                yield Paragraph(ParagraphKind.TABLE_ROW, _row_text(outline, row, chosen))
            continue
        held.append(outline.text[line])
        held_kind, before = kind, line
    if held:
        yield Paragraph(held_kind, "\n".join(held))


def box_kind(outline: Outline, box: int, known: dict[int, ParagraphKind] | None = None) -> ParagraphKind:
    """What text directly in a box is: the innermost telling element decides. known are the kinds of boxes asked for
    before, and will be more: the paragraphs of a story lie in the same boxes."""
    known = {-1: ParagraphKind.PARAGRAPH} if known is None else known
    passed = []
    while box not in known:
        kind = _own_kind(outline, box)
        if kind is not None:
            known[box] = kind
            break
        passed.append(box)
        box = outline.parent[box]
    known.update(dict.fromkeys(passed, known[box]))
    return known[box]


def _own_kind(outline: Outline, box: int) -> ParagraphKind | None:
    names, tag = outline.names[box], outline.tag[box]
    if names and "caption" in names and not CAPTION_WORDS.isdisjoint(names.split()):
        return ParagraphKind.CAPTION
    if tag == "cite" and box_kind(outline, outline.parent[box]) is ParagraphKind.CAPTION:
        return ParagraphKind.CAPTION
    return KIND_OF_TAG.get(tag)


def _row_of_box(outline: Outline) -> list[int]:
    """For each box, the table row it lies in; -1 outside of tables and in tables that only lay out a page."""
    if "table" not in outline.tag:
        return [-1] * len(outline.tag)
    rows: list[int] = []
    layout = _layout_tables(outline)
    table: list[int] = []
    for box, tag in enumerate(outline.tag):
        outer = outline.parent[box]
        table.append(box if tag == "table" else table[outer] if box else -1)
        if tag == "tr" and table[box] not in layout:
            rows.append(box)
        elif tag in ("table", "caption", "figcaption") or not box:
            rows.append(-1)
        else:
            rows.append(rows[outer])
    return rows


def _layout_tables(outline: Outline) -> set[int]:
    """Tables that hold another table, a heading, or a cell as long as a story."""
    found: set[int] = set()
    table: list[int] = []
    for box, tag in enumerate(outline.tag):
        outer = table[outline.parent[box]] if box else -1
        is_cell = tag in ("td", "th")
        if outer >= 0 and (tag == "table" or tag in HEADINGS or (is_cell and _length(outline, box) > LONGEST_CELL)):
            found.add(outer)
        table.append(box if tag == "table" else outer)
    return found


def _length(outline: Outline, box: int) -> int:
    return sum(map(len, outline.text[outline.first[box] : outline.last[box]]))


def _row_text(outline: Outline, row: int, chosen: set[int]) -> str:
    """The cells of a row, joined by " | "."""
    cells = []
    box = row + 1
    while box < len(outline.tag) and outline.parent[box] >= row:
        if outline.parent[box] == row and outline.tag[box] in ("td", "th"):
            inside = range(outline.first[box], outline.last[box])
            cells.append(" ".join(outline.text[line].replace("\n", " ") for line in inside if line in chosen))
        box += 1
    return " | ".join(cells).strip()
