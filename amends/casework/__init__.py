"""Case work: what complaints, cases, promises and handoffs are, and what may happen to them."""
