"""Reads what a business may set (playbook, remedies, brand, responses) into typed objects."""

from amends.rulebook.responses_file import house_catalogue, load_responses
from amends.rulebook.rulebook import DATA, Rulebook, house_rulebook, load_rulebook, rulebook_id
from amends.rulebook.source import RulebookError

__all__ = [
    "DATA",
    "Rulebook",
    "RulebookError",
    "house_catalogue",
    "house_rulebook",
    "load_responses",
    "load_rulebook",
    "rulebook_id",
]
