from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from conftest import day
from hypothesis import given
from hypothesis import strategies as st

from mapper.documents import decode, read_documents, read_json_lines
from mapper.documents.dateline import dateline_of
from mapper.documents.read import LARGEST_BYTES
from mapper.errors import DocumentError
from mapper.records import Document

TEXT = "دمشق 19 نوفمبر 2017 / أعلن الجيش السوري السيطرة على مدينة البوكمال بعد معارك."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1256"])
def test_the_encodings_of_arabic_files_are_told_apart(encoding: str) -> None:
    assert decode(TEXT.encode(encoding)) == TEXT


def test_line_ends_become_line_feeds() -> None:
    assert decode(b"a\r\nb\rc") == "a\nb\nc"


@pytest.mark.parametrize("data", [bytes(range(256)), b"\x89PNG\r\n\x1a\n\x00\x00", b"\x00" * 99])
def test_a_binary_file_is_refused(data: bytes) -> None:
    with pytest.raises(DocumentError, match="UTF-8"):
        decode(data)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("دمشق 19 نوفمبر 2017 / أعلنت", "2017-11-19"),
        ("بغداد، 3 تشرين الثاني/نوفمبر 2017", "2017-11-03"),
        ("دمشق ٩ آذار ٢٠١٩ -", "2019-03-09"),
        ("تونس 5 فيفري 2016", "2016-02-05"),
        ("2017/11/19 - سانا", "2017-11-19"),
        ("19-11-2017", "2017-11-19"),
        ("31 فبراير 2017", None),
        ("أعلنت دمشق اليوم", None),
        ("س" * 300 + " 19 نوفمبر 2017", None),
    ],
)
def test_datelines(text: str, expected: str | None) -> None:
    assert dateline_of(text) == (day(expected) if expected else None)


def write(folder: Path, name: str, text: str) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_a_folder_is_read_with_its_manifest(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "نص أول")
    write(tmp_path, "b/c.txt", TEXT)
    write(tmp_path, ".hidden.txt", "x")
    write(tmp_path, "notes.md", "x")
    write(tmp_path, "manifest.csv", "id,outlet,published\na,مكتب,2017-11-08\n")
    reading = read_documents([tmp_path])
    assert [d.id for d in reading.documents] == ["a", "b/c"]
    assert [d.published for d in reading.documents] == [day("2017-11-08"), day("2017-11-19")]
    assert reading.documents[0].outlet == "مكتب"
    assert not reading.skipped


def test_the_day_given_dates_what_has_none(tmp_path: Path) -> None:
    file = write(tmp_path, "a.txt", "نص بلا تاريخ")
    (document,) = read_documents([file], published=day("2015-01-02")).documents
    assert document.published == day("2015-01-02")
    (document,) = read_documents([file]).documents
    assert document.published is None


def test_broken_lines_are_told_by_number_and_the_rest_is_kept(tmp_path: Path) -> None:
    good = json.dumps({"id": "a", "text": "نص"}, ensure_ascii=False)
    lines = [good, "{", '["x"]', '{"id": "b"}', "", '{"id": "a", "text": "آخر"}']
    reading = read_documents([write(tmp_path, "a.jsonl", "\n".join(lines))])
    assert [d.id for d in reading.documents] == ["a"]
    assert [s.line for s in reading.skipped] == [2, 3, 4, 6]
    assert all("a.jsonl, line" in str(s) for s in reading.skipped)


def test_a_copy_adds_what_the_first_lacked(tmp_path: Path) -> None:
    first = {"id": "a", "text": "نص"}
    second = first | {"published": "2017-11-08", "outlet": "مكتب"}
    file = write(tmp_path, "a.jsonl", "\n".join(json.dumps(r) for r in (first, second)))
    (document,) = read_documents([file]).documents
    assert (document.published, document.outlet) == (day("2017-11-08"), "مكتب")


