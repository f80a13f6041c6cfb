"""Finds in a text, before anyone reads it, what a person who is upset should not have to read."""

from amends.deescalation.wording_checks.checks import check_text
from amends.deescalation.wording_checks.spoken import ERROR, WARNING, Finding, Spoken
from amends.deescalation.wording_checks.variants import check_responses

__all__ = ["ERROR", "WARNING", "Finding", "Spoken", "check_responses", "check_text"]
