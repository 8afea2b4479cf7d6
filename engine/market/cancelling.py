"""A cancellation that a library swallowed is still a cancellation."""

import asyncio


def heed_cancellation() -> None:
    """Raises `CancelledError` when this task was asked to end.

    Called after awaits on database clients: a statement that completes in the same moment as the cancellation returns
    as if nothing had happened, and an endless loop would go on for ever.
    """
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
