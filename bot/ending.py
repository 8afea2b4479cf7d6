"""Stopping in time."""

import asyncio


def stop_if_cancelled() -> None:
    """Ends a loop whose cancellation a library swallowed: redis-py 8.1 loses one in every second command it hits."""
    task = asyncio.current_task()
    if task is not None and task.cancelling():
        raise asyncio.CancelledError
