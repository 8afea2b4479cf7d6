"""A round's board as it was approved: running, of a group, final, recap, and with nobody on it.

After an intended change: `python -m tests.unit.renderers.test_board`, look at the pictures, commit them.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np
import pytest

from renderers.board import BoardLabels, board_png, paint_board
from renderers.board_rows import BoardRow
from renderers.palette import Theme
from renderers.tiles import Tile, Tone
from tests.unit.renderers.test_golden import FOLDER, MOST_CHANGED, NOTICEABLE, _pixels

RUNNING = BoardLabels(
    title="Friday 6 Feb",
    answer="1,104 ranked of 2,318 traders · closes in 5 h 12 min",
    prize="$100 to the first",
    badges=("LIVE", "SIMULATED MONEY"),
    head_trader="trader",
    head_score="score",
    head_trades="trades",
    head_dip="deepest dip",
    nobody="Nobody has three trades yet.",
    proof="",
    made_at="6 Feb 2026, 18:48 Chicago",
)
FINAL = replace(
    RUNNING,
    title="Friday 6 Feb is closed",
    answer="2,318 traders, 1,104 ranked",
    prize="$100 to nightowl",
    badges=("FINAL", "SIMULATED MONEY"),
    proof="38,412 fills replayed, same result · proof 9f3c61e1",
    made_at="7 Feb 2026, 00:01 Chicago",
    tiles=(
        Tile("best trade", "SOL long 10x +10.2\u2009%", Tone.GOOD),
        Tile("middle trader", "-0.9\u2009%", Tone.BAD),
        Tile("BTC", "+5.7\u2009%", Tone.GOOD),
    ),
)
RUSSIAN = replace(
    RUNNING,
    title="Неделя со 2 февраля, эта группа",
    answer="41 в рейтинге из 63 участников · до закрытия 2 дня 5 часов",
    prize="без приза",
    badges=("ЭТА ГРУППА", "ИГРОВЫЕ ДЕНЬГИ"),
    head_trader="трейдер",
    head_score="результат",
    head_trades="сделок",
    head_dip="просадка",
    nobody="Пока ни у кого нет трёх сделок.",
    made_at="6 февраля 2026, 18:00 Екатеринбург",
)
NAMES = (
    "nightowl",
    "Lena_K",
    "sats4lunch",
    "quiet_bull",
    "Diego77",
    "WWWWWWWWWWWWWWWWWWWW",
    "Лев",
    "a trader",
    "x",
    "Zoë",
)
SCORES = (402_000, 368_000, 331_000, 297_000, 275_000, 120_400, 31_000, 900, -42_000, -187_300)


def rows(*, first_rank: int = 1, own: int | None = None, prize: str = "") -> list[BoardRow]:
    return [
        row(first_rank + n, name, score, is_own=n == own, prize=prize if n == 0 else "")
        for n, (name, score) in enumerate(zip(NAMES, SCORES, strict=True))
    ]


def row(rank: int, name: str, score_ppm: int, *, is_own: bool = False, prize: str = "") -> BoardRow:
    score, dip = f"{score_ppm / 1e4:+.1f}\u2009%", f"-{rank * 13 % 90 / 10:.1f}\u2009%"
    return BoardRow(str(rank), name, score_ppm, score, str(rank * 7 % 23 + 3), dip, prize, is_own=is_own)


OWN = row(212, "Maya", 2_000, is_own=True)
UNRANKED = BoardRow("", "Maya", 4_000, "+0.4\u2009%", "1", "-0.2\u2009%", note="1 of 3 trades", is_own=True)

PICTURES: dict[str, Callable[[], bytes]] = {
    "board_dark": lambda: board_png(rows(prize="$100"), OWN, Theme.DARK, labels=RUNNING),
    "board_light": lambda: board_png(rows(prize="$100"), OWN, Theme.LIGHT, labels=RUNNING),
    "board_final_dark": lambda: board_png(rows(prize="$100")[:5], OWN, Theme.DARK, labels=FINAL),
    "board_final_light": lambda: board_png(rows(prize="$100")[:5], None, Theme.LIGHT, labels=FINAL),
    "board_group_light_russian": lambda: board_png(rows(own=4)[:7], None, Theme.LIGHT, labels=RUSSIAN),
    "board_page_dark": lambda: board_png(rows(first_rank=1_091_231, own=3), None, Theme.DARK, labels=RUNNING),
    "board_nobody_dark": lambda: board_png([], UNRANKED, Theme.DARK, labels=RUNNING),
}


@pytest.mark.parametrize("name", PICTURES)
def test_the_picture_looks_as_approved(name: str) -> None:
    drawn, approved = _pixels(PICTURES[name]()), _pixels((FOLDER / f"{name}.png").read_bytes())
    assert drawn.shape == approved.shape
    assert (np.abs(drawn - approved).max(axis=2) > NOTICEABLE).mean() <= MOST_CHANGED


@pytest.mark.parametrize("labels", [RUNNING, FINAL, RUSSIAN], ids=["running", "final", "russian"])
@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080), (1080, 1080)])
@pytest.mark.parametrize("own", [None, OWN, UNRANKED], ids=["nobody", "own", "unranked"])
@pytest.mark.parametrize("shown", [rows(), rows()[:1], rows(first_rank=999_991, own=0, prize="$1,000"), []])
def test_no_words_run_over_an_edge_or_into_each_other(
    shown: Sequence[BoardRow], own: BoardRow | None, size: tuple[int, int], labels: BoardLabels
) -> None:
    canvas = paint_board(shown, own, Theme.DARK, size, labels=labels)
    texts = [text for text in canvas.texts if text.text.strip()]
    for place, text in enumerate(texts):
        assert canvas.box.holds(text.box), text
        for other in texts[place + 1 :]:
            assert not text.box.overlaps(other.box), (text.text, other.text)


def test_more_rows_than_a_page_has_are_refused() -> None:
    with pytest.raises(ValueError):
        board_png([*rows(), OWN], None, Theme.DARK, labels=RUNNING)


if __name__ == "__main__":
    for name, draw in PICTURES.items():
        (FOLDER / f"{name}.png").write_bytes(draw())
