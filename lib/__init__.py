"""Helpers that the chapters of the book import."""
