"""What actors, sides and sources are called on the pages."""

from __future__ import annotations

from mapper.ui.language import in_language
from mapper.ui.words import words
from mapper.views import NEUTRAL
from mapper.vocabulary import actor_or_other

__all__ = ["actor_name", "side_name", "source_name"]


def actor_name(actor: str | None, language: str) -> str:
    """Name an actor; None is nobody who is known.

    >>> actor_name("SDF", "en")
    'Syrian Democratic Forces'
    """
    if actor is None:
        return str(words(language)["status"]["unknown"])
    known = actor_or_other(actor)
    return in_language(language, known.name_ar, known.name_en)


def side_name(side: str, language: str) -> str:
    """Name a side after the actor it is of."""
    return str(words(language)["neutral"]) if side == NEUTRAL else actor_name(side, language)


def source_name(source: str, language: str) -> str:
    """Give a source as written; an unknown one has a name, too."""
    return source or str(words(language)["no_source"])
