"""The set-up as the doctor sees it: packages, versions, settings, room on the disk, the last run."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from scrapy.utils.project import get_project_settings

from crawler.archive import runs
from crawler.archive.open import Archive
from crawler.health import place, setup
from crawler.health.finding import State
from tests.stories import NOON
from tests.unprivileged import unprivileged

HERE = dict.fromkeys(setup.PACKAGES, "/somewhere")
BAD_SETTINGS = {
    "a component that is not there": ("EXTENSIONS", {"crawler.fetch.pace.Slow": 1}, "cannot be loaded"),
    "an exporter that is not there": ("EXPORTERS", {"csv": "exports.to_csv.write"}, "cannot be loaded"),
    "a step behind the store": (
        "ITEM_PIPELINES",
        {**get_project_settings().getdict("ITEM_PIPELINES"), "pipelines.dedup.Dedup": 950},
        "Store last",
    ),
    "a step left out": ("ITEM_PIPELINES", {"pipelines.store.Store": 900}, "Store last"),
    "a negative delay": ("DOWNLOAD_DELAY", -1, "too small"),
    "a delay in words": ("DOWNLOAD_DELAY", "slow", "is no number"),
    "a delay without end": ("DOWNLOAD_DELAY", "inf", "is no number"),
    "a least wait in words": ("REVISIT_LEAST_H", "soon", "is no number"),
    "half a page": ("TRAP_PAGES", "2.5", "is no whole number"),
    "a level that gzip has not": ("WARC_GZIP_LEVEL", 11, "above 9"),
    "a switch in words": ("WARC_ENABLED", "maybe", "neither True nor False"),
    "no time to answer": ("DOWNLOAD_TIMEOUT", 0, "too small"),
    "bounds the wrong way round": ("REVISIT_LEAST_H", 99_999, "above"),
}


def test_the_settings_as_they_are_have_no_problem():
    assert list(setup.settings_problems(get_project_settings())) == []


@pytest.mark.parametrize(("name", "value", "said"), BAD_SETTINGS.values(), ids=BAD_SETTINGS)
def test_a_setting_that_cannot_work_is_told(name, value, said):
    settings = get_project_settings()
    settings.set(name, value, priority=50)
    [problem] = setup.settings_problems(settings)
    assert problem.state == State.WRONG
    assert said in problem.told
    assert problem.mend


@pytest.mark.parametrize(
    ("found", "state"),
    [
        (HERE, State.FINE),
        ({**HERE, "exports": "/elsewhere"}, State.WRONG),
        ({**HERE, "spiders": None}, State.WRONG),
        (setup.parents(), State.FINE),
    ],
)
def test_the_four_packages_must_be_one_copy(found, state):
    assert setup.packages(found).state == state


def test_versions_are_compared_with_what_the_package_asks_for():
    assert setup.versions().state != State.WRONG
    assert list(setup.unmet(["scrapy>=99", "nosuchlib>=1", "parsel>=1.0", "other; extra == 'test'"])) == [
        f"scrapy>=99 (there is {__import__('scrapy').__version__})",
        "nosuchlib>=1",
    ]


@pytest.mark.parametrize(("free_mib", "state"), [(499, State.WRONG), (500, State.FINE)])
def test_a_disk_that_fills_is_told_before_it_is_full(tmp_path, free_mib, state):
    found = place.room(tmp_path, free_mib * place.MIB, 500)
    assert found.state == state
    assert (found.mend is None) is (state == State.FINE)


def test_a_folder_that_may_only_be_read_is_told():
    with unprivileged() as folder:
        Archive.writing(folder).close()
        folder.chmod(0o500)
        found = {one.check: one.state for one in place.findings(folder, 1)}
    assert found["folder"] == State.WRONG


def test_how_the_last_run_ended_is_told(tmp_path: Path):
    with Archive.writing(tmp_path) as archive:
        told = lambda: place.last_run(archive.conn, tmp_path / "nowhere").told  # noqa: E731  # said three times
        assert told() == "no run yet"
        with archive.transaction() as conn:
            run = runs.begin(conn, spider="site", arguments={}, version="0", now=NOON)
        assert "was killed" in told()
        with archive.transaction() as conn:
            runs.end(conn, run, reason="finished", stats={}, now=NOON + timedelta(hours=1))
        assert "ended 2025-09-03T13:00:00Z" in told()
        assert f"process {os.getpid()}" in place.last_run(archive.conn, tmp_path).told
