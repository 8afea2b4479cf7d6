"""CoinGlass, API v4: its maps, its measured history, its stream of forced closes. Spelling and units end here."""
