"""Reads what a business may set (playbook, remedies, brand) into typed objects."""

from amends.rulebook.rulebook import Rulebook, load_rulebook
from amends.rulebook.source import RulebookError

__all__ = ["Rulebook", "RulebookError", "load_rulebook"]
