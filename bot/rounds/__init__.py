"""Competitions in the chat."""
