"""What puts an exported map into another page."""

from __future__ import annotations

import html

__all__ = ["embed_snippet"]

_STYLE = "width:100%;aspect-ratio:3 / 2;min-height:20rem;border:0"


def embed_snippet(source: str, *, title: str, language: str = "en") -> str:
    """Write the frame that shows an exported map, sandboxed so that it cannot touch the page.

    Parameters
    ----------
    source : str
        The address of the exported .html file, absolute or relative to the page.
    title : str
        What the map shows, for those who do not see it.
    language : str
        "en" or "ar", of the title.

    Examples
    --------
    >>> embed_snippet('a".html', title="<b>")[:52]
    '<iframe src="a&quot;.html" title="&lt;b&gt;" lang="e'
    """
    said = f'src="{html.escape(source)}" title="{html.escape(title)}" lang="{language}"'
    return f'<iframe {said} sandbox="allow-scripts" loading="lazy" style="{_STYLE}"></iframe>'
