"""Decides the next move from how frustrated the customer is, what is known and what was tried."""
