"""A free port on loopback, near the wished one."""

import socket

_NEAR = 20


def free_port(wished: int) -> int:
    """`wished`, or the next one that is free, or any. 0 wishes for any."""
    for port in [*range(wished, min(wished + _NEAR, 65_536)), 0] if wished else [0]:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return int(probe.getsockname()[1])
    raise OSError("no free port on 127.0.0.1")
