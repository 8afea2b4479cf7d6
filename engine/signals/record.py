"""How signals ended, as counts with an interval: the measured hit rate beside every signal."""

from dataclasses import dataclass

from engine.exchange.contract import VIP0_TAKER
from engine.liquidations.calibration.metrics import wilson
from engine.liquidations.records.values import FEWEST_CASES


@dataclass(frozen=True, slots=True)
class Tally:
    """Ended signals. `void`: nobody saw what price did, or it never came to the entry; they count for nothing."""

    hit: int = 0
    stopped: int = 0
    expired: int = 0
    void: int = 0

    @property
    def cases(self) -> int:
        return self.hit + self.stopped + self.expired

    @property
    def is_enough(self) -> bool:
        return self.cases >= FEWEST_CASES

    @property
    def share(self) -> float:
        """Of hits, 0 to 1; 0 without cases."""
        return self.hit / self.cases if self.cases else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """95 % Wilson. It takes the cases for independent, which signals of one hour are not: read it as the least."""
        return wilson(self.hit, self.cases)

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(
            self.hit + other.hit, self.stopped + other.stopped, self.expired + other.expired, self.void + other.void
        )


def won_for_one(sign: int, entry_usd: float, stop_usd: float, end_usd: float, fee: float = float(VIP0_TAKER)) -> float:
    """What a leg that ended at `end_usd` won, or lost, for 1 risked at its stop; `fee` each way counted in both."""
    risked = sign * (entry_usd - stop_usd) + fee * (entry_usd + stop_usd)
    return (sign * (end_usd - entry_usd) - fee * (entry_usd + end_usd)) / risked


def break_even(reward_for_one: float | None) -> float | None:
    """The share of hits, against stops alone, at which a leg neither wins nor loses. None: fees eat the reward."""
    return None if reward_for_one is None else 1.0 / (1.0 + reward_for_one)
