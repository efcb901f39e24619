"""From contradicting claims to the state of each place: the first, simple rules.

A place's claims are joined into reports of one event, the events are put in order, and the state
is read off. Each rule has a number; its name is written into the intervals it begins.

C1  attempts, denials, undated claims and claims about unresolved places change nothing
C2  captures of one actor whose dates can be of one event are one event: a wide report joins the
    narrowest one that it covers, and the event's days are those in which its reports agree
C3  a capture begins control on the middle of the event's days; the whole range is kept beside it
C4  a capture, hold or repelled attack by the present holder confirms it and begins nothing
C5  a loss by the holder makes the place unknown, unless somebody takes it within the slack
C6  a part taken by another than the holder makes the place contested until somebody takes it all;
    where the same actor takes the whole within the same days, the part was a step towards it
C7  a siege keeps the holder and names the besieger, until the place is taken or given up
C8  captures by two actors on one day: an outlet's own voice outweighs citations, ties are contested
C9  a hold or a repelled attack by another than the holder: a place not known before is now known
    to be held; else the sources disagree and it is contested until the next such report
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from mapper.config import ControlConfig
from mapper.control.timeline import ControlTimeline
from mapper.records import (
    Claim,
    ClaimPlace,
    ControlInterval,
    DateRange,
    Kind,
    Modality,
    Status,
)

__all__ = ["infer_as_known", "infer_hindsight"]

_TAKING = frozenset({Kind.CAPTURE, Kind.TRANSFER})
_CONFIRMING = frozenset({Kind.HOLD, Kind.REPEL})
_NEARLY_ALL = 0.9
"""A share from here on is as good as the whole."""
_VOICE = {Modality.ASSERTED: 1.0, Modality.CLAIMED: 0.8}
_ORDER = {Kind.CAPTURE: 0, Kind.TRANSFER: 0, Kind.LOSS: 1, Kind.PARTIAL: 2, Kind.SIEGE: 3}


def infer_hindsight(
    claims: Iterable[Claim], *, config: ControlConfig | None = None
) -> ControlTimeline:
    """Infer the state of every place from all claims, placed at their events' dates.

    Parameters
    ----------
    claims : iterable of Claim
        In any order; copies and claims that change nothing do no harm.
    config : ControlConfig, optional
        How far reports of one event may lie apart.

    Returns
    -------
    ControlTimeline
        Only places that some dated claim speaks of; before its first interval a place is unknown.
    """
    settings = config or ControlConfig()
    intervals: list[ControlInterval] = []
    for place_id, said in _by_place(claims):
        intervals.extend(_place_intervals(place_id, said, settings))
    return ControlTimeline(tuple(intervals))


def infer_as_known(
    claims: Iterable[Claim], *, config: ControlConfig | None = None
) -> ControlTimeline:
    """Infer the state of every place on every day from what had been published by that day.

    Claims without a day of publication were never known and are left out. Claims added later never
    change an earlier day. `as_known_on` is the day on which the state became known.
    """
    settings = config or ControlConfig()
    intervals: list[ControlInterval] = []
    for place_id, said in _by_place(claims):
        published = [claim for claim in said if claim.published is not None]
        intervals.extend(_known_intervals(place_id, published, settings))
    return ControlTimeline(tuple(intervals))


def _by_place(claims: Iterable[Claim]) -> Iterator[tuple[str, list[Claim]]]:
    """Group the claims that count (C1) by place, in an order that does not depend on the input."""
    groups: dict[str, dict[str, Claim]] = defaultdict(dict)
    for claim in claims:
        real = claim.modality in _VOICE and claim.kind is not Kind.ATTEMPT
        if real and claim.date is not None and claim.place.resolved:
            assert claim.place.id is not None
            groups[claim.place.id][claim.id] = claim
    for place_id in sorted(groups):
        yield place_id, sorted(groups[place_id].values(), key=_claim_order)


def _claim_order(claim: Claim) -> tuple[object, ...]:
    assert claim.date is not None
    return (claim.date.days, claim.date.earliest, claim.id)


# ---------------------------------------------------------------------------------- as known


def _known_intervals(
    place_id: str, claims: Sequence[Claim], config: ControlConfig
) -> list[ControlInterval]:
    """Walk the days of publication; on each the newest state of what is known by then is taken."""
    days = sorted({claim.published for claim in claims if claim.published is not None})
    states: list[ControlInterval] = []
    for day in days:
        known = [claim for claim in claims if claim.published and claim.published <= day]
        past = _place_intervals(place_id, [c for c in known if _began(c, day)], config)
        now = next((item for item in reversed(past) if item.valid_from <= day), None)
        if now is not None and not (states and _same_state(states[-1], now)):
            states.append(_as_known(now, day))
    return _closed(states)


def _began(claim: Claim, day: dt.date) -> bool:
    return claim.date is not None and claim.date.earliest <= day


def _same_state(one: ControlInterval, other: ControlInterval) -> bool:
    return (one.status, one.actor, one.against) == (other.status, other.actor, other.against)


def _as_known(item: ControlInterval, day: dt.date) -> ControlInterval:
    """Let a state begin on the day it became known; its event may have been earlier."""
    return replace(
        item,
        valid_from=day,
        valid_from_earliest=min(item.valid_from_earliest, day),
        valid_from_latest=day,
        valid_to=None,
        as_known_on=day,
    )


def _closed(states: Sequence[ControlInterval]) -> list[ControlInterval]:
    """End every state where the next begins; of states on one day the last stays."""
    kept: list[ControlInterval] = []
    for state in states:
        if kept and kept[-1].valid_from == state.valid_from:
            kept.pop()
        if kept:
            kept[-1] = replace(kept[-1], valid_to=state.valid_from)
        kept.append(state)
    return kept


# --------------------------------------------------------------------------------- hindsight


@dataclass(frozen=True, slots=True)
class _Event:
    """Reports of one event: what, by whom, and the days in which the reports agree."""

    kind: Kind
    actor: str
    days: DateRange
    claims: tuple[Claim, ...]

    @property
    def day(self) -> dt.date:
        """C3."""
        return self.days.middle

    @property
    def weight(self) -> float:
        """C8: the summed confidence of its claims, citations counting less."""
        return sum(claim.confidence * _VOICE[claim.modality] for claim in self.claims)


def _events(claims: Sequence[Claim], config: ControlConfig) -> list[_Event]:
    """C2: join reports, narrowest first, and put the events in order."""
    events: list[_Event] = []
    for claim in claims:
        at = _event_of(claim, events, config)
        if at is None:
            assert claim.date is not None
            events.append(_Event(_kind(claim), claim.actor, claim.date, (claim,)))
        else:
            events[at] = _joined(events[at], claim)
    return sorted(_without_steps(events), key=_event_order)


def _without_steps(events: Sequence[_Event]) -> list[_Event]:
    """C6: leave out parts that became the whole, and keep their claims with the capture."""
    whole = {i: e for i, e in enumerate(events) if e.kind is Kind.CAPTURE}
    kept = dict(enumerate(events))
    for at, part in enumerate(events):
        if part.kind is not Kind.PARTIAL:
            continue
        goal = next((i for i, capture in whole.items() if _is_step(part, capture)), None)
        if goal is not None:
            kept[goal] = replace(kept[goal], claims=(*kept[goal].claims, *part.claims))
            del kept[at]
    return list(kept.values())


def _is_step(part: _Event, whole: _Event) -> bool:
    narrower = whole.days.days <= part.days.days
    return part.actor == whole.actor and narrower and whole.days.overlaps(part.days)


def _event_order(event: _Event) -> tuple[object, ...]:
    rank = _ORDER.get(event.kind, 4)
    return (event.day, rank, event.days.days, event.weight, event.actor)


def _kind(claim: Claim) -> Kind:
    if claim.kind is Kind.PARTIAL and claim.share is not None and claim.share >= _NEARLY_ALL:
        return Kind.CAPTURE
    return Kind.CAPTURE if claim.kind in _TAKING else claim.kind


def _event_of(claim: Claim, events: Sequence[_Event], config: ControlConfig) -> int | None:
    """Find the event that a report may be of: the one whose days overlap most narrowly."""
    assert claim.date is not None
    fitting = [
        (event.days.days, at)
        for at, event in enumerate(events)
        if event.kind is _kind(claim)
        and event.actor == claim.actor
        and event.days.overlaps(claim.date, slack_days=config.slack_days)
    ]
    return min(fitting)[1] if fitting else None


def _joined(event: _Event, claim: Claim) -> _Event:
    assert claim.date is not None
    agreed = event.days.intersection(claim.date) or event.days
    return replace(event, days=agreed, claims=(*event.claims, claim))


@dataclass(frozen=True, slots=True)
class _State:
    """What is true of a place from some day on."""

    status: Status
    actor: str | None
    against: str | None
    event: _Event
    rule: str


def _place_intervals(
    place_id: str, claims: Sequence[Claim], config: ControlConfig
) -> list[ControlInterval]:
    if not claims:
        return []
    states = _states(_events(claims, config), config)
    place = min((claim.place for claim in claims), key=lambda place: (-place.score, place.text))
    return _closed([_interval(place_id, place, state, claims) for state in states])


def _states(events: Sequence[_Event], config: ControlConfig) -> list[_State]:
    states: list[_State] = []
    for at, event in enumerate(events):
        now = states[-1] if states else None
        after = _after(now, event, events[at + 1 :], config)
        if after is not None and not _unchanged(now, after):
            states.append(after)
    return states


def _unchanged(now: _State | None, after: _State) -> bool:
    return now is not None and (now.status, now.actor, now.against) == (
        after.status,
        after.actor,
        after.against,
    )


def _after(
    now: _State | None, event: _Event, later: Sequence[_Event], config: ControlConfig
) -> _State | None:
    """Give the state after an event, or None where it changes nothing."""
    if event.kind is Kind.CAPTURE:
        return _after_capture(now, event, later)
    if event.kind is Kind.LOSS:
        return _after_loss(now, event, later, config)
    if event.kind is Kind.PARTIAL:
        return _after_part(now, event)
    if event.kind is Kind.SIEGE:
        return _after_siege(now, event)
    return _after_hold(now, event)


def _after_capture(now: _State | None, event: _Event, later: Sequence[_Event]) -> _State | None:
    """C3, C4, C8."""
    same_day = [e for e in later if e.kind is Kind.CAPTURE and e.day == event.day]
    rivals = [e for e in same_day if e.actor != event.actor and e.weight >= event.weight]
    if any(rival.weight > event.weight for rival in rivals):
        return None
    if rivals:
        return _State(Status.CONTESTED, event.actor, rivals[0].actor, event, "C8-tie")
    if now is not None and now.rule == "C8-tie" and now.event.day == event.day:
        return None
    return _State(Status.CONTROLLED, event.actor, None, event, "C3-capture")


def _after_loss(
    now: _State | None, event: _Event, later: Sequence[_Event], config: ControlConfig
) -> _State | None:
    """C5."""
    if now is None or now.actor != event.actor:
        return None
    slack = dt.timedelta(config.slack_days)
    taken = any(
        e.kind is Kind.CAPTURE and e.actor != event.actor and e.day <= event.day + slack
        for e in later
    )
    return None if taken else _State(Status.UNKNOWN, None, None, event, "C5-loss")


def _after_part(now: _State | None, event: _Event) -> _State | None:
    """C6."""
    if now is None or now.actor is None:
        other = _opponent(event)
        return _State(Status.CONTESTED, event.actor, other, event, "C6-part")
    if event.actor in (now.actor, now.against):
        return None
    return _State(Status.CONTESTED, now.actor, event.actor, event, "C6-part")


def _after_siege(now: _State | None, event: _Event) -> _State | None:
    """C7."""
    holder = now.actor if now is not None and now.actor is not None else _opponent(event)
    if holder == event.actor:
        return None
    return _State(Status.BESIEGED, holder, event.actor, event, "C7-siege")


def _after_hold(now: _State | None, event: _Event) -> _State | None:
    """C4, C9."""
    if now is None or now.actor is None or now.rule == "C9-disputed":
        return _State(Status.CONTROLLED, event.actor, None, event, "C9-hold")
    if event.actor in (now.actor, now.against):
        return None
    return _State(Status.CONTESTED, now.actor, event.actor, event, "C9-disputed")


def _opponent(event: _Event) -> str | None:
    named = (claim.from_actor for claim in event.claims if claim.from_actor != event.actor)
    return next((actor for actor in named if actor is not None), None)


def _interval(
    place_id: str, place: ClaimPlace, state: _State, claims: Sequence[Claim]
) -> ControlInterval:
    event = state.event
    assert place.lat is not None
    assert place.lon is not None
    against = _contradicting(state, claims)
    return ControlInterval(
        place_id=place_id,
        place_name_ar=place.name_ar or place.text,
        place_name_en=place.name_en or place.text,
        lat=place.lat,
        lon=place.lon,
        status=state.status,
        actor=state.actor,
        against=state.against,
        confidence=_confidence(event.claims, against),
        valid_from=event.day,
        valid_from_earliest=event.days.earliest,
        valid_from_latest=event.days.latest,
        supporting_claims=tuple(sorted(claim.id for claim in event.claims)),
        contradicting_claims=tuple(sorted(claim.id for claim in against)),
        rule=state.rule,
    )


def _contradicting(state: _State, claims: Sequence[Claim]) -> list[Claim]:
    """Give the claims of those days that put somebody else in control."""
    days = state.event.days
    return [
        claim
        for claim in claims
        if claim.date is not None
        and claim.date.overlaps(days)
        and claim not in state.event.claims
        and (claim.kind in _TAKING or claim.kind in _CONFIRMING)
        and claim.actor not in (state.actor, state.event.actor)
    ]


def _confidence(supporting: Sequence[Claim], contradicting: Sequence[Claim]) -> float:
    """Give the chance that at least one supporter is right, cut by the share that contradicts."""
    wrong = 1.0
    for claim in supporting:
        wrong *= 1 - claim.confidence * _VOICE[claim.modality]
    agree = len(supporting) / (len(supporting) + len(contradicting))
    return round((1 - wrong) * agree, 3)
