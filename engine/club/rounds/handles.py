"""Traders in links and buttons, which anybody can read: a handle that leads back to them here and nowhere else."""

import re
from hashlib import blake2b

_HALF_BITS, _HALF_BYTES, _ROUNDS = 32, 4, 8
_HALF = (1 << _HALF_BITS) - 1
_MOST = 1 << 52  # no Telegram id is larger
HANDLE = re.compile(r"[0-9a-f]{16}")


def handle_of(user_id: int, salt: bytes) -> str:
    """Sixteen hex digits that say nothing of the id without the salt: a keyed permutation of 64 bits."""
    left, right = user_id >> _HALF_BITS, user_id & _HALF
    for turn in range(_ROUNDS):
        left, right = right, left ^ _mixed(right, turn, salt)
    return f"{left << _HALF_BITS | right:016x}"


def user_of(handle: str, salt: bytes) -> int | None:
    """None for what is no handle of anybody."""
    if HANDLE.fullmatch(handle) is None:
        return None
    block = int(handle, 16)
    left, right = block >> _HALF_BITS, block & _HALF
    for turn in reversed(range(_ROUNDS)):
        left, right = right ^ _mixed(left, turn, salt), left
    user_id = left << _HALF_BITS | right
    return user_id if user_id < _MOST else None


def _mixed(half: int, turn: int, salt: bytes) -> int:
    told = bytes([turn]) + half.to_bytes(_HALF_BYTES, "big")
    return int.from_bytes(blake2b(told, key=salt[:64], digest_size=_HALF_BYTES).digest(), "big")
