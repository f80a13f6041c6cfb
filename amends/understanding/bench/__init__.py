"""Measures how well messages are understood, on text that nothing here was trained on; it learns nothing."""
