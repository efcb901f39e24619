"""The word lists of incidents.toml, folded once, with the clitics that may stand before a word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from gazetteer import fold
from mapper.claims.morphology import future_forms, past_forms, present_forms, with_pronouns
from mapper.records import IncidentKind
from mapper.vocabulary import load_table

__all__ = ["IncidentWords", "incident_words"]

_CLITICS = ("", "و", "ف", "ب", "ل", "وب", "ول", "ال", "وال", "بال", "لل")


class IncidentWords:
    """The lists of incidents.toml; every list holds its words with و, ب, ل, ال before them, too."""

    def __init__(self) -> None:
        table = load_table("incidents")
        contexts = table["context"]
        self.context = {name: _inflected(row) for name, row in contexts.items()}
        self.future = _future(contexts[name] for name in ("hits", "happens", "strikes"))
        unreal, lead = table["unreal"], table["lead"]
        self.unreal, self.remembered = _joined(unreal["before"]), _joined(unreal["remembered"])
        self.unreal_after = _joined(unreal["after"])
        self.crowds = _joined(unreal["crowds"])
        self.elsewhere, self.cleared = _joined(unreal["sentence"]), _joined(unreal["cleared"])
        forms = {"verbs": lead["suffers"], "present": lead["suffers_present"]}
        self.suffers = _inflected({**forms, "words": lead["suffers_words"]})
        self.causes, self.relatives = _joined(lead["causes"]), _joined(lead["relatives"])
        self.conditions, self.stops = _joined(lead["conditions"]), _joined(lead["stops"])
        self.ahead = _joined(unreal["ahead"])
        self.denials = _joined(unreal["denials"])
        self.places = frozenset(fold(word).text for word in lead["places"])
        self.fronted = frozenset(fold(word).text for word in lead["fronted"])
        self.modifiers = {
            name: [(IncidentKind(row["kind"]), _joined(row["words"])) for row in rows]
            for name, rows in table["modifiers"].items()
        }
        parties = table["parties"]
        self.targets, self.between = _joined(parties["targets"]), _joined(parties["between"])
        self.against = _joined(parties["against"])
        self.launches = _joined(lead["launches"])
        self.intercepts = _inflected(parties["intercepts"])
        self.belonging = _joined(parties["belonging"])
        self.aircraft = frozenset().union(*(listed for _, listed in self.modifiers["strike"]))
        self.that_he, self.aims = _joined(parties["that_he"]), _inflected(parties["aims"])
        self.made_by = _with_pronouns(contexts["hits"]["verbs"])
        self.deals = self.context["hits"] | self.made_by
        self.not_types = frozenset(fold(w).text for w in lead["not_types"])
        self.no_names = frozenset().union(self.unreal_after, self.aircraft, *self.context.values())
        self.nations = {fold(w).text: a for a, ws in parties["nations"].items() for w in ws}


def _joined(words: Iterable[str]) -> frozenset[str]:
    return frozenset(clitic + fold(word).text for word in words for clitic in _CLITICS)


def _inflected(row: Mapping[str, Any]) -> frozenset[str]:
    past = {form for verb in row.get("verbs", ()) for form in past_forms(verb)}
    present = {form for verb in row.get("present", ()) for form in present_forms(verb)}
    return _joined([*past, *present, *row.get("words", ())])


def _with_pronouns(verbs: Iterable[str]) -> frozenset[str]:
    """Give "made it", "launched them": who follows such a verb is who did it."""
    forms = (form for verb in verbs for form in past_forms(verb))
    return _joined(joined for form in forms for joined, _ in with_pronouns(form))


def _future(rows: Iterable[Mapping[str, Any]]) -> frozenset[str]:
    verbs = (verb for row in rows for verb in row.get("present", ()))
    return _joined(form for verb in verbs for form in future_forms(verb))


@cache
def incident_words() -> IncidentWords:
    """Give the word lists; read once."""
    return IncidentWords()
