"""What the chat has of signals. `cli/compose` brings the objects."""

from dataclasses import dataclass

from engine.club.audit import Audit
from engine.signals.manual import SayManually
from engine.signals.ports import SignalReads
from engine.signals.tuner import Tuner


@dataclass(frozen=True, slots=True)
class SignalParts:
    reads: SignalReads
    manual: SayManually
    tuner: Tuner
    audit: Audit
