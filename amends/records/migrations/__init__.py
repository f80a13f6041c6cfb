"""Migrations: how the tables came to be, one dated revision per change."""
