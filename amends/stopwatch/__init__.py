"""Measures what a customer waits for: our whole house beside a stock Rasa bot, in one run."""
