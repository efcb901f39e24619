"""What the page of places shows, as tables: candidates for a name, and the names in doubt."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from gazetteer import Candidate, Gazetteer, Place
from mapper.claims import quote
from mapper.geoparsing import Doubt, DoubtfulName, PutAt
from mapper.maps.places_map import name_sources, place_words, point_source, unit_names
from mapper.records import Claim, Document, RankedPlace
from mapper.ui.table import Cell, Column, Quotation, Table
from mapper.ui.words import words

__all__ = [
    "LONGEST_NAME",
    "candidates_table",
    "choose_names",
    "cleaned_name",
    "doubts_table",
    "reasons_of",
]

LONGEST_NAME = 200
"""No name of a place is longer; what is cut off there was none."""
_MOST_LISTED = 5


def cleaned_name(text: str) -> str:
    r"""Give what somebody typed, or a link named, as a name to search.

    >>> cleaned_name("  Abu\n Kamal ")
    'Abu Kamal'
    """
    return " ".join(text[: 10 * LONGEST_NAME].split())[:LONGEST_NAME].strip()


# --------------------------------------------------------------------------------- candidates


def candidates_table(
    candidates: Sequence[Candidate], gazetteer: Gazetteer, *, language: str
) -> Table:
    """Tabulate the places that a name may mean, numbered as on the map, the best pointed out.

    Parameters
    ----------
    candidates : sequence of Candidate
        The best first.
    gazetteer : Gazetteer
        Where they were found; it names the countries and governorates.
    language : str
        "en" or "ar".
    """
    w = words(language)
    figures = {"number", "score", "point"}
    columns = tuple(
        Column(label=label, kind="figures" if key in figures else "text")
        for key, label in w["column"].items()
    )
    sources = Column(label=w["sources"], kind="lines")
    rows = (
        _candidate_row(number, candidate, gazetteer, language)
        for number, candidate in enumerate(candidates, start=1)
    )
    best = 0 if candidates else None
    return Table(caption=w["candidates"], columns=(*columns, sources), rows=tuple(rows), best=best)


def _candidate_row(
    number: int, candidate: Candidate, gazetteer: Gazetteer, language: str
) -> tuple[Cell, ...]:
    place, w = candidate.place, words(language)
    units = unit_names(place, gazetteer, language=language)
    cells: dict[str, Cell] = {
        "number": str(number),
        "score": f"{candidate.score:.2f}",
        "name_ar": place.name_ar,
        "name_en": place.name_en,
        "kind": place_words(language)["feature"][place.feature],
        "country": units.country,
        "admin1": units.admin1,
        "admin2": units.admin2,
        "point": f"{place.lat:.4f}, {place.lon:.4f}",
        "approximate": w["yes"] if place.approximate else w["no"],
    }
    return (*(cells[key] or None for key in w["column"]), _sources(place, language))


def _sources(place: Place, language: str) -> tuple[tuple[str, ...], ...]:
    """Say where the point is from, and where the names."""
    w, point = words(language), point_source(place, language=language)
    names = name_sources(place, language=language)
    lines = ((w["point_from"], *((point,) if point else ())), (w["names_from"], *names))
    return tuple(line for line in lines if len(line) > 1)


# ------------------------------------------------------------------------------------- doubts


def reasons_of(names: Iterable[DoubtfulName]) -> tuple[Doubt, ...]:
    """Give the reasons that occur, in the order of :class:`~mapper.geoparsing.Doubt`."""
    found = {name.reason for name in names}
    return tuple(reason for reason in Doubt if reason in found)


def choose_names(
    names: Iterable[DoubtfulName], reasons: Collection[Doubt]
) -> tuple[DoubtfulName, ...]:
    """Give the names with one of the reasons, in their order; no reasons mean all names."""
    return tuple(name for name in names if not reasons or name.reason in reasons)


def doubts_table(
    names: Iterable[DoubtfulName],
    documents: Mapping[str, Document],
    gazetteer: Gazetteer,
    *,
    language: str,
) -> Table:
    """Tabulate doubtful names, each with an example in its sentence.

    Parameters
    ----------
    names : iterable of DoubtfulName
        In the order of the rows.
    documents : mapping of str to Document
        The articles by id; an example whose article is missing shows its bare evidence.
    gazetteer : Gazetteer
        It tells where places lie; one that it does not know is shown by its name alone.
    language : str
        "en" or "ar".
    """
    w = words(language)
    heads = w["doubts_column"]
    columns = (
        Column(label=heads["name"], kind="choice"),
        Column(label=heads["claims"], kind="figures"),
        Column(label=heads["documents"], kind="figures"),
        Column(label=heads["reason"]),
        Column(label=heads["put"], kind="lines"),
        Column(label=heads["rivals"], kind="lines"),
        Column(label=heads["example"], kind="quotation"),
    )
    rows = tuple(_doubt_row(name, documents, gazetteer, language) for name in names)
    return Table(caption=w["doubts"], columns=columns, rows=rows)


def _doubt_row(
    name: DoubtfulName, documents: Mapping[str, Document], gazetteer: Gazetteer, language: str
) -> tuple[Cell, ...]:
    put = tuple(_put(at, gazetteer, language) for at in name.put[:_MOST_LISTED])
    rivals = tuple(_rival(rival, gazetteer, language) for rival in name.rivals[:_MOST_LISTED])
    return (
        name.name,
        str(name.claims),
        str(name.documents),
        words(language)["doubt"][name.reason],
        put or None,
        rivals or None,
        _example(name.example, documents.get(name.example.doc), language),
    )


def _put(at: PutAt, gazetteer: Gazetteer, language: str) -> tuple[str, ...]:
    """Say where a name was put: the place and where it lies, or what it is only known to be at."""
    if at.holder is not None:
        holder = gazetteer.get(at.holder)
        if holder is not None:
            return (words(language)["only_at"], *_named(holder, gazetteer, language))
    place = gazetteer.get(at.id)
    if place is not None:
        return _named(place, gazetteer, language)
    return (_in_language(at.name_ar, at.name_en, language) or at.id,)


def _rival(rival: RankedPlace, gazetteer: Gazetteer, language: str) -> tuple[str, ...]:
    place = gazetteer.get(rival.id)
    named = (rival.name_ar or rival.id,)
    return (*(_named(place, gazetteer, language) if place else named), f"{rival.score:.2f}")


def _named(place: Place, gazetteer: Gazetteer, language: str) -> tuple[str, ...]:
    """Give the name of a place, and where it lies."""
    units = unit_names(place, gazetteer, language=language)
    comma = place_words(language)["comma"]
    where = comma.join(dict.fromkeys(u for u in (units.admin1, units.country) if u))
    name = _in_language(place.name_ar, place.name_en, language) or place.id
    return (name, f"({where})") if where else (name,)


def _in_language(name_ar: str, name_en: str, language: str) -> str:
    return name_ar or name_en if language == "ar" else name_en or name_ar


def _example(claim: Claim, document: Document | None, language: str) -> Quotation | None:
    if claim.evidence is None:
        return None
    source = _source(claim, document, language)
    if document is None or not claim.evidence.quotes(document.text):
        return Quotation(before="", evidence=claim.evidence.text, after="", source=source)
    said = quote(document, claim.evidence)
    return Quotation(before=said.before, evidence=said.evidence, after=said.after, source=source)


def _source(claim: Claim, document: Document | None, language: str) -> tuple[str, ...]:
    """Name a document: its title or id, the outlet, the day."""
    title = document.title if document is not None else None
    outlet = claim.outlet or words(language)["no_outlet"]
    day = () if claim.published is None else (claim.published.isoformat(),)
    return (title or claim.doc, outlet, *day)
