"""One plain shape for what feeds of all formats hold, before anything is made of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. people are (name, address of a page of theirs); titles and texts may be markup."""

    link: str | None = None
    guid: str | None = None
    title: str | None = None
    people: tuple[tuple[str, str | None], ...] = ()
    published: str | None = None
    updated: str | None = None
    categories: tuple[str, ...] = ()
    summary: str | None = None
    content: str | None = None
    image: str | None = None
    comments: str | None = None
    reply_to: tuple[str, str] | None = None
    names: tuple[tuple[str, str], ...] = ()

    def name_of(self, field: str) -> str:
        """What the format calls the element a field came from, for the rule: "pubDate", "dc:creator"."""
        return dict(self.names).get(field, field)


@dataclass(frozen=True, slots=True)
class Entries:
    """A feed as read: its own title, language and next page, what made it, and its items. form "": none."""

    form: str = ""
    title: str | None = None
    language: str | None = None
    next: str | None = None
    generator: str | None = None
    entries: tuple[Entry, ...] = ()
