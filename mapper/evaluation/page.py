"""The page of errors: each article with its spans, a card for each, counts, and filters.

One HTML file that asks no network for anything. Its style and its one script are known by their
hashes; whatever else stands in it is text.
"""

from __future__ import annotations

import base64
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TypeAlias

from mapper.evaluation.annotations import AnnotatedDocument
from mapper.evaluation.cards import SYMBOLS, Numbered, card, cause_text, slip_text, slug
from mapper.evaluation.counts import (
    cause_counts,
    confusions,
    kind_counts,
    rule_counts,
    slip_counts,
)
from mapper.evaluation.judging import Judgement, Verdict, judge
from mapper.evaluation.marks import Mark, Piece, pieces
from mapper.evaluation.scores import Scores, claims_by_document, evaluate
from mapper.markup import Html, element
from mapper.records import Claim, Document, Span

__all__ = ["errors_page"]

_MOST_LANES = 6
"""Lines under the text that the style tells apart; more overlaps share the last."""
_NO_RULE = "no rule named"
_Cell: TypeAlias = "str | int | float"
_FIGURES: Mapping[str, str] = {
    "documents": "annotated articles",
    "gold_changes": "changes annotated",
    "output_changes": "changes output",
    "change_p": "of the output changes, right in place, kind and actor",
    "change_r": "of the annotated changes, found",
    "change_f1": "both together",
    "place_p": "of the output changes, right in place",
    "place_r": "of the annotated changes, place found",
    "place_f1": "both together",
    "hold_f1": "standing states",
    "repel_f1": "attacks beaten off",
    "date": "of the changes found, date right",
    "from": "of the changes found, taken from whom right",
    "modality": "of the changes found, voice right",
    "clean": "of the articles without a change, none output",
    "evidence": "of all claims, quoting the text exactly",
    "geo_resolved": "of the changes found, with a point",
    "geo_10km": "of the changes found, within 10 km",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Article:
    number: int
    doc: str
    document: Document | None
    judgements: tuple[Numbered, ...]


def errors_page(
    gold: Sequence[AnnotatedDocument],
    claims: Sequence[Claim],
    documents: Iterable[Document],
    *,
    title: str = "Claims against annotations",
) -> str:
    """Write the page of errors.

    Parameters
    ----------
    gold : sequence of AnnotatedDocument
        The articles shown, each once.
    claims : sequence of Claim
        In the order in which they were made; those about other articles are left aside.
    documents : iterable of Document
        The texts; an article whose text is missing is shown without it, and says so.
    title : str
        What the page is called, as the names of the two files.

    Returns
    -------
    str
        The same input gives the same page. It holds the whole of the texts: it is no more public
        than they are.
    """
    texts = {document.id: document for document in documents}
    articles = list(_articles(gold, claims_by_document(claims), texts))
    judged = [n.judgement for article in articles for n in article.judgements]
    rules = {rule: at for at, rule in enumerate(rule_counts(judged))}
    scores = evaluate(gold, claims, documents=texts.values())
    body = [
        element("header", element("h1", title), _legend()),
        _summary(scores, judged),
        _filters(judged, rules),
        element("main", *(_article(article, rules) for article in articles)),
    ]
    return _page(title, element("body", *body, element("script", Html(_static("errors.js")))))


def _articles(
    gold: Iterable[AnnotatedDocument],
    said: Mapping[str, Sequence[Claim]],
    texts: Mapping[str, Document],
) -> Iterator[_Article]:
    for at, annotated in enumerate(gold, start=1):
        document = texts.get(annotated.doc)
        found = judge(annotated.claims, said[annotated.doc], document.text if document else "")
        numbered = tuple(
            Numbered(judgement=judgement, article=at, number=number)
            for number, judgement in enumerate(found, start=1)
        )
        yield _Article(number=at, doc=annotated.doc, document=document, judgements=numbered)


# ------------------------------------------------------------------------------------- the whole


def _page(title: str, body: Html) -> str:
    style = _static("errors.css")
    policy = (
        f"default-src 'none'; style-src {_hash_of(style)}; "
        f"script-src {_hash_of(_static('errors.js'))}; base-uri 'none'; form-action 'none'"
    )
    head = element(
        "head",
        element("meta", charset="utf-8"),
        element("meta", http_equiv="Content-Security-Policy", content=policy),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("title", title),
        element("style", Html(style)),
    )
    return f"<!doctype html>\n{element('html', head, body, lang='en', dir='ltr')}\n"


@cache
def _static(name: str) -> str:
    return resources.files("mapper.evaluation").joinpath("static", name).read_text("utf-8")


def _hash_of(text: str) -> str:
    digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode("ascii")
    return f"'sha256-{digest}'"


# --------------------------------------------------------------------------------------- summary


def _legend() -> Html:
    meant = {
        Verdict.RIGHT: "right",
        Verdict.WRONG: "output, and wrong",
        Verdict.MISSED: "annotated, and missed",
        Verdict.MISTAKEN: "both: output otherwise than annotated",
        Verdict.ASIDE: "not counted: tried, denied, repeated",
    }
    signs = (
        element("li", element("b", SYMBOLS[verdict]), f" {said}", class_=f"key {slug(verdict)}")
        for verdict, said in meant.items()
    )
    return element("ul", *signs, class_="legend")


def _summary(scores: Scores, judged: Sequence[Judgement]) -> Html:
    counted = (_causes, _slips, _rules, _kinds, _confused)
    tables = [_figures(scores), *(count(judged) for count in counted)]
    return element("section", *filter(None, tables), class_="summary")


def _figures(scores: Scores) -> Html:
    rows: list[list[_Cell]] = [
        [name, _figure(value), element("small", _FIGURES[name])]
        for name, value in scores.figures().items()
    ]
    return _table("Figures", ["figure", "value", ""], rows)


def _figure(value: float | None) -> _Cell:
    return "–" if value is None else value


def _causes(judged: Sequence[Judgement]) -> Html:
    rows: list[list[_Cell]] = [
        [_choice("why", slug(cause), cause_text(cause)), n["missed"], n["wrong"]]
        for cause, n in cause_counts(judged).items()
    ]
    return _table("By cause", ["why", "missed", "wrong"], rows)


def _slips(judged: Sequence[Judgement]) -> Html:
    rows: list[list[_Cell]] = [
        [_choice("why", slip, slip_text(slip)), count]
        for slip, count in slip_counts(judged).most_common()
    ]
    return _table("Right, but", ["what", "times"], rows)


def _rules(judged: Sequence[Judgement]) -> Html:
    rows: list[list[_Cell]] = []
    for at, (rule, n) in enumerate(rule_counts(judged).items()):
        right, wrong = n["right"], n["wrong"]
        name = _choice("rule", str(at), rule or _NO_RULE)
        rows.append([name, right, wrong, _share(right, wrong), n["not counted"]])
    return _table("By rule", ["rule", "right", "wrong", "precision", "not counted"], rows)


def _share(right: int, wrong: int) -> _Cell:
    return right / (right + wrong) if right + wrong else "–"


def _kinds(judged: Sequence[Judgement]) -> Html:
    rows: list[list[_Cell]] = [
        [kind.value, n["annotated"], n["output"], n["right"]]
        for kind, n in kind_counts(judged).items()
    ]
    return _table("By kind", ["kind", "annotated", "output", "right"], rows)


def _confused(judged: Sequence[Judgement]) -> Html:
    rows: list[list[_Cell]] = [
        [cause.value, element("bdi", annotated), element("bdi", output), count]
        for (cause, annotated, output), count in confusions(judged).most_common()
    ]
    return _table("Taken for", ["what", "annotated", "output", "times"], rows)


def _choice(name: str, value: str, text: str) -> Html:
    """Make a button that sets one of the filters; without the script it is just its text."""
    return element("button", element("bdi", text), type="button", data_set=name, data_value=value)


def _table(caption: str, names: Sequence[str], rows: Sequence[Sequence[_Cell]]) -> Html:
    """Make a table, or nothing of no rows."""
    if not rows:
        return Html("")
    header = element("tr", *(element("th", name, scope="col") for name in names))
    body = (element("tr", *map(_cell, row)) for row in rows)
    table = element("table", element("caption", caption), element("thead", header), *body)
    return element("div", table, class_="table", tabindex="0")


def _cell(value: _Cell) -> Html:
    """Make a cell; numbers stand below one another, shares with three digits."""
    if isinstance(value, str):
        return element("td", value)
    return element("td", str(value) if isinstance(value, int) else f"{value:.3f}", class_="number")


# --------------------------------------------------------------------------------------- filters


def _filters(judged: Sequence[Judgement], rules: Mapping[str, int]) -> Html:
    """Make what the script shows and listens to; hidden where no script runs."""
    shown = {
        "errors": "with errors",
        slug(Verdict.WRONG): "with something wrong",
        slug(Verdict.MISSED): "with something missed",
        slug(Verdict.RIGHT): "with something right",
        "all": "all articles",
    }
    whys = {slug(cause): cause_text(cause) for cause in cause_counts(judged)}
    whys |= {slip: f"right, but {slip_text(slip)}" for slip in slip_counts(judged)}
    numbered = {str(at): rule or _NO_RULE for rule, at in rules.items()}
    search = element("input", type="search", name="text", id="text", dir="auto")
    return element(
        "nav",
        _select("show", "Articles", shown),
        _select("why", "Cause", {"": "any", **whys}),
        _select("rule", "Rule", {"": "any", **numbered}),
        element("label", "Search ", search),
        element("button", "Previous (k)", type="button", id="previous"),
        element("button", "Next (j)", type="button", id="next"),
        element("output", id="count", aria_live="polite"),
        id="filters",
        hidden="",
        aria_label="Filters",
    )


def _select(name: str, label: str, options: Mapping[str, str]) -> Html:
    made = (element("option", text, value=value) for value, text in options.items())
    return element("label", f"{label} ", element("select", *made, id=name, name=name))


# -------------------------------------------------------------------------------------- articles


def _article(article: _Article, rules: Mapping[str, int]) -> Html:
    counted = [n for n in article.judgements if n.judgement.verdict is not Verdict.ASIDE]
    aside = [n for n in article.judgements if n.judgement.verdict is Verdict.ASIDE]
    cards = [card(numbered, rules, article.document) for numbered in counted]
    beside: list[Html] = [element("ol", *cards, class_="cards")]
    if aside:
        more = element("ol", *(card(n, rules, article.document) for n in aside), class_="cards")
        beside.append(element("details", element("summary", f"{len(aside)} not counted"), more))
    if not article.judgements:
        beside = [element("p", "Nothing annotated, nothing output.", class_="quiet")]
    return element(
        "article",
        _heading(article),
        element("div", _text(article), element("div", *beside), class_="columns"),
        id=f"a{article.number}",
    )


def _heading(article: _Article) -> Html:
    document = article.document
    parts: list[str] = [element("a", element("bdi", article.doc), href=f"#a{article.number}")]
    if document is not None and document.published is not None:
        parts += [" · ", element("bdi", document.published.isoformat(), dir="ltr")]
    if document is not None and document.outlet:
        parts += [" · ", element("bdi", document.outlet)]
    return element("h2", *parts, " ", *_badges(article))


def _badges(article: _Article) -> list[Html]:
    verdicts = [n.judgement.verdict for n in article.judgements]
    return [
        element("span", f"{SYMBOLS[v]} {verdicts.count(v)}", class_=f"key {slug(v)}", title=v)
        for v in Verdict
        if v in verdicts and v is not Verdict.ASIDE
    ]


def _text(article: _Article) -> Html:
    if article.document is None:
        return element("p", "The text of this article is not among the documents.", class_="quiet")
    text = article.document.text
    marks = _marks(article.judgements, text)
    shown: list[str] = []
    for piece in pieces(len(text), marks):
        begun = [mark for mark, _ in piece.marks if mark.start == piece.start]
        shown += [_label(article, number, mark.kind) for mark in begun for number in mark.numbers]
        shown.append(_marked(text, piece))
    return element("div", *shown, class_="text", **_direction(text))


def _label(article: _Article, number: int, kind: str) -> Html:
    """Make the sign before a span, which leads to its card."""
    numbered = article.judgements[number - 1]
    sign = f"{SYMBOLS[Verdict(kind)]}{number}"
    to, classes = f"#{numbered.card_id}", f"label {slug(kind)}"
    return element("a", sign, href=to, class_=classes, title=numbered.judgement.verdict)


def _marked(text: str, piece: Piece) -> str:
    """Wrap a piece of the text into its marks, the lowest lane innermost."""
    made = text[piece.start : piece.end]
    for mark, lane in reversed(piece.marks):
        classes = f"{slug(mark.kind)} lane{min(lane, _MOST_LANES - 1)}"
        made = element("mark", made, class_=classes, data_numbers=" ".join(map(str, mark.numbers)))
    return made


def _direction(text: str) -> Mapping[str, str]:
    """Say which way a text runs, by the letters that most of it is made of."""
    arabic = sum("\u0600" <= letter <= "\u06ff" for letter in text)
    latin = sum(letter.isascii() and letter.isalpha() for letter in text)
    return {"dir": "ltr"} if latin > arabic else {"dir": "rtl", "lang": "ar"}


def _marks(judgements: Iterable[Numbered], text: str) -> list[Mark]:
    """Give what is marked in the text; the same words of one kind are one mark."""
    numbers: defaultdict[tuple[int, int, str], list[int]] = defaultdict(list)
    for numbered in judgements:
        for span, kind in _spans(numbered.judgement, text):
            numbers[span.start, span.end, kind].append(numbered.number)
    return [
        Mark(start=start, end=end, kind=kind, numbers=tuple(found))
        for (start, end, kind), found in numbers.items()
    ]


def _spans(judgement: Judgement, text: str) -> Iterator[tuple[Span, Verdict]]:
    """Yield the spans of a judgement, and what each counts as."""
    verdict, evidence = judgement.verdict, judgement.claim.evidence if judgement.claim else None
    output = {Verdict.MISTAKEN: Verdict.WRONG, Verdict.MISSED: Verdict.ASIDE}.get(verdict, verdict)
    wanted = {Verdict.MISTAKEN: Verdict.MISSED, Verdict.WRONG: Verdict.ASIDE}.get(verdict, verdict)
    read = evidence is not None and evidence.quotes(text)
    if evidence is not None and read:
        yield evidence, output
    if judgement.where is not None and not (read and verdict is Verdict.RIGHT):
        yield judgement.where, wanted
