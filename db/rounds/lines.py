"""What Redis holds of everybody in a round that runs: a line of text each."""

from collections.abc import Sequence
from datetime import UTC, datetime

from engine.club.rounds.boarding import Gathered
from engine.club.rounds.ranking import Standing
from engine.club.rounds.values import Unranked


def line(standing: Standing) -> str:
    hold = "" if standing.median_hold_s is None else standing.median_hold_s
    why = "" if standing.why is None else standing.why.value
    return (
        f"{standing.account_id},{standing.user_id},{standing.score_ppm},{standing.dip_ppm},{standing.trades},{hold},"
        f"{in_ms(standing.reached_at)},{why}"
    )


def line_of(text: str) -> Standing:
    account, user, score, dip, trades, hold, reached, why = text.split(",")
    at = datetime.fromtimestamp(int(reached) / 1000, UTC)
    return Standing(
        int(account), int(user), int(score), int(dip), int(trades), int(hold) if hold else None, at,
        Unranked(why) if why else None,
    )  # fmt: skip


def company_of(lines: Sequence[str]) -> Gathered[str]:
    ranked = [text for text in lines if text.endswith(",")]
    others = [text for text in lines if not text.endswith(",")]
    return Gathered(sorted(ranked, key=_order), others, _user, line_of)


def _user(text: str) -> int:
    return int(text.split(",", 2)[1])


def _order(text: str) -> tuple[int, int, int, int, int]:
    """As `Standing.order` has it."""
    account, _, score, dip, trades, _, reached, _ = text.split(",")
    return -int(score), int(dip), int(trades), int(reached), int(account)


def in_ms(at: datetime) -> int:
    return round(at.timestamp() * 1000)
