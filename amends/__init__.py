"""Amends: an assistant that makes amends with difficult customers, and the rooms of those who help it."""
