"""An article that somebody pastes."""

from __future__ import annotations

import pytest
from conftest import day

from mapper.documents import pasted_document
from mapper.errors import DocumentError

TEXT = "دمشق 19 نوفمبر 2017 / سيطر الجيش على البوكمال."


def test_the_same_article_is_the_same_document() -> None:
    assert pasted_document(TEXT, title=" عنوان ") == pasted_document(f"{TEXT}\r\n", title="عنوان")
    assert pasted_document(TEXT).id != pasted_document(TEXT, title="عنوان").id


def test_the_title_is_the_first_line() -> None:
    assert pasted_document(TEXT, title="عنوان\nآخر").text == f"عنوان آخر\n{TEXT}"


def test_a_given_day_counts_more_than_the_dateline() -> None:
    assert pasted_document(TEXT).published == day("2017-11-19")
    assert pasted_document(TEXT, published=day("2017-11-20")).published == day("2017-11-20")


def test_what_is_known_is_kept() -> None:
    document = pasted_document(TEXT, outlet=" وكالة ", url="https://example.org")
    assert (document.outlet, document.url) == ("وكالة", "https://example.org")


@pytest.mark.parametrize(("text", "told"), [(" \r\n ", "no text"), ("ا" * 2_500_001, "5 MB")])
def test_nothing_and_too_much_are_told(text: str, told: str) -> None:
    with pytest.raises(DocumentError, match=told):
        pasted_document(text)
