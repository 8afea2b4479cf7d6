"""Competitions on paper accounts: days, weeks and months by the house's zone."""
