"""Large real positions that are public: accounts on Hyperliquid. Measured, one venue, never beside made-up prices."""
