"""Reads what a business may set (playbook, remedies, brand) into typed objects."""
