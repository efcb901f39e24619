"""The map in other people's pages: a sandboxed frame, as each kind of page wants it written."""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from textwrap import indent

from mapper.errors import ExportError
from mapper.exports.page import project_html
from mapper.store import Project

__all__ = ["EMBEDS", "NotebookMap", "embed_snippet", "show"]

_SANDBOX = "allow-scripts allow-popups allow-popups-to-escape-sandbox"
"""What the map needs: its own script, and links to articles. It cannot touch the page around it."""

_STYLE = "width:100%;aspect-ratio:{ratio};min-height:20rem;border:0"
_RATIO = "3 / 2"


def _site(frame: str) -> str:
    return frame


def _sphinx(frame: str) -> str:
    return f".. raw:: html\n\n{indent(frame, '   ')}"


def _wordpress(frame: str) -> str:
    return f"<!-- wp:html -->\n{frame}\n<!-- /wp:html -->"


EMBEDS: Mapping[str, Callable[[str], str]] = {
    "site": _site,
    "mkdocs": _site,  # Markdown takes HTML as it is
    "sphinx": _sphinx,
    "wordpress": _wordpress,
}
"""Where a map can be embedded, and how each wants the frame; WordPress as a block of HTML."""


def embed_snippet(source: str, *, title: str, where: str = "site", language: str = "en") -> str:
    """Write what puts an exported map into a page.

    The frame is sandboxed, has a title for those who do not see it, loads when it comes into view,
    and is as wide as its column. The map is asked for with compact controls.

    Parameters
    ----------
    source : str
        The address of the exported .html file, absolute or relative to the page; what stands
        behind a # of it stays, like a date.
    title : str
        What the map shows.
    where : str
        One of :data:`EMBEDS`.
    language : str
        "en" or "ar", of the title.

    Raises
    ------
    ExportError
        If `where` is unknown, or the address is of a script.

    Examples
    --------
    >>> print(embed_snippet("map.html#date=2017-11-11", title="Control", where="sphinx"))
    .. raw:: html
    <BLANKLINE>
       <iframe src="map.html?embed#date=2017-11-11" title="Control" lang="en" ...></iframe>
    """
    write = EMBEDS.get(where)
    if write is None:
        raise ExportError(
            f"There is no snippet for {where!r}; expected one of {', '.join(EMBEDS)}."
        )
    scheme = _scheme(source)
    if scheme not in ("", "http", "https"):
        raise ExportError(f"A map is embedded from http or https, not {scheme}; give its address.")
    return write(_frame(f'src="{html.escape(_compact(source))}"', title, language, _RATIO))


def _scheme(source: str) -> str:
    """Give what an address begins with; a colon further on, as in the id of a place, is none.

    >>> _scheme("map.html#place=gn:174448"), _scheme(" JavaScript:x")
    ('', 'javascript')
    """
    for mark in "#?/":
        source = source.partition(mark)[0]
    before, colon, _ = source.partition(":")
    return before.strip().lower() if colon else ""


def _compact(source: str) -> str:
    """Ask the page for compact controls."""
    address, mark, part = source.partition("#")
    return f"{address}{'&' if '?' in address else '?'}embed{mark}{part}"


def _frame(source: str, title: str, language: str, ratio: str) -> str:
    said = f'title="{html.escape(title)}" lang="{html.escape(language)}" sandbox="{_SANDBOX}"'
    style = _STYLE.format(ratio=ratio)
    return f'<iframe {source} {said} loading="lazy" style="{style}" allowfullscreen></iframe>'


@dataclass(frozen=True, slots=True)
class NotebookMap:
    """A map that a notebook shows below its cell; `page` is the whole page.

    >>> NotebookMap("<p>map</p>", "Control", "en")._repr_html_()[:45]
    '<iframe srcdoc="&lt;p&gt;map&lt;/p&gt;" title'
    """

    page: str
    title: str
    language: str

    def _repr_html_(self) -> str:
        return _frame(f'srcdoc="{html.escape(self.page)}"', self.title, self.language, _RATIO)


def show(project: Project, *, language: str = "en", title: str = "Saytara") -> NotebookMap:
    """Show the map of a project in a notebook; it needs no network and is kept in the notebook.

    Parameters
    ----------
    project : Project
        What to show.
    language : str
        "en" or "ar".
    title : str
        For those who do not see the frame.

    >>> show(Project()).language
    'en'
    """
    return NotebookMap(project_html(project, language=language), title, language)
