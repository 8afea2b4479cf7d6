"""What may go wrong with a server of ours."""


class PortTaken(Exception):
    """Nothing is served. The message names the port."""
