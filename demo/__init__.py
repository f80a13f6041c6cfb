"""Shows Amends at work: a shop of its own, with orders that went well and orders that did not."""
