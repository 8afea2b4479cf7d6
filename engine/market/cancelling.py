"""A cancellation that a library swallowed is still a cancellation."""

import asyncio


def heed_cancellation() -> None:
    """Raises `CancelledError` when this task was asked to end.

    Called after awaits on database clients: redis-py 8.1 loses a cancellation in every second command it hits, and a
    statement of Postgres that completes in the same moment returns as if nothing had happened. An endless loop would go
    on for ever.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
