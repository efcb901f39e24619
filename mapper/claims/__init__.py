"""Who is said to have taken, lost, besieged or held which place, when, and by whose word."""

from mapper.claims.extract import extract_claims

__all__ = ["extract_claims"]
