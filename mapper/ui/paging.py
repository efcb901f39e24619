"""Long lists a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from mapper.ui.words import words

__all__ = ["PAGE_SIZE", "page_count", "page_number", "page_of"]

_T = TypeVar("_T")

PAGE_SIZE = 20
"""How many claims, or what else is listed, one page shows."""


def page_count(items: Sequence[object]) -> int:
    """Say how many pages claims, or what else is listed, fill; an empty list has an empty page.

    >>> page_count([])
    1
    """
    return max(1, -(-len(items) // PAGE_SIZE))


def page_of(items: Sequence[_T], number: int) -> Sequence[_T]:
    """Give the items of page `number`; the first page is 1."""
    return items[(number - 1) * PAGE_SIZE : number * PAGE_SIZE]


def page_number(pages: int, *, key: str, language: str) -> int:
    """Ask for the page where there are several; another key begins at the first page."""
    import streamlit as st

    if pages == 1:
        return 1
    label = f"{words(language)['page']} (1–{pages})"
    return st.number_input(label, 1, pages, key=key, width=180)
