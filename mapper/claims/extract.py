"""From one document and its toponyms to its claims and incidents."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Generic, Protocol, TypeVar

from gazetteer import Folded, fold
from mapper.claims.actors import Role, countries_of, identities, place_actors
from mapper.claims.attribution import Attribution, attribute
from mapper.claims.confidence import confidence_of, features_of
from mapper.claims.dates import TimeExpression, TimeRole, find_times
from mapper.claims.draft import Draft
from mapper.claims.facts import one_claim_a_fact
from mapper.claims.incidents import (
    IncidentSign,
    ToldIncident,
    find_incident_signs,
    make_incident,
    one_incident_each,
    told_incidents,
)
from mapper.claims.places import FoldedMention, find_places
from mapper.claims.reading import Fact
from mapper.claims.rules import drafts
from mapper.claims.scene import Memory, Scene, grammar
from mapper.claims.sentences import Sentence, sentences
from mapper.claims.signs import Frame, Signs, find_signs
from mapper.claims.unsaid import NOBODY, Unsaid
from mapper.claims.words import words_of
from mapper.config import Config
from mapper.records import (
    Claim,
    ClaimPlace,
    DateBasis,
    DateRange,
    Document,
    Incident,
    Kind,
    Mention,
    Modality,
    Span,
)

__all__ = ["Findings", "extract_claims", "read_document"]

_CARRIERS = frozenset({Frame.LIGHT, Frame.SUCCESS})
_PLAIN = frozenset(
    {Frame.GAIN, Frame.SIEGE, Frame.STATE, Frame.EXPEL, Frame.STRONGHOLD, Frame.REPEL}
)
"""Frames whose words mostly tell of control."""
_ACTOR_REACH = 400
"""An actor stands at most so many characters from what it does, a sentence before at most."""
_DESCRIBING = frozenset({"R9-state", "R10-stronghold", "R12-stationed"})
"""Rules whose claims may be mere descriptions of a place or an actor."""
_LOOSE = frozenset({TimeRole.EARLIER, TimeRole.FOR, TimeRole.BOUND})
"""Times that tell how long, or only before or after what: any other is better."""
_UNDATED = frozenset({TimeRole.BOUND, TimeRole.EARLIER})
_NEXT_REACH = 24
"""A noun that is dated by "one day after" begins at most this many characters behind it."""
_REMEMBERED_PLACES = 12
"""So many places back "the town" may point."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What a document says: claims about control, and incidents that are none."""

    claims: list[Claim]
    incidents: list[Incident]


def read_document(
    document: Document, mentions: Sequence[Mention], *, config: Config | None = None
) -> Findings:
    """Extract the claims and the incidents of a document, in one reading of its text.

    Parameters
    ----------
    document, mentions, config
        As for :func:`extract_claims`, which gives the same claims.

    Examples
    --------
    >>> from mapper.records import ClaimPlace
    >>> document = Document(id="a", text="قصفت قوات النظام قرية حران.")
    >>> span = Span.of(document.text, 22, 26)
    >>> place = Mention(span=span, outer_start=17, place=ClaimPlace(text="حران"), type_word="قريه")
    >>> [(i.kind.value, i.place.text) for i in read_document(document, [place]).incidents]
    [('shelling', 'حران')]
    >>> read_document(Document(id="b", text="طقس معتدل."), [])
    Findings(claims=[], incidents=[])
    """
    folded = fold(document.text)
    signs, incidents = find_signs(folded), find_incident_signs(folded)
    if not incidents and not _may_claim(signs):
        return Findings([], [])
    return _Reader.of(document, folded, signs, mentions, config, incidents).findings()


def extract_claims(
    document: Document,
    mentions: Sequence[Mention],
    *,
    config: Config | None = None,
    weigh: Callable[[frozenset[str]], float] = confidence_of,
) -> list[Claim]:
    """Extract what a document says about the control of places.

    Parameters
    ----------
    document : Document
        The article; all offsets refer to its `text`.
    mentions : sequence of Mention
        Its toponyms, as :func:`mapper.geoparsing.find_mentions` gives them.
    config : Config, optional
        How far back undated statements reach.
    weigh : callable, optional
        Gives the confidence of a claim from its features; the script that fits it puts in its own.

    Returns
    -------
    list of Claim
        One claim a fact, in the order of the text; empty when nothing is claimed. Claims about
        places that no gazetteer lists are kept, without a point.

    Examples
    --------
    >>> from mapper.records import ClaimPlace
    >>> document = Document(id="a", text="سيطر الجيش السوري على قرية حران.")
    >>> span = Span.of(document.text, 27, 31)
    >>> place = Mention(span=span, outer_start=22, place=ClaimPlace(text="حران"), type_word="قريه")
    >>> [(c.kind.value, c.actor, c.place.text) for c in extract_claims(document, [place])]
    [('capture', 'SY.GOV', 'حران')]
    >>> extract_claims(Document(id="b", text="طقس معتدل."), [])
    []
    """
    folded = fold(document.text)
    signs = find_signs(folded)
    if not _may_claim(signs):
        return []
    return _Reader.of(document, folded, signs, mentions, config, weigh=weigh).findings().claims


