"""Lets agents and trainers in: passwords, sessions, roles, and protection against forged requests."""
