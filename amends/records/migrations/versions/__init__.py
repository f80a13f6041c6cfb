"""The revisions, each named by its date and what it does."""
