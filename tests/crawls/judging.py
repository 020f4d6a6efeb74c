"""An archive against what the demonstration site says must become of every address.

Each function returns what differs as lines for people; an empty list is right.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from crawler.urls import key
from tests.crawls.crawling import Keeping, Row, path_of
from tests.mocksite.bad_day_list import BROKEN_FEED
from tests.mocksite.expectations import Expectation, expectation_for

ASIDE = ("comments",)
OTHER_ADDRESSES = ("alias", "page of the story", "later page of a story")


def differences(
    keeping: Keeping,
    expected: Mapping[str, Expectation],
    base: str,
    *,
    records: Mapping[str, dict[str, Any]] | None = None,
    unstated: frozenset[str] = frozenset(),
) -> list[str]:
    """All of it. records: the dataset, where it has been read; unstated: keys that no open source tells, where null is
    right too."""
    return [
        *wrong_records(keeping.records() if records is None else records, expected, unstated),
        *wrong_outcomes(keeping.account(), keeping.aliases(), expected, base),
    ]


def wrong_records(
    records: Mapping[str, dict[str, Any]], expected: Mapping[str, Expectation], unstated: frozenset[str]
) -> Iterator[str]:
    """Articles that are missing, are none, or read otherwise."""
    wanted = {each.path: each.record for each in expected.values() if each.record is not None}
    yield from (f"{path}: missing" for path in wanted if path not in records)
    yield from (f"{path}: stored, but no story: {records[path]['title']!r}" for path in records if path not in wanted)
    for path, record in wanted.items():
        if path in records:
            yield from (f"{path}: {line}" for line in wrong_fields(records[path], record, unstated))


def wrong_fields(found: dict[str, Any], wanted: dict[str, Any], unstated: frozenset[str]) -> Iterator[str]:
    """Fields of one record that differ."""
    for name, value in wanted.items():
        have = found[name]
        if have == value or name in ASIDE or (name in unstated and not have):
            continue
        yield (
            f"{name} is {have!r}, not {value!r}"
            if name != "paragraphs"
            else f"paragraphs: {first_difference(have, value)}"
        )
    yield from wrong_comments(found["comments"], wanted["comments"], unstated)


def wrong_comments(
    found: list[dict[str, Any]], wanted: list[dict[str, Any]], unstated: frozenset[str]
) -> Iterator[str]:
    """Comments that are missing, are none, or differ."""
    have, want = {c["id"]: c for c in found}, {c["id"]: c for c in wanted}
    yield from (f"comment {number}: missing ({want[number]['kind']})" for number in want if number not in have)
    yield from (f"comment {number}: is none: {have[number]['text'][:60]!r}" for number in have if number not in want)
    for number in want.keys() & have.keys():
        for name, value in want[number].items():
            told = have[number][name]
            if told == value or (f"comments.{name}" in unstated and not told):
                continue
            yield f"comment {number}: {name} is {told!r}, not {value!r}"
    # Where a page tells no date of a pingback, nothing tells its place either.
    dated = all(comment["published_at"] for comment in found)
    if dated and [c["id"] for c in found] != [c["id"] for c in wanted] and have.keys() == want.keys():
        yield f"comments are in the order {list(have)}, not {list(want)}"


def first_difference(found: list[Any], wanted: list[Any]) -> str:
    """Where two lists begin to differ."""
    for number, (have, want) in enumerate(zip(found, wanted, strict=False)):
        if have != want:
            return f"{len(found)} for {len(wanted)}; number {number} is {have!r}, not {want!r}"
    longer = found[len(wanted) :] or wanted[len(found) :]
    return f"{len(found)} for {len(wanted)}; {'more' if len(found) > len(wanted) else 'less'} by {longer!r}"


def wrong_outcomes(
    rows: list[Row], aliases: Mapping[str, str], expected: Mapping[str, Expectation], base: str
) -> Iterator[str]:
    """URLs that ended as they must not, that nobody foresaw, and articles and bad days never found."""
    met = {row.key for row in rows} | {key(row.url) for row in rows} | aliases.keys()
    for row in rows:
        if not row.url.startswith(f"{base}/"):
            if row.outcome != "excluded":
                yield f"{row.url}: of another site, yet {row.outcome} ({row.reason})"
            continue
        each = expectation_for(expected, path_of(row.url))
        if each is None:
            if row.outcome == "archived":
                yield f"{row.url}: nobody foresaw it, yet it is archived"
        elif each.record is not None and row.reason in OTHER_ADDRESSES and key(row.url) != key(base + each.path):
            continue  # another address of the story, under a query of its own
        elif row.outcome not in each.outcomes and row.target == "page":
            yield f"{path_of(row.url)}: {row.outcome} ({row.reason}), not {' or '.join(each.outcomes)}: {each.reason}"
    for each in expected.values():
        # The broken feed is no link of a page: whether a crawl asks for it depends on which feeds it needs.
        wanted = each.kind in ("article", "bad_day") and not each.prefix and each.path != BROKEN_FEED
        if wanted and key(base + each.path) not in met:
            yield f"{each.path}: never found: {each.reason}"


def wrong_aliases(aliases: Mapping[str, str], expected: Mapping[str, Expectation], base: str) -> Iterator[str]:
    """Other addresses kept for an article that is not theirs."""
    for each in expected.values():
        owner = aliases.get(key(base + each.path))
        if each.alias_of and owner and owner != each.alias_of:
            yield f"{each.path}: kept as an address of {owner}, not of {each.alias_of}"


def too_many_requests(paths: list[str], expected: Mapping[str, Expectation]) -> Iterator[str]:
    """Addresses that were asked for more often than they are worth."""
    for each in expected.values():
        if each.most_requests is None:
            continue
        spent = sum(expectation_for(expected, path) is each for path in paths)
        if spent > each.most_requests:
            yield f"{each.path}: {spent} requests, at most {each.most_requests}: {each.reason}"