def _may_claim(signs: Signs) -> bool:
    """Say whether a trigger that some rule reads has an actor near it; most news has not.

    Words that have many other uses ("entered", "fell") need one that is called by its name.
    """
    named = [sign.start for sign in signs.actors if sign.ids or sign.unnamed]
    called = [sign.start for sign in signs.actors]
    triggers = (t for t in signs.triggers if t.frame not in _CARRIERS)
    return any(_is_near(t.start, called if t.frame in _PLAIN else named) for t in triggers)


def _is_near(position: int, starts: Sequence[int]) -> bool:
    at = bisect_left(starts, position)
    return any(abs(start - position) <= _ACTOR_REACH for start in starts[max(at - 1, 0) : at + 1])


def _fold_mentions(folded: Folded, mentions: Sequence[Mention]) -> list[FoldedMention]:
    """Give the mentions their offsets in the folded text."""
    at = folded.at
    return [FoldedMention(m, at(m.span.start), at(m.outer_start), at(m.span.end)) for m in mentions]


@dataclass(slots=True)
class _Reader:
    """Reads a document sentence by sentence, remembering what the next one may refer to."""

    document: Document
    folded: Folded
    signs: Signs
    mentions: Sequence[FoldedMention]
    config: Config
    weigh: Callable[[frozenset[str]], float]
    incident_signs: Sequence[IncidentSign] = ()
    incidents: list[Incident] = field(default_factory=list)
    named: Counter[str] = field(default_factory=Counter)
    headline_end: int = 0

    @classmethod
    def of(
        cls,
        document: Document,
        folded: Folded,
        signs: Signs,
        mentions: Sequence[Mention],
        config: Config | None,
        incidents: Sequence[IncidentSign] = (),
        *,
        weigh: Callable[[frozenset[str]], float] = confidence_of,
    ) -> _Reader:
        """Make a reader of a document whose signs are found."""
        placed = _fold_mentions(folded, mentions)
        return cls(document, folded, signs, placed, config or Config(), weigh, incidents)

    def findings(self) -> Findings:
        """Read the document; what it says twice is said once."""
        claims = self.claims()
        told = one_claim_a_fact(claims, named=self.named, headline_end=self.headline_end)
        return Findings(told, one_incident_each(self.incidents))

    def claims(self) -> list[Claim]:
        """Give a claim for every statement in the order of the text, and keep the incidents."""
        unsaid = Unsaid()
        memory = Memory(country=_country(self.mentions))
        countries = _countries(self.mentions) or countries_of(self.signs.actors)
        who = identities(
            self.signs.actors,
            self.folded.text,
            countries=countries,
            published=self.document.published,
        )
        self.named.update(who.values())
        ends = [trigger.start for trigger in self.signs.triggers[-1:]]
        last = max([*ends, *(sign.start for sign in self.incident_signs[-1:])])
        reported = _InOrder(self.incident_signs)
        found = _Found(self.signs, self.mentions)
        for sentence in sentences(self.folded.text):
            if sentence.start > last:
                break
            scene = self._scene(sentence, memory, who, found)
            for draft in drafts(scene):
                unsaid.add(self._claim(scene, draft), by=draft.trigger.by)
            here = reported.within(sentence.start, sentence.end)
            for told in told_incidents(scene, here):
                self._note(scene, told)
            self._remember(scene, memory)
            if scene.headline:
                self.headline_end = self.folded.end(scene.end)
        return unsaid.claims(self.named, country=next(iter(countries), None))

    def _scene(
        self, sentence: Sentence, memory: Memory, who: Mapping[int, str], found: _Found
    ) -> Scene:
        start, end, text = sentence.start, sentence.end, self.folded.text
        words = words_of(text, start, end)
        actors = place_actors(found.actors.within(start, end), words, text, who)
        return Scene(
            folded=text,
            end=end,
            words=words,
            triggers=found.triggers.within(start, end),
            actors=actors,
            places=find_places(found.mentions.within(start, end), words, text, actors, memory),
            times=find_times(
                text, words, self.document.published, anchor=memory.time, config=self.config.dates
            ),
            cites=found.cites.within(start, end),
            headline=sentence.headline,
            memory=memory,
        )

    def _claim(self, scene: Scene, draft: Draft) -> Claim:
        attribution = attribute(
            scene, draft.trigger.word_start, describes=draft.rule in _DESCRIBING
        )
        source = self._source(attribution, scene.memory)
        stated = _time_of(scene, draft)
        when, basis = self._date(scene, draft, stated)
        published = self.document.published
        if when is not None and published is not None and when.earliest > published:
            draft = replace(draft, fact=Fact.TRIED)  # nothing has happened tomorrow
        modality = _modality(draft, source, denied=bool(attribution and attribution.denied))
        clash = stated is not None and stated.clash
        features = features_of(draft, scene, cited=source is not None, clash=clash)
        mention = draft.place.mention
        start, end = self.folded.start(draft.start), self.folded.end(draft.end)
        return Claim(
            doc=self.document.id,
            kind=_kind(draft, modality),
            place=_on_the_map(mention),
            actor=draft.actor or NOBODY,
            from_actor=draft.from_actor,
            share=draft.share,
            date=when,
            date_basis=basis,
            published=self.document.published,
            outlet=self.document.outlet,
            source=source,
            modality=modality,
            evidence=Span.of(self.document.text, start, end),
            rule=draft.rule,
            confidence=self.weigh(features),
        )

    def _note(self, scene: Scene, told: ToldIncident) -> None:
        """Keep an incident that a sentence tells, unless it is denied."""
        attribution = attribute(scene, told.trigger.word_start)
        if attribution is not None and attribution.denied:
            return
        start, end = self.folded.start(told.start), self.folded.end(told.end)
        incident = make_incident(
            told,
            self.document,
            evidence=Span.of(self.document.text, start, end),
            source=self._source(attribution, scene.memory),
            stated=_time_of(scene, told),
            past=_is_past(scene, told),
            config=self.config.dates,
        )
        self.incidents.append(incident)

    def _source(self, attribution: Attribution | None, memory: Memory) -> str | None:
        if attribution is None:
            return None
        if attribution.again:
            return memory.cited
        start, end = self.folded.start(attribution.start), self.folded.end(attribution.end)
        return self.document.text[start:end]

    def _date(
        self, scene: Scene, draft: Draft, stated: TimeExpression | None
    ) -> tuple[DateRange | None, DateBasis]:
        """Date a claim by what its clause, then its sentence says, then by publication.

        A state "since" some time lasts until publication; what is only told as past or before
        something does not.
        """
        published, config = self.document.published, self.config.dates
        if stated is not None and stated.when is not None:
            return _lasting(stated, draft, published), stated.basis
        if published is None or (stated is not None and stated.role in _UNDATED):
            return None, DateBasis.NONE
        if draft.kind is Kind.HOLD and _is_past(scene, draft):
            return None, DateBasis.NONE
        if draft.background or _is_past(scene, draft):
            back = config.background_days if draft.background else config.earlier_days
            last = published - dt.timedelta(1)  # told as past, so not of this day
            return DateRange(published - dt.timedelta(max(back, 1)), last), DateBasis.PUBLISHED
        return DateRange(published - dt.timedelta(config.news_days), published), DateBasis.PUBLISHED

    def _remember(self, scene: Scene, memory: Memory) -> None:
        """Keep what later sentences may point back to."""
        named = [p.mention for p in scene.places if not p.qualifier and not p.anaphor]
        memory.places.extend(mention for mention in named if mention.feature != "country")
        del memory.places[:-_REMEMBERED_PLACES]
        meant = [p.mention for p in scene.places if not p.qualifier]
        memory.last_place = next((m for m in meant[::-1] if m.feature != "country"), None)
        subjects = [actor for actor in scene.actors if actor.role is Role.FREE and not actor.joined]
        if subjects:
            memory.actor = subjects[0].id
        told = [t.when for t in scene.times if t.when is not None and t.role not in _LOOSE]
        if told:
            memory.time = told[-1]
        attribution = attribute(scene, scene.end) if scene.cites else None
        if attribution is not None and not attribution.again:
            memory.cited = self._source(attribution, memory)


