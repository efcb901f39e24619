"""A brief as a Word file: real headings and tables, right to left in Arabic."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from mapper.exports.brief import Brief, Change, Evidence
from mapper.exports.zipped import same_bytes

__all__ = ["write_docx"]

_A4_MM = (210, 297)
_MARGIN_MM = 25
_STAMP = dt.datetime(1980, 1, 1)


def write_docx(
    brief: Brief, picture: bytes, path: Path, *, words: Mapping[str, Any], mode: str
) -> None:
    """Write a brief.

    Parameters
    ----------
    brief : Brief
        What it says.
    picture : bytes
        The maps, as PNG.
    path : Path
        The file.
    words : mapping
        Those of reports, in the language of the brief.
    mode : str
        How the days are known.
    """
    paper = _Paper(brief.language == "ar")
    paper.heading(brief.title, 0)
    on, since = _ltr(brief.on), _ltr(brief.since)
    paper.text(f"{words['period'].format(on=on, since=since)} · {mode}")
    paper.heading(words["map"])
    paper.picture(picture)
    paper.heading(words["standings"])
    paper.table([words[name] for name in ("actor", "area", "gained", "lost")], _standings(brief))
    paper.heading(words["changes"])
    for change in brief.changes:
        _add_change(paper, change, words)
    if not brief.changes:
        paper.text(words["no_changes"].format(since=since))
    paper.heading(words["unresolved"])
    for item in brief.unresolved:
        paper.heading(item.name, 2)
        paper.text(f"{words['count']}: {item.claims}")
        if item.evidence:
            _add_evidence(paper, item.evidence, words)
    if not brief.unresolved:
        paper.text(words["no_unresolved"])
    paper.heading(words["method"])
    for paragraph in words["paragraphs"]:
        paper.text(paragraph)
    known = brief.provenance
    paper.text(words["made"].format(claims=brief.claims, articles=brief.articles, **known))
    paper.text(f"{known['attribution']} {known['licence']}", rtl=False)
    paper.save(path, brief)


def _standings(brief: Brief) -> list[list[str]]:
    return [
        [s.actor, _ltr(f"{s.low_km2:,.0f} – {s.high_km2:,.0f}"), str(s.gained), str(s.lost)]
        for s in brief.standings
    ]


def _add_change(paper: _Paper, change: Change, words: Mapping[str, Any]) -> None:
    paper.heading(change.place, 2)
    paper.text(f"{words['before']}: {change.before} · {words['after']}: {change.after}")
    when = _ltr(change.earliest)
    if change.latest != change.earliest:
        when += f" – {_ltr(change.latest)}"
    sure = "" if change.confidence is None else f" · {words['confidence']} "
    sure += "" if change.confidence is None else _ltr(f"{change.confidence:.0%}")
    paper.text(f"{words['when']}: {when}{sure}")
    for item in change.evidence:
        _add_evidence(paper, item, words)
    if not change.evidence:
        paper.text(words["no_evidence"])


def _add_evidence(paper: _Paper, item: Evidence, words: Mapping[str, Any]) -> None:
    """Quote a claim in its sentence, always right to left: reports are Arabic."""
    paper.quote(item.before, item.said, item.after)
    parts = [item.outlet, words["cited"].format(item.source) if item.source else None]
    parts += [f"{words['published']} {_ltr(item.published)}" if item.published else None]
    parts += [item.title, _ltr(item.url) if item.url else None]
    paper.text(" · ".join(part for part in parts if part), small=True)


def _ltr(value: object) -> str:
    """Isolate a date or number: after Arabic it would turn round."""
    return f"\N{LEFT-TO-RIGHT ISOLATE}{value}\N{POP DIRECTIONAL ISOLATE}"


class _Paper:
    """A Word document that is written from top to bottom."""

    def __init__(self, rtl: bool) -> None:
        from docx import Document
        from docx.shared import Mm

        self._document = Document()
        self._rtl = rtl
        page = self._document.sections[0]
        page.page_width, page.page_height = (Mm(side) for side in _A4_MM)
        page.left_margin = page.right_margin = Mm(_MARGIN_MM)

    def heading(self, text: str, level: int = 1) -> None:
        self._directed(self._document.add_heading(text, level), self._rtl)

    def text(self, text: str, *, rtl: bool | None = None, small: bool = False) -> None:
        from docx.shared import Pt

        paragraph = self._document.add_paragraph(text)
        if small:
            paragraph.runs[0].font.size = Pt(8.5)
        self._directed(paragraph, self._rtl if rtl is None else rtl)

    def quote(self, before: str, said: str, after: str) -> None:
        paragraph = self._document.add_paragraph(style="Quote")
        for text, strong in ((before, False), (said, True), (after, False)):
            font = paragraph.add_run(text).font
            font.bold = font.cs_bold = strong  # `cs` is for Arabic
            font.italic = font.cs_italic = False
        self._directed(paragraph, True)

    def picture(self, picture: bytes) -> None:
        from docx.shared import Mm

        self._document.add_picture(io.BytesIO(picture), width=Mm(_A4_MM[0] - 2 * _MARGIN_MM))

    def table(self, heading: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        table = self._document.add_table(rows=0, cols=len(heading), style="Light List")
        if self._rtl:
            _mark(table._tbl.tblPr, "w:bidiVisual", before=("w:tblW", "w:jc", "w:tblLook"))
        for row in (heading, *rows):
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
                self._directed(cell.paragraphs[0], self._rtl)

    def save(self, path: Path, brief: Brief) -> None:
        about = self._document.core_properties
        known = brief.provenance
        about.title, about.subject = brief.title, f"{brief.since} – {brief.on}"
        about.author = about.last_modified_by = f"{known['producer']} {known['version']}"
        about.comments = f"{known['attribution']} {known['licence']}"
        about.keywords = ", ".join(f"{n} {known[n]}" for n in known if n.endswith("_hash"))
        about.language = brief.language
        about.created = about.modified = _STAMP
        with same_bytes(path) as file:
            self._document.save(file)

    @staticmethod
    def _directed(paragraph: Any, rtl: bool) -> None:
        if not rtl:
            return
        _mark(paragraph._p.get_or_add_pPr(), "w:bidi")
        for run in paragraph.runs:
            _mark(run._r.get_or_add_rPr(), "w:rtl")


def _mark(properties: Any, tag: str, *, before: Sequence[str] = ()) -> None:
    """Set a switch that python-docx has no name for; the standard fixes the order of switches."""
    from docx.oxml import OxmlElement

    properties.insert_element_before(OxmlElement(tag), *before)
