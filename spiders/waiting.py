"""Waits: what a run does with 429 and 503 (it leaves the URL alone, holds its site back, or leaves the site for a
later run), and the settings of when a page is looked at again."""

import logging
from datetime import datetime, timedelta
from typing import Any

from crawler.archive.instants import utc_text
from crawler.fetch.retry_after import stay_away_until, wait_asked
from crawler.revisit import Pace
from spiders.ask import Answer, Ask
from spiders.lane import Lane

logger = logging.getLogger(__name__)

ASKED_AGAIN_MOST = 2  # times that such a URL is asked for again in a run
OF_PACE = ("REVISIT_LEAST_H", "REVISIT_MOST_H", "REVISIT_GROWTH", "REVISIT_SHRINK", "REVISIT_AGE_SHARE")
LONG_WAITS_MOST = 3  # answers in a row that end a site's run, of those that ask for a longer wait than a run waits
WAITS_MOST = 10  # waits in a row that do


def asked(answer: Answer, ask: Ask, lane: Lane, settings: Any) -> datetime:
    """Note on its lane that a URL was answered with 429 or 503; until when to leave the URL alone."""
    longest = timedelta(seconds=settings.getfloat("RETRY_AFTER_WAIT_S"))
    is_news = lane.hold_until is None or lane.hold_until <= answer.at  # else it was sent before the site was held back
    lane.waits_in_a_row += is_news
    lane.again[ask.name] += 1
    until, lane_until = until_when(answer, lane.again[ask.name], lane.waits_in_a_row, settings)
    is_long = until - answer.at > longest
    lane.long_waits_in_a_row += is_long
    if not is_long and lane.again[ask.name] <= ASKED_AGAIN_MOST:
        lane.hold_until = max(lane_until, lane.hold_until or lane_until)
        if ask.row_id is None:
            lane.asks.append(ask)
    else:
        lane.left_waiting = True
        if ask.row_id is not None:
            lane.shelved.add(ask.row_id)
    if lane.long_waits_in_a_row >= LONG_WAITS_MOST or lane.waits_in_a_row >= WAITS_MOST:
        logger.warning("%s asks to stay away until %s: left for a later run", lane.site, utc_text(until))
        lane.ended = lane.left_waiting = True
    return until


def until_when(answer: Answer, times: int, in_a_row: int, settings: Any) -> tuple[datetime, datetime]:
    """Until when to leave a URL alone, and until when its whole site. A server that names no time is given
    longer each time for the URL; for the site seconds that double with each such answer in a row."""
    seconds = settings.getfloat
    header = answer.headers.get("retry-after")
    raw = header.encode("latin-1") if header is not None else None
    until = stay_away_until(
        raw,
        answer.at,
        unsaid=timedelta(seconds=seconds("RETRY_AFTER_UNSAID_S") * times),
        most=timedelta(seconds=seconds("RETRY_AFTER_MOST_S")),
    )
    if wait_asked(raw, answer.at) is not None:
        return until, until
    return until, min(until, answer.at + timedelta(seconds=2 ** min(in_a_row, 9)))


def pace(settings: Any) -> Pace:
    """How often pages are looked at again, by the settings."""
    least_h, most_h, growth, shrink, age_share = map(settings.getfloat, OF_PACE)
    return Pace(timedelta(hours=least_h), timedelta(hours=most_h), growth, shrink, age_share)