def test_an_enormous_line_is_left_out_without_being_held(tmp_path: Path) -> None:
    file = tmp_path / "a.jsonl"
    with file.open("wb") as stream:
        stream.write(b'{"id": "big", "text": "' + b"x" * (LARGEST_BYTES * 2) + b'"}\n')
        stream.write(b'{"id": "a", "text": "x"}\n')
    reading = read_documents([file])
    assert [d.id for d in reading.documents] == ["a"]
    assert [(s.line, "MB" in s.reason) for s in reading.skipped] == [(1, True)]


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_columns_are_guessed_by_their_usual_names(tmp_path: Path, delimiter: str) -> None:
    head = delimiter.join(["Headline", "النص", "Date", "Source"])
    row = delimiter.join(["عنوان", "نص", "2017-11-08", "مكتب"])
    (document,) = read_documents([write(tmp_path, "a.csv", f"{head}\n{row}\n")]).documents
    assert document.text == "عنوان\nنص"
    assert document.published == day("2017-11-08")
    assert document.outlet == "مكتب"


def test_columns_can_be_named(tmp_path: Path) -> None:
    file = write(tmp_path, "a.csv", "x,y\nنص,b1\n")
    (document,) = read_documents([file], columns={"text": "x", "id": "y"}).documents
    assert (document.id, document.text) == ("b1", "نص")


def test_a_csv_without_text_lists_what_it_has(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"x, y.*--column"):
        read_documents([write(tmp_path, "a.csv", "x,y\n1,2\n")])


@pytest.mark.parametrize("name", ["a.html", "missing.txt"])
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str) -> None:
    if name.endswith("html"):
        write(tmp_path, name, "<p>")
    with pytest.raises(DocumentError, match=name.split(".")[0]):
        read_documents([tmp_path / name])


def test_an_empty_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match=r"\.txt"):
        read_documents([tmp_path])


def test_a_folder_without_permission_is_told(unprivileged: Path) -> None:
    (unprivileged / "closed").mkdir(mode=0o000)
    with pytest.raises(DocumentError, match="closed"):
        read_documents([unprivileged / "closed"])


def test_a_closed_folder_among_others_is_skipped(unprivileged: Path) -> None:
    (unprivileged / "closed").mkdir(mode=0o000)
    write(unprivileged, "a.txt", "نص")
    reading = read_documents([unprivileged])
    assert [d.id for d in reading.documents] == ["a"]
    assert ["closed" in str(s) for s in reading.skipped] == [True]


def test_a_binary_txt_among_others_is_skipped_and_alone_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(bytes(range(256)))
    with pytest.raises(DocumentError, match=r"a\.txt"):
        read_documents([tmp_path])
    write(tmp_path, "b.txt", TEXT)
    reading = read_documents([tmp_path])
    assert [d.id for d in reading.documents] == ["b"]
    assert len(reading.skipped) == 1


def test_halves_of_characters_are_replaced_one_by_one(tmp_path: Path) -> None:
    """JSON can write them, UTF-8 cannot; whole pairs stay the character that they are."""
    line = r'{"id": "a", "text": "\ud800x \ud83d\ude00", "outlet": "\udfff"}'
    (tmp_path / "a.jsonl").write_text(line, encoding="utf-8")
    (document,) = read_documents([tmp_path / "a.jsonl"]).documents
    assert (document.text, document.outlet) == ("?x \U0001f600", "?")


def test_standard_input_is_json_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    stream = io.TextIOWrapper(io.BytesIO(b'{"id": "a", "text": "x"}\n'))
    monkeypatch.setattr("sys.stdin", stream)
    assert [d.id for d in read_documents([Path("-")]).documents] == ["a"]


records = st.lists(
    st.builds(dict, id=st.uuids().map(str), text=st.text(min_size=1, max_size=30)),
    min_size=1,
    max_size=5,
    unique_by=lambda r: r["id"],
)


@given(records)
def test_json_lines_read_back_equal(tmp_path_factory: pytest.TempPathFactory, rows: list) -> None:  # type: ignore[type-arg]
    documents = [Document.from_json(row) for row in rows]
    text = "".join(json.dumps(d.to_json(), ensure_ascii=False) + "\n" for d in documents)
    file = write(tmp_path_factory.mktemp("x"), "a.jsonl", text)
    assert read_json_lines(file, Document.from_json) == (documents, [])
