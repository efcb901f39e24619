"""Judgements counted: by rule, by cause, by kind, and what was taken for what."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from mapper.evaluation.judging import Cause, Judgement, Verdict
from mapper.records import Kind

__all__ = ["cause_counts", "confusions", "kind_counts", "rule_counts", "slip_counts"]


def rule_counts(judgements: Iterable[Judgement]) -> Mapping[str, Counter[str]]:
    """Count what each rule made: right, wrong, not counted; the most wrong first.

    >>> rule_counts([])
    {}
    """
    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for judgement in judgements:
        if judgement.claim is not None:
            counts[judgement.claim.rule][_output_as(judgement.verdict)] += 1
    return dict(sorted(counts.items(), key=lambda row: (-row[1]["wrong"], row[0])))


def _output_as(verdict: Verdict) -> str:
    """Say what a verdict makes of the claim; one beside what was missed is itself not counted."""
    known = {Verdict.RIGHT: "right", Verdict.MISTAKEN: "wrong", Verdict.WRONG: "wrong"}
    return known.get(verdict, "not counted")


def cause_counts(judgements: Iterable[Judgement]) -> Mapping[Cause, Counter[str]]:
    """Count why things were missed and why they are wrong; causes that do not occur are left out.

    What is mistaken is missed and wrong, once for each of its causes.
    """
    counts: dict[Cause, Counter[str]] = {cause: Counter() for cause in Cause}
    for judgement in judgements:
        for cause in judgement.causes:
            counts[cause]["missed"] += judgement.verdict in {Verdict.MISSED, Verdict.MISTAKEN}
            counts[cause]["wrong"] += judgement.verdict in {Verdict.WRONG, Verdict.MISTAKEN}
    return {cause: counted for cause, counted in counts.items() if counted.total()}


def slip_counts(judgements: Iterable[Judgement]) -> Counter[str]:
    """Count what is wrong about what is right, by the names of the figures."""
    return Counter(slip for judgement in judgements for slip in judgement.slips)


def kind_counts(judgements: Iterable[Judgement]) -> Mapping[Kind, Counter[str]]:
    """Count what was annotated, output and right of each kind, in the order of the kinds.

    What is not counted in the figures is left out.
    """
    counts: dict[Kind, Counter[str]] = {kind: Counter() for kind in Kind}
    for judgement in judgements:
        verdict = judgement.verdict
        if judgement.annotation and verdict not in {Verdict.WRONG, Verdict.ASIDE}:
            counts[judgement.annotation.kind]["annotated"] += 1
            counts[judgement.annotation.kind]["right"] += verdict is Verdict.RIGHT
        if judgement.claim and verdict not in {Verdict.MISSED, Verdict.ASIDE}:
            counts[judgement.claim.kind]["output"] += 1
    return {kind: counted for kind, counted in counts.items() if counted.total()}


def confusions(judgements: Iterable[Judgement]) -> Counter[tuple[Cause, str, str]]:
    """Count what was annotated and what was output in its place: (cause, annotated, output)."""
    counts: Counter[tuple[Cause, str, str]] = Counter()
    for judgement in judgements:
        annotation, claim = judgement.annotation, judgement.claim
        if annotation is None or claim is None:
            continue
        kinds, actors = (annotation.kind, claim.kind), (annotation.actor, claim.actor)
        compared = {Cause.KIND: kinds, Cause.REALITY: kinds, Cause.ACTOR: actors}
        counts.update((cause, *compared[cause]) for cause in judgement.causes if cause in compared)
    return counts
