"""HTML made of elements: the one place where text becomes markup, and it escapes.

Article text is hostile: a plain string is always text here, whatever it looks like.
"""

from __future__ import annotations

import html

__all__ = ["Html", "element", "fragment"]

_VOID = frozenset({"input", "meta"})
"""Elements without an end; those that are used here."""


class Html(str):
    """A string that is HTML: made by :func:`element`, or a file of ours."""

    __slots__ = ()


def element(tag: str, *children: str, **attributes: str) -> Html:
    """Make an element; children that are not HTML of ours, and all values, are escaped.

    Parameters
    ----------
    tag : str
        The name of the element; never from a document.
    *children : str
        :class:`Html` is put in as it is, any other string as text.
    **attributes : str
        A name may end in an underscore (`class_`); one within stands for a hyphen (`data_rule`).

    >>> element("p", "1 < 2 ", element("b", "yes"), class_="a", data_rule='"')
    '<p class="a" data-rule="&quot;">1 &lt; 2 <b>yes</b></p>'
    >>> element("meta", charset="utf-8")
    '<meta charset="utf-8">'
    """
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in attributes.items())
    packed = "".join(f' {name}="{_escaped(value)}"' for name, value in named)
    opened = f"<{tag}{packed}>"
    return Html(opened if tag in _VOID else f"{opened}{fragment(*children)}</{tag}>")


def fragment(*children: str) -> Html:
    """Put elements and texts one after another; what is not HTML of ours is escaped.

    >>> fragment("a & ", element("b", "c"))
    'a &amp; <b>c</b>'
    """
    return Html("".join(c if isinstance(c, Html) else _escaped(c) for c in children))


def _escaped(text: str) -> str:
    """Escape a text; half characters (lone surrogates) have no UTF-8 and become "?"."""
    return html.escape(text.encode("utf-8", "replace").decode("utf-8"))
