"""Which country an outlet mostly writes about; a hint for names that several countries have."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from urllib.parse import urlsplit

from gazetteer import bare, spelling
from mapper.records import Document
from mapper.vocabulary import load_table

__all__ = ["outlet_countries"]


def outlet_countries(document: Document) -> frozenset[str]:
    """Give the ISO 3166-1 codes of the countries that a document's outlet mostly writes about.

    Known are the outlets of vocabulary/outlets.toml, and hosts of a country's own domain.

    >>> outlet_countries(Document(id="a", text="x", outlet="عنب بلدي"))
    frozenset({'SY'})
    >>> outlet_countries(Document(id="a", text="x", url="https://news.example.iq/1"))
    frozenset({'IQ'})
    >>> outlet_countries(Document(id="a", text="x"))
    frozenset()
    """
    found = _names().get(_key(document.outlet or "")) or _of_host(document.url or "")
    return frozenset({found} if found else ())


def _key(name: str) -> str:
    return bare(spelling(name))


@cache
def _names() -> Mapping[str, str]:
    rows = load_table("outlets")["outlet"]
    return {_key(name): row["country"] for row in rows for name in row["names"]}


@cache
def _hosts() -> Mapping[str, str]:
    rows = load_table("outlets")["outlet"]
    return {host: row["country"] for row in rows for host in row["hosts"]}


def _of_host(url: str) -> str | None:
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:  # what is no URL tells nothing
        return None
    labels = host.split(".")
    parents = (".".join(labels[at:]) for at in range(len(labels)))
    known = next((_hosts()[parent] for parent in parents if parent in _hosts()), None)
    national = labels[-1].upper()
    return known or (national if national in set(_hosts().values()) else None)
