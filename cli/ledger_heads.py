"""Heads as a person gives them: a file with copied messages, or day and hash."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import typer

from engine.liquidations.ledger.heads import find_heads
from engine.liquidations.ledger.verify import GivenHead, given

_DIGITS = 64


def heads_given(file: Path | None, typed: Sequence[str]) -> list[GivenHead]:
    """Raises `typer.BadParameter` saying what a head looks like."""
    found = [_typed(text) for text in typed]
    if file is not None:
        copied = [given(head) for head in find_heads(file.read_text(encoding="utf-8", errors="replace"))]
        if not copied:
            line = "helix-head live 2026-02-06 48231 and 64 hexadecimal digits"
            raise typer.BadParameter(f"{file} has no line like: {line}", param_hint="--heads")
        found += copied
    return found


def _typed(text: str) -> GivenHead:
    day, _, digits = (part.strip() for part in text.partition("="))
    try:
        if len(digits) != _DIGITS:
            raise ValueError(f"{len(digits)} digits")
        return GivenHead(None, date.fromisoformat(day), None, bytes.fromhex(digits))
    except ValueError as error:
        problem = f"{text[:100]!r} is not DAY=HASH with {_DIGITS} hexadecimal digits, such as 2026-02-06=9f3c…"
        raise typer.BadParameter(problem, param_hint="--head") from error
