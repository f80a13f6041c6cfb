"""Sends recorded conversations through the whole running house and writes down what came of them."""
