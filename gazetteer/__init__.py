"""Arabic place names to places. Stands alone: nothing here imports mapper."""

from gazetteer.arabic import ARTICLE_CLITICS, CLITICS, Folded, bare, fold, spelling
from gazetteer.index import Gazetteer
from gazetteer.phrases import Hit, PhraseIndex
from gazetteer.place import Candidate, Place, PlaceName, Resolution, Toponym
from gazetteer.resolve import resolve

__all__ = [
    "ARTICLE_CLITICS",
    "CLITICS",
    "Candidate",
    "Folded",
    "Gazetteer",
    "Hit",
    "PhraseIndex",
    "Place",
    "PlaceName",
    "Resolution",
    "Toponym",
    "bare",
    "fold",
    "resolve",
    "spelling",
]
