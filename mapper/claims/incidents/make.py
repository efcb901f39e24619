"""From what a sentence tells of an incident to its record: when, by whose word, how sure."""

from __future__ import annotations

import datetime as dt

from mapper.claims.dates import TimeExpression, TimeRole
from mapper.claims.incidents.rules import ToldIncident
from mapper.config import DatesConfig
from mapper.records import DateBasis, DateRange, Document, Incident, Modality, Span

__all__ = ["make_incident"]

_CITED, _CLASH = 0.9, 0.8
"""So much less sure is what is cited, and what has a weekday that contradicts its date."""
_BEFORE = frozenset({TimeRole.BOUND, TimeRole.EARLIER})


def make_incident(
    told: ToldIncident,
    document: Document,
    *,
    evidence: Span,
    source: str | None,
    stated: TimeExpression | None,
    past: bool,
    config: DatesConfig,
) -> Incident:
    """Make the record of an incident.

    Parameters
    ----------
    told : ToldIncident
        What the sentence tells.
    document : Document
        Where it stands.
    evidence : Span
        The words that tell it.
    source : str or None
        Who is cited for it.
    stated : TimeExpression or None
        The time that its clause or sentence gives it.
    past : bool
        Whether the sentence steps back in time.
    config : DatesConfig
        How far undated news reaches back.
    """
    when, basis = _date(told, document.published, stated, past=past, config=config)
    doubt = _CITED if source else 1.0
    doubt *= _CLASH if stated is not None and stated.clash else 1.0
    return Incident(
        doc=document.id,
        kind=told.kind,
        place=told.place.mention.place,
        actor=told.actor,
        target=told.target,
        date=when,
        date_basis=basis,
        published=document.published,
        outlet=document.outlet,
        source=source,
        modality=Modality.CLAIMED if source else Modality.ASSERTED,
        evidence=evidence,
        rule=told.rule,
        confidence=round(told.weight * doubt, 3),
    )


def _date(
    told: ToldIncident,
    published: dt.date | None,
    stated: TimeExpression | None,
    *,
    past: bool,
    config: DatesConfig,
) -> tuple[DateRange | None, DateBasis]:
    """Date it by what the text states; what is told as past has that date or none."""
    if stated is not None and stated.when is not None and stated.role is not TimeRole.EARLIER:
        return stated.when, stated.basis
    before = past or told.background or (stated is not None and stated.role in _BEFORE)
    if published is None or before:
        return None, DateBasis.NONE
    news = dt.timedelta(config.news_days)
    return DateRange(published - news, published), DateBasis.PUBLISHED
