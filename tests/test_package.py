"""The wheel holds the four packages with their data files, and nothing else."""

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

ROOT = Path(__file__).parent.parent
PACKAGES = ("crawler", "spiders", "pipelines", "exports")


@pytest.fixture(scope="module")
def contents(tmp_path_factory):
    """The names in a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    [built] = WheelBuilder(str(ROOT)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        return {name: archive.getinfo(name).file_size for name in archive.namelist()}


def test_the_wheel_holds_exactly_the_four_packages(contents):
    tops = {name.split("/")[0] for name in contents if ".dist-info/" not in name}
    assert tops == set(PACKAGES)


def test_every_source_and_data_file_is_in_the_wheel(contents):
    there = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.is_file() and path.suffix in (".py", ".toml", ".json", ".sql", ".typed")
    }
    assert {name for name in contents if ".dist-info/" not in name} >= there
    assert "exports/schema.json" in there


def test_no_test_cache_or_archive_is_in_the_wheel(contents):
    for name in contents:
        parts = name.split("/")
        assert not {"tests", "__pycache__", "archive-demo", ".git"} & set(parts), name
        assert not name.endswith((".pyc", ".db", ".lock"))


def test_the_data_files_are_not_empty(contents):
    for name, size in contents.items():
        assert size or not name.endswith((".toml", ".json", ".py")), name


def test_the_metadata_tell_name_entry_and_requirements(contents):
    [metadata] = [name for name in contents if name.endswith(".dist-info/METADATA")]
    assert metadata.startswith("kliping-")
