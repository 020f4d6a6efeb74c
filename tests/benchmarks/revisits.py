"""`python -m tests.benchmarks.revisits [--stories N]`: changes caught within a day, against requests spent.

A model of what happens to stories after publication, stated below, and ways of looking at them for half a year: at
fixed intervals, by age alone, and by a page's own past (`crawler/revisit.py`) with the factors in question. Exit
code 1 if the factors of `crawler/settings.py` catch less than a fixed interval that spends as many requests.

The model: a story is corrected at a rate that falls with its age (one correction expected in its first day, half of
them in the first three hours). One in twenty is a running story, edited every two hours for two days. One in twenty
gets a late correction, at any time of the half year. Three in ten are commented on: a handful to a hundred comments,
half of them within 18 hours of each other's middle; one in fifty of these is found again by readers months later.
"""

import argparse
import random
import sys
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from crawler import settings
from crawler.revisit import Look, Pace, next_wait

HORIZON_H = 180 * 24.0
DAY_H, MONTH_H = 24.0, 30 * 24.0
EPOCH = datetime(2025, 1, 1, tzinfo=UTC)
FOUND_WITHIN_H = 12.0  # a story is first fetched by a run at most so long after publication
FIXED_H = (1.0, 6.0, 24.0, 168.0)
LEASTS_H = (6.0, 24.0)
GROWTHS, SHRINKS = (1.25, 1.5, 2.0, 3.0), (0.25, 0.5, 1.0)

Policy = Callable[[float, list[float]], list[float]]  # (first look, instants of change) to instants of looks, hours


@dataclass(frozen=True, slots=True)
class Result:
    """What a way of looking brings: changes caught within a day, of all and of those after a month; requests a story;
    hours until a change is seen."""

    caught: float
    caught_late: float
    requests: float
    delay_h: float


def changes(chance: random.Random) -> list[float]:
    """Instants at which a story changes, hours after publication."""
    found: list[float] = []
    at = 0.0
    while True:  # rate 0.55 / (age + 1 h), up to a month
        at = (at + 1) * (1 - chance.random()) ** (-1 / 0.31) - 1
        if at > 30 * DAY_H:
            break
        found.append(at)
    if chance.random() < 0.05:
        found += [2 * number + chance.random() for number in range(24)]
    if chance.random() < 0.05:
        found.append(chance.uniform(0, HORIZON_H))
    if chance.random() < 0.3:
        found += [chance.expovariate(1 / 26) for _ in range(round(chance.lognormvariate(2, 1)))]
        if chance.random() < 0.02:
            again = chance.uniform(30 * DAY_H, HORIZON_H)
            found += [again + chance.expovariate(1 / 26) for _ in range(round(chance.lognormvariate(2, 1)))]
    return sorted(at for at in found if at < HORIZON_H)


def fixed(interval_h: float) -> Policy:
    """A look every so many hours."""

    def looks(first: float, changed: list[float]) -> list[float]:
        return [first + interval_h * number for number in range(int((HORIZON_H - first) / interval_h) + 1)]

    return looks


def given_up(interval_h: float, most: int) -> Policy:
    """A look every so many hours, and none after so many."""

    def looks(first: float, changed: list[float]) -> list[float]:
        return [first + interval_h * number for number in range(most)]

    return looks


def paced(pace: Pace) -> Policy:
    """Looks as `crawler/revisit.py` sets them."""

    def looks(first: float, changed: list[float]) -> list[float]:
        at, last, found = first, None, [first]
        while True:
            now = EPOCH + timedelta(hours=at)
            is_news = last is not None and bisect_right(changed, at) > bisect_right(changed, found[-2])
            wait = next_wait(pace, now, published_at=EPOCH, last=last, is_news=is_news)
            last = Look(now, wait)
            at += wait / timedelta(hours=1)
            if at > HORIZON_H:
                return found
            found.append(at)

    return looks


def by_age(pace: Pace) -> Policy:
    """A look after a share of the age, whatever the last one brought."""

    def looks(first: float, changed: list[float]) -> list[float]:
        at, found = first, []
        while at <= HORIZON_H:
            found.append(at)
            now = EPOCH + timedelta(hours=at)
            at += next_wait(pace, now, published_at=EPOCH, last=None, is_news=False) / timedelta(hours=1)
        return found

    return looks


