"""The playbook: from the situation to the next moves."""

from __future__ import annotations
