"""Bybit v5, USDT linear perpetuals; also the simulated market, which speaks the same."""
