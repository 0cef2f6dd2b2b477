"""Claims on events."""

CHECKS: dict = {}
