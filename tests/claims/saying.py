"""What a sentence of ours is read to say; shared by the tests of the claims."""

from __future__ import annotations

import datetime as dt

from gazetteer import Gazetteer
from mapper.claims import extract_claims
from mapper.geoparsing import find_mentions
from mapper.records import Claim, Document

PUBLISHED = dt.date(2017, 11, 19)
GAZETTEER = Gazetteer.default()


def claims(
    text: str, published: dt.date | None = PUBLISHED, title: str | None = None
) -> list[Claim]:
    whole = f"{title}\n{text}" if title else text
    document = Document(id="d", text=whole, title=title, published=published)
    found = extract_claims(document, find_mentions(document, GAZETTEER))
    assert all(c.evidence is not None and c.evidence.quotes(whole) for c in found)
    return found


def said(text: str, **more: object) -> list[tuple[str, str, str]]:
    return [(c.kind.value, c.place.text, c.actor) for c in claims(text, **more)]  # type: ignore[arg-type]
