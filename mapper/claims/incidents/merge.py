"""One incident each: what a document tells twice is told once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from gazetteer import bare, spelling
from mapper.records import DateBasis, Incident, IncidentKind, Modality, Span

__all__ = ["one_incident_each"]

_SLACK_DAYS = 1
_NOWHERE = Span(0, 0, "")


def one_incident_each(incidents: Iterable[Incident]) -> list[Incident]:
    """Merge the incidents of one document that are of one kind, at one place, at one time.

    Sides must not contradict each other. The dated and surer one stays, with what the others add;
    the order is that of the text.
    """
    kept: dict[tuple[str, IncidentKind], list[Incident]] = {}
    for incident in incidents:
        _merge_into(kept.setdefault((_place_key(incident), incident.kind), []), incident)
    everything = (incident for there in kept.values() for incident in there)
    return sorted(everything, key=lambda incident: (incident.evidence or _NOWHERE).start)


def _place_key(incident: Incident) -> str:
    return incident.place.id or bare(spelling(incident.place.text))


def _merge_into(there: list[Incident], incident: Incident) -> None:
    at = next((i for i, other in enumerate(there) if _same(other, incident)), None)
    if at is None:
        there.append(incident)
    else:
        there[at] = _merged(there[at], incident)


def _same(one: Incident, other: Incident) -> bool:
    """Say whether neither sides nor days contradict each other."""
    sides = _agree(one.actor, other.actor) and _agree(one.target, other.target)
    if one.date is None or other.date is None:
        return sides
    return sides and one.date.overlaps(other.date, slack_days=_SLACK_DAYS)


def _agree(one: str | None, other: str | None) -> bool:
    return one is None or other is None or one == other


def _merged(one: Incident, other: Incident) -> Incident:
    best, rest = (other, one) if _rank(other) > _rank(one) else (one, other)
    actor, target = best.actor or rest.actor, best.target or rest.target
    return replace(
        best,
        actor=actor,
        target=target if target != actor else None,
        confidence=max(best.confidence, rest.confidence),
        id="",
    )


def _rank(incident: Incident) -> tuple[bool, bool, int, float]:
    """Put what says when and who before what does not, and the outlet's voice before others."""
    dated = incident.date_basis in {DateBasis.STATED, DateBasis.RELATIVE}
    sides = (incident.actor is not None) + (incident.target is not None)
    return dated, incident.modality is Modality.ASSERTED, sides, incident.confidence