def tried(policy: Policy, stories: list[tuple[float, list[float]]]) -> Result:
    """Look at every story; what came before its first look needs no catching."""
    caught = total = requests = late = late_caught = 0
    delay_h = 0.0
    for first, changed in stories:
        looks = policy(first, changed)
        requests += len(looks)
        for at in changed[bisect_right(changed, first) :]:
            place = bisect_right(looks, at)
            seen = looks[place] if place < len(looks) else HORIZON_H
            total += 1
            in_time = place < len(looks) and seen - at <= DAY_H
            caught += in_time
            late += at > MONTH_H
            late_caught += in_time and at > MONTH_H
            delay_h += seen - at
    return Result(caught / total, late_caught / late, requests / len(stories), delay_h / total)


def as_costly(requests: float, stories: list[tuple[float, list[float]]]) -> tuple[float, Result]:
    """The fixed interval that spends as many requests a story, and its result."""
    least, most = 0.5, HORIZON_H
    while most - least > 0.05:
        middle = (least + most) / 2
        spent = sum(int((HORIZON_H - first) / middle) + 1 for first, _ in stories) / len(stories)
        least, most = (middle, most) if spent > requests else (least, middle)
    return most, tried(fixed(most), stories)


def age_as_costly(requests: float, stories: list[tuple[float, list[float]]]) -> tuple[float, Result]:
    """The share of the age that spends as many requests a story, and its result."""
    least, most = 0.05, 5.0
    while most / least > 1.01:
        middle = (least * most) ** 0.5
        spent = tried(by_age(replace(pace_of(), age_share=middle)), stories).requests
        least, most = (middle, most) if spent > requests else (least, middle)
    return most, tried(by_age(replace(pace_of(), age_share=most)), stories)


def pace_of(**other: float) -> Pace:
    """The pace of the settings, with other factors where they are named."""
    return Pace(
        least=timedelta(hours=other.get("least_h", settings.REVISIT_LEAST_H)),
        most=timedelta(hours=settings.REVISIT_MOST_H),
        growth=other.get("growth", settings.REVISIT_GROWTH),
        shrink=other.get("shrink", settings.REVISIT_SHRINK),
        age_share=settings.REVISIT_AGE_SHARE,
    )


def told(name: str, result: Result) -> str:
    """A line of the table."""
    return f"| {name} | {result.requests:.1f} | {100 * result.caught:.1f} % | {100 * result.caught_late:.1f} % | {result.delay_h:.1f} h |"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--stories", type=int, default=4_000)
    options.add_argument("--seed", type=int, default=1)
    chosen = options.parse_args()
    chance = random.Random(chosen.seed)
    stories = [(chance.uniform(0, FOUND_WITHIN_H), changes(chance)) for _ in range(chosen.stories)]
    total = sum(len(changed) for _, changed in stories)
    print(f"{len(stories):,} stories, {total:,} changes in 180 days\n")
    print(
        "| looks | requests a story | changes caught within a day | of those after a month | mean delay |\n|---|---|---|---|---|"
    )
    for interval_h in FIXED_H:
        print(told(f"fixed, {interval_h:.0f} h", tried(fixed(interval_h), stories)))
    print(told("by age alone", tried(by_age(pace_of()), stories)))
    ours = tried(paced(pace_of()), stories)
    print(told("its own past, as set", ours))
    interval_h, equal = as_costly(ours.requests, stories)
    print(told(f"fixed at equal requests, {interval_h:.0f} h", equal))
    most = round(ours.requests)
    print(told(f"every 24 h, {most} times, then never", tried(given_up(DAY_H, most), stories)))
    share, aged = age_as_costly(ours.requests, stories)
    print(told(f"by age alone at equal requests, share {share:.2f}", aged))
    for growth in GROWTHS:
        for shrink in SHRINKS:
            pace = pace_of(growth=growth, shrink=shrink)
            print(told(f"its own past, growth {growth}, shrink {shrink}", tried(paced(pace), stories)))
    for least_h in LEASTS_H:
        print(told(f"its own past, at least {least_h:.0f} h", tried(paced(pace_of(least_h=least_h)), stories)))
    sys.exit(int(ours.caught <= equal.caught))


if __name__ == "__main__":
    main()
