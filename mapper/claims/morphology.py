"""Forms of Arabic verbs and verbal nouns, from the forms that the vocabulary lists.

News uses the third person, so these are the persons that are derived; the spelling is as folded
(see :func:`gazetteer.fold`). Only the first word of a phrase is inflected: "أحكم الطوق" gives
"أحكمت الطوق", "أحكموا الطوق".
"""

from __future__ import annotations

from collections.abc import Iterator

from gazetteer import fold

__all__ = ["PRONOUNS", "future_forms", "past_forms", "present_forms", "with_pronouns"]

PRONOUNS = ("ه", "ها", "هم", "هما")
"""The pronouns of the third person as they are joined to verbs and nouns."""


def _inflect(phrase: str) -> tuple[str, str]:
    """Cut a folded phrase into its first word and the rest, which keeps its leading space."""
    head, space, rest = fold(phrase).text.partition(" ")
    return head, space + rest


def past_forms(phrase: str) -> set[str]:
    """Give he, she, they (masculine, feminine, dual) of a past verb.

    >>> sorted(past_forms("سيطر"))
    ['سيطر', 'سيطرا', 'سيطرت', 'سيطرتا', 'سيطرن', 'سيطروا']
    >>> {"استولت"} <= past_forms("استولى"), {"نفت", "نفوا"} <= past_forms("نفى")
    (True, True)
    >>> "بقيت" in past_forms("بقي")
    True
    """
    head, rest = _inflect(phrase)
    weak = phrase.partition(" ")[0].endswith("ى")
    stem = head[:-1] if weak else head
    endings = ("ت", "وا", "يا", "تا") if weak else ("ت", "وا", "ا", "تا", "ن")
    return {head + rest} | {stem + ending + rest for ending in endings}


def present_forms(phrase: str) -> set[str]:
    """Give the same persons of a present verb, indicative and subjunctive.

    >>> sorted(present_forms("يسيطر"))[:3]
    ['تسيطر', 'تسيطرا', 'تسيطران']
    """
    head, rest = _inflect(phrase)
    weak = head.endswith("ي") and len(head) > 3
    stem = head[1:-1] if weak else head[1:]
    full = head[1:]
    endings = ("ون", "وا", "يان") if weak else ("ون", "وا", "ان", "ا", "ن")
    singular = {prefix + full for prefix in "يت"}
    plural = {prefix + stem + ending for prefix in "يت" for ending in endings}
    return {form + rest for form in singular | plural}


def future_forms(phrase: str) -> set[str]:
    """Give the present forms with the س of the future."""
    return {"س" + form for form in present_forms(phrase)}


def with_pronouns(form: str) -> Iterator[tuple[str, str]]:
    """Yield the form with each pronoun joined to its first word, and the pronoun.

    A final ة (folded to ه) opens to ت; the silent ا of "they" falls.

    >>> list(with_pronouns("سيطره"))[1]
    ('سيطرتها', 'ها')
    """
    head, space, rest = form.partition(" ")
    if head.endswith("ه"):
        head = head[:-1] + "ت"
    elif head.endswith("وا"):
        head = head[:-1]
    elif head.endswith("ي") and len(head) > 3:
        head = head[:-1] + "ا"
    for pronoun in PRONOUNS:
        yield head + pronoun + space + rest, pronoun
