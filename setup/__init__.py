"""Makes a fresh clone ready to run, with nothing but a Python of its own (3.8 or newer)."""
