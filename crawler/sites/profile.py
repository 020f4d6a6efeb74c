"""The shape of a site profile. Every default suits a site nobody has described."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Profile:
    """What an editor tells of one site; None and () leave the decision to the page.

    timezone is an IANA name ("Asia/Jakarta") for dates the site prints without a zone. The CSS selectors
    name the elements whose text is the field; `comments` names the elements that are one comment each, `drop`
    block elements that are never part of a story.
    encoding overrides what the site declares; delay_s is a floor for the time between two requests.
    """

    home: str | None = None
    timezone: str | None = None
    title: str | None = None
    byline: str | None = None
    published: str | None = None
    body: str | None = None
    drop: tuple[str, ...] = ()
    comments: str | None = None
    encoding: str | None = None
    delay_s: float | None = None


ANY = Profile()
