"""A small fictional shop: its pages embed the chat widget, its API answers for its orders."""
