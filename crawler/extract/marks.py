"""Where the elements of a page's body stand by class word, rel, itemprop, id and tag, without a search for each.

A CSS query walks the whole tree, 0.15 ms on a common page (2,000 elements), and a story is asked for some
fifty words. The outline has passed by every element that can hold text: index that once, ask often. What the
outline never sees (`nav`, scripts, forms' controls) is not found here.
"""

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from selectolax.lexbor import LexborNode

from crawler.blocks import Outline

# By attribute, where it stands: the number of a box, or ~ that of an inline element. Plain integers: hundreds of tuples
# a page cost as much again in the collector of garbage.
Places = dict[str, list[int]]


class Marks:
    """The elements of an outline by what their attributes say. Answers are in page order."""

    def __init__(self, outline: Outline) -> None:
        self.outline = outline
        self._classes: Places = defaultdict(list)
        self._rels: Places = defaultdict(list)
        self._items: Places = defaultdict(list)
        self.ids: dict[str, LexborNode] = {}
        self.times: list[LexborNode] = []
        self._index_boxes(outline)
        self._index_inline(outline)
        self._class_words = frozenset(" ".join(self._classes).split())

    @cached_property
    def figures(self) -> list[LexborNode]:
        """The `figure` elements."""
        outline = self.outline
        return [outline.element[box] for box, tag in enumerate(outline.tag) if tag == "figure"]

    @cached_property
    def _boxes(self) -> dict[int, int]:
        return {element.mem_id: box for box, element in enumerate(self.outline.element)}

    def box_of(self, node: LexborNode) -> int | None:
        """The outline's box of a block element; None for inline elements and those no reader sees."""
        return self._boxes.get(node.mem_id)

    def _index_boxes(self, outline: Outline) -> None:
        for box, names in enumerate(outline.names):
            if not names:
                continue
            if "#" not in names and "@" not in names:
                self._classes[names].append(box)
                continue
            classes, _, item = names.partition(" @")
            classes, _, id_ = classes.partition(" #")
            if classes:
                self._classes[classes].append(box)
            if id_:
                self.ids.setdefault(id_, outline.element[box])
            if item:
                self._items[item].append(box)

    def _index_inline(self, outline: Outline) -> None:
        classes = self._classes
        for number, (_, attributes, node, tag) in enumerate(outline.inline):
            others = len(attributes) - ("href" in attributes)
            if others and (names := attributes.get("class")):
                classes[names].append(~number)
                others -= 1
            if not others and tag != "time":  # most links and spans have nothing else
                continue
            if rel := attributes.get("rel"):
                self._rels[rel].append(~number)
            if item := attributes.get("itemprop"):
                self._items[item].append(~number)
            if id_ := attributes.get("id"):
                self.ids.setdefault(id_, node)
            if tag == "time" or "datetime" in attributes:
                self.times.append(node)

    def of_class(self, *words: str) -> list[LexborNode]:
        """Elements that have any of these class words."""
        wanted = self._class_words.intersection(words)
        return self._matching(self._classes, wanted) if wanted else []

    def of_rel(self, *words: str) -> list[LexborNode]:
        """Elements that have any of these rel words."""
        return self._matching(self._rels, words)

    def of_itemprop(self, *words: str) -> list[LexborNode]:
        """Elements that have any of these itemprop words."""
        return self._matching(self._items, words)

    def _matching(self, index: Places, words: Iterable[str]) -> list[LexborNode]:
        wanted = set(words)
        found: list[int] = []
        for names, places in index.items():
            for word in wanted:
                if word in names and word in names.split():
                    found += places
                    break
        if len(found) > 1:
            found.sort(key=self._order)
        elements, inline = self.outline.element, self.outline.inline
        return [elements[place] if place >= 0 else inline[~place][2] for place in found]

    def _order(self, place: int) -> tuple[int, int]:
        """Boxes by number; an inline element behind the last box that was opened before it."""
        return (place, -1) if place >= 0 else (self.outline.inline[~place][0] - 1, ~place)
