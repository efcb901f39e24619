"""A table of ours: what to show as plain records, and one script that shows it.

streamlit's own table is drawn on a canvas from left to right, and its download is no safe CSV.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, dataclass
from importlib import resources
from typing import Literal

__all__ = ["Cell", "Choice", "Column", "ColumnKind", "Quotation", "Table", "show_table"]


ColumnKind = Literal["text", "figures", "lines", "quotation", "choice"]
"""What the cells of a column hold; see :class:`Column`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: its heading, and what its cells are.

    text: words, isolated from what is around them. figures: digits, from left to right. lines: one
    below the other, each of parts in several languages. quotation: see :class:`Quotation`. choice:
    words that can be chosen, see :class:`Choice`.
    """

    label: str
    kind: ColumnKind = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """Words to choose by, and what is chosen by them; a plain text is both."""

    text: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Arabic evidence in its sentence, and where it stands."""

    before: str
    evidence: str
    after: str
    source: tuple[str, ...]


Cell = str | Choice | tuple[tuple[str, ...], ...] | Quotation | None
"""What a cell holds: text, figures or a choice; lines of parts; a quotation; nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table. All of it is text, whatever it looks like; `best` is the row to point out."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    best: int | None = None


def show_table(
    table: Table, *, key: str, language: str, on_choice: Callable[[str], None] | None = None
) -> None:
    """Show a table, as cards on a narrow screen.

    Parameters
    ----------
    table : Table
        What to show.
    key : str
        Names it among the tables of a page.
    language : str
        "en" or "ar": the language of what is not quoted.
    on_choice : callable, optional
        Is given what is chosen when somebody clicks its row, before the page reruns.
    """
    import streamlit as st

    def chosen() -> None:
        message = st.session_state[key].get("choice")
        if on_choice is not None and isinstance(message, dict):
            text = message.get("text")
            if isinstance(text, str):
                on_choice(text)

    component = st.components.v2.component(
        "saytara.table", css=_static("table.css"), js=_static("table.js")
    )
    component(key=key, data={"language": language, **asdict(table)}, on_choice_change=chosen)


def _static(name: str) -> str:
    return resources.files("mapper.ui").joinpath("static", name).read_text("utf-8")
