"""Signatures agree in what stories share, and are told apart when they are made in another way."""

import random

import pytest

from crawler.archive import signatures
from crawler.archive.signatures import buckets, content_words, likeness, line_marks, signature, version
from tests.benchmarks.near_texts import Tongue

WORDS = [f"kata{number}" for number in range(400)]


@pytest.mark.parametrize("shared", [0, 50, 100, 150, 200])
def test_the_likeness_is_the_share_of_word_pairs_in_common(shared):
    one = signature([" ".join(WORDS[:200])]).values
    other = signature([" ".join(WORDS[200 - shared : 400 - shared])]).values
    pairs = max(shared - 1, 0)
    assert likeness(one, other) == pytest.approx(pairs / (398 - pairs), abs=0.12)


def test_case_marks_and_line_breaks_do_not_matter():
    text = " ".join(WORDS[:100])
    other = text.upper().replace(" ", ",\n")
    assert signature([text]) == signature(other.split("\n"))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        ("di ke dan yang akan", ["yang", "akan"]),
        ("Pasar-pasar, 2025; dia", ["pasar", "pasar", "2025"]),
        ("я не знаю", ["я", "не", "знаю"]),
        ("été à Paris", ["été", "à", "paris"]),
        ("東京で会議", ["東", "京", "で", "会", "議"]),
        ("한국 말", ["한국", "말"]),
    ],
)
def test_the_words_that_tell_stories_apart(text, words):
    assert content_words(text) == words


def test_copies_meet_in_every_bucket_and_strangers_in_none():
    tongue = Tongue("en", random.Random(1))
    one, other = signature(tongue.story(200)), signature(tongue.story(200))
    assert len(set(buckets(one.meets))) == signatures.BUCKETS
    assert set(buckets(one.meets)).isdisjoint(buckets(other.meets))


def test_a_story_of_too_few_words_has_no_signature():
    short = signature([" ".join(WORDS[: signatures.LEAST_WORDS - 1])])
    assert (short.values, short.meets, short.words, short.left_out) == (None, None, signatures.LEAST_WORDS - 1, "short")
    assert signature([" ".join(WORDS[: signatures.LEAST_WORDS])]).left_out is None


def test_a_line_is_known_again_by_its_words():
    assert line_marks(["Baca juga", "baca JUGA", "Baca lagi"])[0] == line_marks(["baca juga"])[0]
    assert len(set(line_marks(["Baca juga", "Baca lagi"]))) == 2


def test_the_version_tells_when_the_library_hashes_differently(monkeypatch):
    now = version()
    version.cache_clear()
    monkeypatch.setattr(signatures, "SEED", 43)
    assert version() != now
    version.cache_clear()
