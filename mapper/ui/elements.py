"""Small pieces of HTML that several pages use, made by :mod:`mapper.markup`, which escapes."""

from __future__ import annotations

from mapper.markup import Html, element

__all__ = ["isolated_date", "language_of"]


def isolated_date(text: str) -> Html:
    """Isolate a date, which would turn round between Arabic words."""
    return element("bdi", text, dir="ltr")


def language_of(language: str) -> dict[str, str]:
    """Give the attributes of what is in a language of the app, for an element."""
    return {"dir": "rtl" if language == "ar" else "ltr", "lang": language}