class _Placed(Protocol):
    """What has a place in the text."""

    @property
    def start(self) -> int: ...


_P = TypeVar("_P", bound=_Placed)


class _InOrder(Generic[_P]):
    """What a text holds, in its order."""

    def __init__(self, items: Sequence[_P]) -> None:
        self._items = items
        self._starts = [item.start for item in items]

    def within(self, start: int, end: int) -> Sequence[_P]:
        """Give the items that begin in [start, end)."""
        first = bisect_left(self._starts, start)
        return self._items[first : bisect_left(self._starts, end, lo=first)]


class _Found:
    """All that was found in a text, each kind in its order."""

    def __init__(self, signs: Signs, mentions: Sequence[FoldedMention]) -> None:
        self.triggers = _InOrder(signs.triggers)
        self.actors = _InOrder(signs.actors)
        self.cites = _InOrder(signs.cites)
        self.mentions = _InOrder(mentions)


def _countries(mentions: Sequence[FoldedMention]) -> list[str]:
    """Give the countries that the document's places lie in, the most frequent first."""
    counts = Counter(m.mention.place.country for m in mentions if m.mention.place.country)
    return [str(country) for country, _ in counts.most_common()]


def _country(mentions: Sequence[FoldedMention]) -> Mention | None:
    """Give the country that is named most often."""
    named = [m.mention for m in mentions if m.mention.feature == "country"]
    counts = Counter(mention.place.id for mention in named)
    return max(named, key=lambda mention: counts[mention.place.id], default=None)


