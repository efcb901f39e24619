"""What somebody hands over is read within limits, and leaves no trace outside its folder."""

from __future__ import annotations

import io
import stat
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mapper.documents import Upload, UploadLimits, read_uploads

TEXT = "سيطر الجيش على القرية يوم الأحد."


def upload(name: str, text: str | bytes = TEXT) -> Upload:
    return Upload(name=name, data=text if isinstance(text, bytes) else text.encode())


def zipped(*members: tuple[str | zipfile.ZipInfo, str], **more: int) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **more) as archive:
        for name, text in members:
            archive.writestr(name, text)
    return file.getvalue()


def ids(*uploads: Upload, limits: UploadLimits | None = None) -> list[str]:
    return [document.id for document in read_uploads(uploads, limits=limits).documents]


def reasons(*uploads: Upload, limits: UploadLimits | None = None) -> list[str]:
    return [str(skipped) for skipped in read_uploads(uploads, limits=limits).skipped]


def test_files_of_every_kind_are_read() -> None:
    line = f'{{"id": "j", "text": "{TEXT}"}}\n'
    page = f"<html><body><article><p>{TEXT}</p></article></body></html>"
    files = [upload("a.txt"), upload("b.html", page), upload("c.jsonl", line)]
    files.append(upload("d.csv", f"id,text\nr,{TEXT}\n"))
    assert ids(*files) == ["a", "b", "j", "r"]


def test_an_archive_is_read_with_its_folders_and_its_manifest() -> None:
    data = zipped(("y/a.txt", TEXT), ("b.txt", TEXT), ("manifest.csv", "id,outlet\nb,وكالة\n"))
    documents = read_uploads([upload("news.zip", data)]).documents
    assert {d.id: d.outlet for d in documents} == {"b": "وكالة", "y/a": None}


def test_the_same_name_twice_is_two_files() -> None:
    reading = read_uploads([upload("a.txt"), upload("a.txt", "نص آخر")])
    assert [d.text for d in reading.documents] == [TEXT]
    assert "read before with another text" in str(reading.skipped[0])


@pytest.mark.parametrize(
    "name",
    ["../../etc/out.txt", "/etc/out.txt", "..\\..\\out.txt", "C:\\x\\out.txt", "\u202eout.txt"],
)
def test_a_name_is_a_name_and_no_path(name: str) -> None:
    assert ids(upload(name)) == ["out"]


@pytest.mark.parametrize("name", ["../out.txt", "/tmp/out.txt", "a/../../out.txt", "..\\out.txt"])
def test_a_path_that_leads_out_of_an_archive_is_left_out_and_told(name: str) -> None:
    archive = upload("a.zip", zipped((name, TEXT), ("in.txt", TEXT)))
    assert ids(archive) == ["in"]
    assert ["leads out" in reason for reason in reasons(archive)] == [True]


def test_a_link_in_an_archive_is_left_out() -> None:
    link = zipfile.ZipInfo("passwd.txt")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    archive = upload("a.zip", zipped((link, "/etc/passwd"), ("in.txt", TEXT)))
    assert ids(archive) == ["in"]
    assert "leads out" in reasons(archive)[0]


def test_an_archive_that_unpacks_to_much_more_than_its_size_is_refused_whole() -> None:
    bomb = upload("bomb.zip", zipped(("a.txt", "ا" * 5_000_000), ("b.txt", TEXT)))
    assert ids(bomb) == []
    assert "100 times its size" in reasons(bomb)[0]


def test_an_archive_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    honest = zipped(("a.txt", "x" * 10_000_000))
    size = (10_000_000).to_bytes(4, "little")
    lying = honest.replace(size, (1_000).to_bytes(4, "little"))
    assert lying != honest
    assert reasons(upload("a.zip", lying)) == ["a.zip/a.txt: it is damaged."]


@pytest.mark.parametrize(
    ("limits", "told"),
    [
        (UploadLimits(file_bytes=10), "split it"),
        (UploadLimits(files=1), "more than 1 files"),
        (UploadLimits(total_bytes=20), "in all"),
    ],
)
def test_limits_are_told(limits: UploadLimits, told: str) -> None:
    archive = upload("a.zip", zipped(("a.txt", TEXT), ("b.txt", TEXT)))
    assert ids(archive, limits=limits) == []
    assert told in reasons(archive, limits=limits)[0]


def test_limits_hold_over_all_files_together() -> None:
    limits = UploadLimits(files=1)
    assert ids(upload("a.txt"), upload("b.txt"), limits=limits) == ["a"]


@pytest.mark.parametrize(
    "archive",
    [b"", b"PK\x03\x04 no archive", zipped(("a.txt", TEXT))[:-30]],
    ids=["empty", "no archive", "torn"],
)
def test_what_is_no_archive_is_told(archive: bytes) -> None:
    assert "no .zip archive" in reasons(upload("a.zip", archive))[0]


def test_archives_in_archives_and_other_kinds_are_left_out_and_told() -> None:
    inner = io.BytesIO(zipped(("a.txt", TEXT))).getvalue().decode("latin-1")
    archive = upload("a.zip", zipped(("in.zip", inner), ("x.exe", "MZ"), ("__MACOSX/._a.txt", "")))
    assert len(reasons(archive, upload("y.pdf"))) == 3


def test_bytes_that_are_no_text_are_told_by_the_name_that_was_given() -> None:
    (reason,) = reasons(upload("a.txt", bytes(range(256)) * 40))
    assert reason.startswith("a.txt: ")
    assert tempfile.gettempdir() not in reason


def test_nothing_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temp"))
    (tmp_path / "temp").mkdir()
    read_uploads([upload("a.zip", zipped(("../out.txt", TEXT), ("b.txt", TEXT)))])
    assert [path.name for path in tmp_path.rglob("*")] == ["temp"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("second", ["a.txt", "a.txt/b.txt", "a:.txt"])
def test_two_files_of_an_archive_under_one_name_are_told(second: str) -> None:
    archive = upload("a.zip", zipped(("a.txt", TEXT), ("a-.txt", TEXT), (second, "نص آخر")))
    assert ids(archive) == ["a-", "a"]
    assert "another file has its name" in reasons(archive)[0]


@given(st.text(max_size=300, alphabet=st.characters(exclude_characters="/\\")))
def test_any_name_is_taken(name: str) -> None:
    reading = read_uploads([upload(f"a{name}.txt")])
    assert len(reading.documents) == 1
