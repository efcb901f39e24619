from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gazetteer import PhraseIndex, fold

NAMES = PhraseIndex([("البوكمال", 1), ("أبو كمال", 2), ("دير الزور", 3), ("الزور", 4)])


@pytest.mark.parametrize(
    ("text", "clitic", "value"),
    [
        ("البوكمال", "ال", 1),
        ("وبالبوكمال", "وبال", 1),
        ("للبوكمال", "لل", 1),
        ("بوكمال", "", 1),
        ("فأبو كمال", "ف", 2),
    ],
)
def test_clitics_before_a_name_are_set_aside(text: str, clitic: str, value: int) -> None:
    (hit,) = NAMES.scan(fold(text))
    assert (hit.clitic, hit.values) == (clitic, (value,))


@pytest.mark.parametrize("text", ["البوكمالي", "سالبوكمال", "xالبوكمال", "بوكمال2"])
def test_part_of_another_word_is_no_name(text: str) -> None:
    assert NAMES.scan(fold(text)) == []


def test_the_longest_name_wins() -> None:
    (hit,) = NAMES.scan(fold("دير الزور"))
    assert hit.values == (3,)


def test_phrases_that_fold_alike_share_a_hit() -> None:
    index = PhraseIndex([("حماة", "a"), ("حماه", "b")])
    (hit,) = index.scan(fold("حماه"))
    assert hit.values == ("a", "b")


def test_verbs_take_no_article() -> None:
    index = PhraseIndex([("سيطر", 1)], article=False)
    assert index.scan(fold("السيطر")) == []
    assert len(index.scan(fold("وسيطر"))) == 1


def test_no_phrases_find_nothing() -> None:
    assert PhraseIndex([]).scan(fold("أي نص")) == []


@given(st.text(alphabet="ابوكمل دير.زا\n", max_size=60))
def test_hits_stand_in_the_text_and_do_not_overlap(text: str) -> None:
    hits = NAMES.scan(fold(text))
    assert all(h.word_start <= h.start < h.end <= len(text) for h in hits)
    assert all(one.end <= other.word_start for one, other in pairwise(hits))
