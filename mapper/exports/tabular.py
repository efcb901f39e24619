"""Tables for spreadsheets and scripts: CSV with its CSVW description beside it, and XLSX."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

from mapper.errors import ExportError
from mapper.exports.layers import GEOMETRY, Layer, layers_of
from mapper.exports.options import LAYERS, ExportOptions
from mapper.exports.provenance import PRODUCER, provenance
from mapper.exports.text import safe_cell
from mapper.exports.zipped import same_bytes
from mapper.store import Project

if TYPE_CHECKING:
    from openpyxl import Workbook

__all__ = ["csv_description", "write_csv", "write_xlsx"]

_MOST_ROWS = 1_048_576
"""Rows of a sheet, the heading among them."""
_LONGEST = 32_767
"""Characters of a cell."""
_WIDTH, _ARABIC_WIDTH = 14, 24
_CSVW_TYPES = {"date32[day]": "date", "double": "double", "int64": "integer", "string": "string"}


def write_csv(project: Project, path: Path, options: ExportOptions) -> None:
    """Write one layer as CSV (RFC 4180, UTF-8), a batch of rows at a time.

    Text that a spreadsheet would take for a formula has an apostrophe before it.
    """
    (layer,) = layers_of(project, options, options.what)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(layer.columns)
        for rows in _rows(layer):
            writer.writerows([_safe(value) for value in row] for row in rows)


def csv_description(project: Project, name: str, options: ExportOptions) -> str:
    """Describe a CSV as W3C's CSV on the Web has it: what its columns are, and the provenance.

    CSV itself has no place for either; the description lies beside it as NAME-metadata.json.
    """
    (layer,) = layers_of(project, options, options.what)
    columns = [
        {"name": field.name, "titles": field.name, "datatype": _CSVW_TYPES[str(field.type)]}
        for field in layer.schema
        if field.name != GEOMETRY
    ]
    said = provenance(project)
    described = {
        "@context": "http://www.w3.org/ns/csvw",
        "url": name,
        "dc:title": LAYERS[layer.name][options.language],
        "dc:creator": f"{PRODUCER} {said['version']}",
        "dc:source": said["attribution"],
        "dc:rights": said["licence"],
        "rdfs:comment": ", ".join(f"{key} {said[key]}" for key in said if key.endswith("_hash")),
        "tableSchema": {"columns": columns},
    }
    return json.dumps(described, ensure_ascii=False, indent=1) + "\n"


def write_xlsx(project: Project, path: Path, options: ExportOptions) -> None:
    """Write a sheet a layer, and one that says what made it.

    Raises
    ------
    ExportError
        If a layer has more rows than a sheet can hold.
    """
    from openpyxl import Workbook
    from openpyxl.writer.excel import ExcelWriter

    book = Workbook(write_only=True)
    for layer in layers_of(project, options, options.what):
        _add_sheet(book, layer, options.language)
    said = provenance(project)
    about = book.create_sheet("about")
    about.column_dimensions["B"].width = 100
    for row in said.items():
        about.append(row)
    _describe(book, said, options)
    with same_bytes(path) as file:
        ExcelWriter(book, ZipFile(file, "w")).save()


def _add_sheet(book: Workbook, layer: Layer, language: str) -> None:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font
    from openpyxl.utils import get_column_letter

    sheet = book.create_sheet(layer.name)
    sheet.freeze_panes = "A2"
    sheet.sheet_view.rightToLeft = language == "ar"
    for number, name in enumerate(layer.columns, 1):
        wide = name.endswith("_ar") or name in ("notes", "location", "title")
        sheet.column_dimensions[get_column_letter(number)].width = _ARABIC_WIDTH if wide else _WIDTH
    heading = [WriteOnlyCell(sheet, value=name) for name in layer.columns]
    for cell in heading:
        cell.font = Font(bold=True)
    sheet.append(heading)
    written = 1
    for rows in _rows(layer):
        written += len(rows)
        if written > _MOST_ROWS:
            raise ExportError(
                f"A sheet holds {_MOST_ROWS} rows and {layer.name} has more; "
                "export a shorter period, or to .csv or .parquet."
            )
        for row in rows:
            sheet.append([_cell(sheet, value) for value in row])


def _cell(sheet: Any, value: Any) -> Any:
    """Give a cell whose text stays text, whatever it begins with."""
    if not isinstance(value, str):
        return value
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet)
    cell.value = value[:_LONGEST]
    cell.data_type = "s"
    return cell


def _describe(book: Workbook, said: Mapping[str, str], options: ExportOptions) -> None:
    about = book.properties
    about.title = options.title or PRODUCER
    about.creator = about.lastModifiedBy = f"{PRODUCER} {said['version']}"
    about.description = f"{said['attribution']} {said['licence']}"
    about.created = about.modified = dt.datetime(1980, 1, 1)


def _rows(layer: Layer) -> Iterator[Sequence[Sequence[Any]]]:
    for batch in layer.batches():
        columns = [batch.column(name).to_pylist() for name in layer.columns]
        yield list(zip(*columns, strict=True))


def _safe(value: Any) -> Any:
    return safe_cell(value) if isinstance(value, str) else value
