"""Long lists, a page at a time; and both languages of the app."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.geoparsing import Doubt
from mapper.records import Kind, Modality, Status, Verdict
from mapper.ui.paging import PAGE_SIZE, page_count, page_of
from mapper.ui.words import LANGUAGES, words
from mapper.views import ClaimOrder


@given(st.integers(0, 3 * PAGE_SIZE + 1))
def test_pages_show_everything_once(count: int) -> None:
    items = list(range(count))
    pages = [page_of(items, number) for number in range(1, page_count(items) + 1)]
    assert [item for page in pages for item in page] == items
    assert all(len(page) <= PAGE_SIZE for page in pages)


def keys(table: Mapping[str, object]) -> dict[str, object]:
    return {k: keys(v) if isinstance(v, Mapping) else None for k, v in table.items()}


def test_both_languages_say_the_same_things_in_the_same_order() -> None:
    english, arabic = (words(code) for code in LANGUAGES)
    assert keys(english) == keys(arabic)
    for table in ("column", "claim_column", "doubts_column"):
        assert list(english[table]) == list(arabic[table])


@pytest.mark.parametrize(
    ("table", "members"),
    [
        ("kind", Kind),
        ("modality", Modality),
        ("status", Status),
        ("verdict", Verdict),
        ("decision", Verdict),
        ("doubt", Doubt),
        ("orders", ClaimOrder),
    ],
)
def test_everything_that_has_a_name_is_named(table: str, members: type[StrEnum]) -> None:
    assert set(words("en")[table]) == {str(member) for member in members}
