"""What a report says: control on a day, what changed since another, the words behind it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

from mapper.claims import quote
from mapper.errors import ExportError
from mapper.exports.options import ExportOptions
from mapper.exports.provenance import provenance
from mapper.exports.scene import last_day
from mapper.exports.styles import State, actor_name
from mapper.exports.text import readable
from mapper.exports.words import words
from mapper.features import areas_on, changes_between, changes_by_actor
from mapper.records import Claim, Document
from mapper.store import Project

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Brief", "Change", "Evidence", "Standing", "Unresolved", "make_brief"]

_SINCE_DAYS = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The words of one claim in their sentence, and who said them.

    `url` is an http(s) address or None; `source` is who the outlet cites.
    """

    before: str
    said: str
    after: str
    outlet: str | None
    source: str | None
    published: dt.date | None
    title: str | None
    url: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A place whose state differs on the two days; `earliest` to `latest` is when it changed."""

    place: str
    before: str
    after: str
    earliest: str
    latest: str
    confidence: float | None
    km2: float
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an actor holds on the day, and what it gained and lost since the other."""

    actor: str
    colour: str
    low_km2: float
    high_km2: float
    gained: int
    lost: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unresolved:
    """A name that claims give and that is on no map."""

    name: str
    claims: int
    evidence: Evidence | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """All that a report says, in words of its language, nothing escaped yet."""

    language: str
    title: str
    on: dt.date
    since: dt.date
    as_known: bool
    standings: tuple[Standing, ...]
    changes: tuple[Change, ...]
    unresolved: tuple[Unresolved, ...]
    articles: int
    claims: int
    provenance: Mapping[str, str]


def make_brief(project: Project, options: ExportOptions, *, since: dt.date | None = None) -> Brief:
    """Compare two days of a project.

    Parameters
    ----------
    project : Project
        What to report on.
    options : ExportOptions
        `on` (the last day with news if there is none), `as_known`, `language` and `title`.
    since : date, optional
        The day to compare with; 30 days before `on` if none is given.

    Raises
    ------
    ExportError
        If the project knows no place, or `since` is not before `on`.
    """
    on = options.on[0] if options.on else last_day(project, as_known=options.as_known)
    since = since or on - dt.timedelta(days=_SINCE_DAYS)
    if since >= on:
        raise ExportError(
            f"A report runs from an earlier day to a later, not from {since} to {on}; "
            "give another day to compare with."
        )
    timeline = project.timeline(as_known=options.as_known)
    topology = project.topology(as_known=options.as_known)
    frame = changes_between(timeline, since, on, claims=project.claims, topology=topology)
    said = words(options.language)["report"]
    return Brief(
        language=options.language,
        title=readable(options.title) or str(said["title"]),
        on=on,
        since=since,
        as_known=options.as_known,
        standings=tuple(_standings(areas_on(topology, timeline, on), frame, options.language)),
        changes=tuple(_changes(project, frame, options.language)),
        unresolved=tuple(_unresolved(project, on)),
        articles=len(project.documents),
        claims=len(project.claims),
        provenance=provenance(project),
    )


def _standings(areas: pd.DataFrame, changes: pd.DataFrame, language: str) -> list[Standing]:
    alone = areas[areas["status"] == "controlled"]
    held = {row["actor"]: row for row in alone.to_dict("records")}
    moved = {row["actor"]: row for row in changes_by_actor(changes).to_dict("records")}
    return [
        Standing(
            actor=readable(actor_name(actor, language)),
            colour=State("controlled", actor).colour,
            low_km2=held[actor]["low_km2"] if actor in held else 0.0,
            high_km2=held[actor]["high_km2"] if actor in held else 0.0,
            gained=moved[actor]["places_gained"] if actor in moved else 0,
            lost=moved[actor]["places_lost"] if actor in moved else 0,
        )
        for actor in sorted({*held, *moved})
    ]


def _changes(project: Project, frame: pd.DataFrame, language: str) -> list[Change]:
    documents = {document.id: document for document in project.documents}
    claims = {claim.id: claim for claim in project.claims}
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return [
        Change(
            place=readable(_place(row, language)),
            before=readable(_state(row, "from").label(language)),
            after=readable(_state(row, "to").label(language)),
            earliest=row["when_earliest"],
            latest=row["when_latest"],
            confidence=row["confidence"],
            km2=row["km2"] or 0.0,
            evidence=_all_evidence(row["claims"] or "", claims, documents),
        )
        for row in rows
    ]


def _place(row: Mapping[Any, Any], language: str) -> str:
    other = "ar" if language == "en" else "en"
    return str(row[f"place_name_{language}"] or row[f"place_name_{other}"] or row["place_id"])


def _state(row: Mapping[Any, Any], side: str) -> State:
    names = (row[f"{side}_{part}"] or "" for part in ("status", "actor", "against"))
    return State(*names)


def _all_evidence(
    ids: str, claims: Mapping[str, Claim], documents: Mapping[str, Document]
) -> tuple[Evidence, ...]:
    known = (claims[name] for name in ids.split() if name in claims)
    found = (_evidence(claim, documents.get(claim.doc)) for claim in known)
    return tuple(item for item in found if item is not None)


def _evidence(claim: Claim, document: Document | None) -> Evidence | None:
    if claim.evidence is None:
        return None
    before, after = "", ""
    if document is not None:
        said = quote(document, claim.evidence)
        before, after = said.before, said.after
    return Evidence(
        before=readable(before),
        said=readable(claim.evidence.text),
        after=readable(after),
        outlet=claim.outlet and readable(claim.outlet),
        source=claim.source and readable(claim.source),
        published=claim.published,
        title=readable(document.title) if document and document.title else None,
        url=_web_address(document.url) if document and document.url else None,
    )


def _web_address(url: str) -> str | None:
    """Give an address that a reader may follow; a script is none.

    >>> _web_address("javascript:alert(1)") is None
    True
    """
    return readable(url) if url.lower().startswith(("https://", "http://")) else None


def _unresolved(project: Project, on: dt.date) -> list[Unresolved]:
    """Give the names on no map of what was published by the day, the most frequent first."""
    documents = {document.id: document for document in project.documents}
    told = [
        claim
        for claim in project.claims
        if not claim.place.resolved and (claim.published is None or claim.published <= on)
    ]
    told.sort(key=lambda claim: claim.place.text)
    names: Sequence[Unresolved] = [
        Unresolved(
            name=readable(name),
            claims=len(group),
            evidence=_evidence(group[0], documents.get(group[0].doc)),
        )
        for name, items in groupby(told, lambda claim: claim.place.text)
        if (group := list(items))
    ]
    return sorted(names, key=lambda item: (-item.claims, item.name))
