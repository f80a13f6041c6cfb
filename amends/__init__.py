"""Amends: an assistant that makes amends with difficult customers, and the rooms of the people who help it."""
