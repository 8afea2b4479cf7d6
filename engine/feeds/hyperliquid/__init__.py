"""Hyperliquid's public accounts. Spelling and units end here: kPEPE is a thousand PEPE, a negative size a short."""
