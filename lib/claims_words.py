"""Claims on words."""

CHECKS: dict = {}
