"""What a visit knew of its next look stands in its note, so that a rebuilt database looks again when this one would."""

from dataclasses import replace
from datetime import timedelta

import pytest

from crawler.revisit import Pace
from crawler.warc.notes import FIELD, fields_of, note_in
from tests.stories import NOON, visit

PACE = Pace(timedelta(hours=12), timedelta(days=90), growth=1.5, shrink=0.5, age_share=0.25)
PLAIN = visit(status=304, not_modified=True)


def block(told: str) -> bytes:
    return f"{FIELD}: {told}\r\n".encode()


@pytest.mark.parametrize(
    "seen", [PLAIN, replace(PLAIN, pace=PACE), replace(PLAIN, due_at=NOON + timedelta(hours=1), pace=PACE)]
)
def test_a_note_tells_of_the_next_look(seen):
    [(_, told)] = fields_of(seen)
    note = note_in(block(told))
    assert note is not None
    assert (note.visit.due_at, note.visit.pace) == (seen.due_at, seen.pace)


@pytest.mark.parametrize("pace", ["[1,2,3]", '"soon"', "7", "null", "[1,2,3,4,null]"])
def test_a_note_whose_pace_is_none_is_none(pace):
    [(_, told)] = fields_of(PLAIN)
    assert note_in(block(told)) is not None
    assert note_in(block(told[:-1] + f',"pace":{pace}}}')) is None
