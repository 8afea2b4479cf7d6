"""The Bot API's methods by subject. Each module ends in `METHODS`: name -> function of one `Call`."""
