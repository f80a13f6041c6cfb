"""Starts the house's four processes, watches over them and leaves none behind."""