def _on_the_map(mention: Mention) -> ClaimPlace:
    """Give the place; a part of a country has no point, least of all the country's middle."""
    place = mention.place
    if mention.feature != "country":
        return place
    return ClaimPlace(text=place.text, country=place.country)


def _modality(draft: Draft, source: str | None, *, denied: bool) -> Modality:
    if denied or draft.fact is Fact.DENIED:
        return Modality.DENIED
    if draft.fact is Fact.TRIED:
        return Modality.ATTEMPT
    return Modality.CLAIMED if source else Modality.ASSERTED


def _kind(draft: Draft, modality: Modality) -> Kind:
    """Denials and tries are attempts, whatever was denied or tried."""
    real = modality in {Modality.ASSERTED, Modality.CLAIMED}
    return draft.kind if real else Kind.ATTEMPT


def _lasting(stated: TimeExpression, draft: Draft, published: dt.date | None) -> DateRange | None:
    when = stated.when
    lasts = stated.role is TimeRole.SINCE and draft.kind in {Kind.HOLD, Kind.SIEGE}
    if not lasts or when is None or published is None or when.latest > published:
        return when
    return DateRange(when.earliest, published)


def _time_of(scene: Scene, draft: Draft | ToldIncident) -> TimeExpression | None:
    """Choose the expression of time that dates a draft.

    One in the trigger's own clause: one that tells when before one that tells how long or only
    "earlier", and the nearest to the trigger; else the last one before the trigger in the sentence
    that tells when, unless the trigger is background, which has its own time or none.
    """
    trigger = draft.trigger
    left, right = scene.left_edge(trigger.word_start), scene.right_edge(trigger.end)
    dating = [t for t in scene.times if _can_date(t, draft)]
    in_clause = [t for t in dating if left <= t.start and t.end <= right]
    if in_clause:
        return min(in_clause, key=lambda t: (t.role in _LOOSE, abs(t.start - trigger.start)))
    before = [t for t in dating if t.end <= trigger.word_start and t.role not in _LOOSE]
    apart = draft.background or (draft.kind is Kind.HOLD and _is_past(scene, draft))
    return before[-1] if before and not apart else None


def _can_date(time: TimeExpression, draft: Draft | ToldIncident) -> bool:
    """Say whether a time can be a draft's.

    "One day after" dates only the noun that follows it, how long something took only what happened.
    """
    if time.role is TimeRole.NEXT:
        return 0 < draft.trigger.word_start - time.end <= _NEXT_REACH
    return time.role is not TimeRole.FOR or draft.fact is Fact.EVENT


def _is_past(scene: Scene, draft: Draft | ToldIncident) -> bool:
    """Say whether the sentence steps back in time: it begins with "had" (وكان)."""
    was = grammar().pluperfect
    first = scene.words[0].text if scene.words else ""
    opening = first in was or first.removeprefix("و") in was
    near = scene.before(draft.trigger.word_start, 3)
    return opening or any(word in was for word in near)
