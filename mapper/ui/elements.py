"""HTML out of one helper, and that helper escapes.

Article text is hostile: a plain string is always text here, whatever it looks like.
"""

from __future__ import annotations

import html

__all__ = ["Html", "element", "isolated_date", "language_of"]


class Html(str):
    """HTML that :func:`element` made."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str) -> Html:
    """Make an element; children that are not HTML of ours, and all values, are escaped.

    >>> element("p", "<b>", element("bdi", "x"), class_="a")
    '<p class="a">&lt;b&gt;<bdi>x</bdi></p>'
    """
    names = {name: name.rstrip("_") for name in attributes}
    packed = "".join(f' {names[n]}="{html.escape(value)}"' for n, value in attributes.items())
    inner = "".join(c if isinstance(c, Html) else html.escape(c) for c in children)
    return Html(f"<{tag}{packed}>{inner}</{tag}>")


def isolated_date(text: str) -> Html:
    """Isolate a date, which would turn round between Arabic words."""
    return element("bdi", text, dir="ltr")


def language_of(language: str) -> dict[str, str]:
    """Give the attributes of what is in a language of the app, for :func:`element`."""
    return {"dir": "rtl" if language == "ar" else "ltr", "lang": language}
