"""Who is said to have taken, lost, besieged or held which place, when, and by whose word."""

from mapper.claims.confidence import confidence_of
from mapper.claims.extract import extract_claims
from mapper.claims.quotes import Quote, quote
from mapper.claims.sentences import Sentence, sentences

__all__ = ["Quote", "Sentence", "confidence_of", "extract_claims", "quote", "sentences"]
