"""Who is said to have taken, lost, besieged or held which place, when, and by whose word."""

from mapper.claims.confidence import confidence_of
from mapper.claims.extract import Findings, extract_claims, read_document
from mapper.claims.extractor import (
    ClaimExtractor,
    Extraction,
    Refusal,
    RulesExtractor,
    Tally,
)
from mapper.claims.facts import one_claim_a_fact
from mapper.claims.quotes import Quote, quote
from mapper.claims.sentences import Sentence, sentences

__all__ = [
    "ClaimExtractor",
    "Extraction",
    "Findings",
    "Quote",
    "Refusal",
    "RulesExtractor",
    "Sentence",
    "Tally",
    "confidence_of",
    "extract_claims",
    "one_claim_a_fact",
    "quote",
    "read_document",
    "sentences",
]
