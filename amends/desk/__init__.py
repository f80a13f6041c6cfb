"""Desk: keeps every message safe, gives each conversation its turns in order, and knows who may speak."""
