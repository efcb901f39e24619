"""Long lists, a page at a time; and both languages of the app."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mapper.geoparsing import Doubt
from mapper.records import Kind
from mapper.ui.paging import PAGE_SIZE, page_count, page_of
from mapper.ui.words import LANGUAGES, words


@given(st.integers(0, 3 * PAGE_SIZE + 1))
def test_pages_show_everything_once(count: int) -> None:
    items = list(range(count))
    pages = [page_of(items, number) for number in range(1, page_count(items) + 1)]
    assert [item for page in pages for item in page] == items
    assert all(len(page) <= PAGE_SIZE for page in pages)


def test_both_languages_say_the_same_things() -> None:
    english, arabic = (words(code) for code in LANGUAGES)
    assert english.keys() == arabic.keys()
    assert english["kind"].keys() == arabic["kind"].keys() == {str(kind) for kind in Kind}
    assert english["modality"].keys() == arabic["modality"].keys()
    assert english["doubt"].keys() == arabic["doubt"].keys() == {str(doubt) for doubt in Doubt}
    assert list(english["column"]) == list(arabic["column"])
    assert english["doubts_column"].keys() == arabic["doubts_column"].keys()
