"""Who is said to have taken, lost, besieged or held which place, when, and by whose word."""

from mapper.claims.extract import Findings, extract_claims, read_document
from mapper.claims.quotes import Quote, quote
from mapper.claims.sentences import Sentence, sentences

__all__ = [
    "Findings",
    "Quote",
    "Sentence",
    "extract_claims",
    "quote",
    "read_document",
    "sentences",
]
