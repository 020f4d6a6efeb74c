"""A gzip member is undone alike by ISA-L and by zlib, and its damage told."""

import gzip
from functools import partial

import pytest

from crawler.warc import members
from crawler.warc.inflate import IS_FAST, inflating
from crawler.warc.members import Member, Torn

TEXT = b"Jurnalis Berita melaporkan dari pasar. " * 5_000
WHOLE = gzip.compress(TEXT)
WAYS = [False, True] if IS_FAST else [False]


@pytest.fixture(params=WAYS, ids=["ISA-L" if is_fast else "zlib" for is_fast in WAYS])
def file(request, tmp_path, monkeypatch):
    """Writes bytes into a file and reads its members, by one way of undoing them."""
    monkeypatch.setattr(members, "inflating", partial(inflating, is_fast=request.param))

    def read(told: bytes) -> list[Member | Torn]:
        path = tmp_path / "a.warc.gz"
        path.write_bytes(told)
        return list(members.members(path))

    return read


def test_members_behind_one_another_are_read_each_to_its_end(file):
    assert [(one.offset, one.length, one.block) for one in file(WHOLE * 3)] == [
        (number * len(WHOLE), len(WHOLE), TEXT) for number in range(3)
    ]


def test_a_member_larger_than_what_is_read_at_once_is_whole(file, monkeypatch):
    monkeypatch.setattr(members, "CHUNK_BYTES", 100)
    assert [one.block for one in file(WHOLE * 2)] == [TEXT, TEXT]


@pytest.mark.parametrize("cut", [1, 8, len(WHOLE) - 12])
def test_a_member_without_its_end_is_told_as_a_tail(file, cut):
    first, second = file(WHOLE + WHOLE[:-cut])
    assert first.block == TEXT and second.is_tail and second.offset == len(WHOLE)


@pytest.mark.parametrize(
    "damaged",
    [
        WHOLE[:-8] + bytes(4) + WHOLE[-4:],
        WHOLE[:-4] + bytes(4),
        WHOLE[:12] + b"\xff" * 40 + WHOLE[52:],
        b"\x1f\x8b\x07" + WHOLE,
    ],
    ids=["checksum", "length", "content", "method"],
)
def test_damage_is_told_and_is_no_tail(file, damaged):
    first, second = file(WHOLE + damaged)
    assert first.block == TEXT and second.reason.startswith("damaged gzip") and not second.is_tail


def test_a_member_of_too_much_is_refused_before_it_is_unpacked(file, monkeypatch):
    monkeypatch.setattr(members, "RECORD_MOST_BYTES", len(TEXT) - 1)
    (told,) = file(WHOLE)
    assert "more than" in told.reason


@pytest.mark.skipif(not IS_FAST, reason="ISA-L has no wheel for this machine; zlib alone is used.")
def test_the_faster_way_is_the_one_taken():
    assert "isal" in type(inflating()).__module__
