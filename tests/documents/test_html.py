"""The article of a web page."""

from __future__ import annotations

from pathlib import Path

import pytest

from mapper.documents import article_of, read_documents
from mapper.errors import DocumentError

HEAD = """<!DOCTYPE html><html lang="ar"><head><title>الجيش يدخل القرية | وكالة المثال</title>
<meta property="og:site_name" content="وكالة المثال">
<meta property="article:published_time" content="2017-11-19T10:00:00+02:00">
<link rel="canonical" href="https://example.org/a/1"></head>"""
BODY = """<body><nav><a href="/">الرئيسية</a> <a href="/p">سياسة</a></nav>
<article><h1>الجيش يدخل القرية</h1><p>دخلت قوات الجيش القرية صباح اليوم الأحد.</p>
<p>وقال مصدر إن القوات سيطرت عليها بالكامل في 3 كانون الثاني/يناير 2015.</p></article>
<aside>اقرأ أيضا: <a href="/x">خبر آخر</a></aside><footer>جميع الحقوق محفوظة</footer>
<script>var menu = "سيطر التنظيم";</script></body></html>"""


def test_the_article_is_kept_and_what_surrounds_it_is_not() -> None:
    text = article_of(HEAD + BODY)["text"]
    assert text.startswith("دخلت قوات الجيش القرية")
    assert "سيطرت عليها بالكامل" in text
    for other in ("الرئيسية", "اقرأ أيضا", "خبر آخر", "menu"):
        assert other not in text


def test_what_the_page_says_of_itself_is_kept() -> None:
    found = article_of(HEAD + BODY)
    assert found["title"] == "الجيش يدخل القرية"
    assert found["published"] == "2017-11-19"
    assert found["outlet"] == "وكالة المثال"
    assert found["url"] == "https://example.org/a/1"


def test_a_date_in_the_text_is_no_date_of_publication() -> None:
    assert "published" not in article_of(f"<html>{BODY}")


@pytest.mark.parametrize("page", ["", "   ", "<html><body></body></html>", "<nav>قائمة</nav>"])
def test_a_page_without_an_article_is_told(page: str) -> None:
    with pytest.raises(DocumentError, match="no article"):
        article_of(page)


@pytest.mark.parametrize(("encoding", "name"), [("utf-8", "a.html"), ("cp1256", "b.HTM")])
def test_pages_are_read_like_other_files(tmp_path: Path, encoding: str, name: str) -> None:
    (tmp_path / name).write_bytes((HEAD + BODY).encode(encoding))
    (document,) = read_documents([tmp_path]).documents
    assert document.id == Path(name).stem
    assert document.title == "الجيش يدخل القرية"
    assert document.text.count("الجيش يدخل القرية") == 1
    assert str(document.published) == "2017-11-19"


def test_a_manifest_knows_better_than_the_page(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HEAD + BODY, encoding="utf-8")
    (tmp_path / "manifest.csv").write_text("id,outlet\na,صحيفتنا\n", encoding="utf-8")
    (document,) = read_documents([tmp_path]).documents
    assert document.outlet == "صحيفتنا"


def test_a_page_that_is_too_large_is_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(HEAD + BODY + " " * 2_000_000, encoding="utf-8")
    (tmp_path / "b.txt").write_text("سيطر الجيش على القرية.", encoding="utf-8")
    reading = read_documents([tmp_path])
    assert [d.id for d in reading.documents] == ["b"]
    assert "2 MB" in str(reading.skipped[0])
