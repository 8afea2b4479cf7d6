"""Every command once: menus, /help, rights and handlers all read this table."""

from dataclasses import dataclass
from enum import IntEnum, StrEnum


class Role(IntEnum):
    """Higher may do all that lower may. A guest has no account here: a channel, an anonymous admin, a passer-by."""

    GUEST = 0
    MEMBER = 1
    ADMIN = 2
    OWNER = 3


class Subject(StrEnum):
    MARKET = "market"
    ALERTS = "alerts"
    PAPER = "paper"
    YOU = "you"
    ROUNDS = "rounds"
    ADMIN = "admin"


@dataclass(frozen=True, slots=True)
class BotCommandSpec:
    """`text_key` says in the reader's language what it does; `arguments` is how it is typed."""

    name: str
    role: Role
    subject: Subject
    arguments: str = ""
    is_private: bool = False  # what it shows belongs into the private chat

    @property
    def text_key(self) -> str:
        return f"command-{self.name}"

    @property
    def usage(self) -> str:
        return f"/{self.name} {self.arguments}".strip()


START = BotCommandSpec("start", Role.GUEST, Subject.YOU)
HELP = BotCommandSpec("help", Role.GUEST, Subject.YOU)
SCAN = BotCommandSpec("scan", Role.GUEST, Subject.MARKET, "BTC 12h")
HEATMAP = BotCommandSpec("heatmap", Role.GUEST, Subject.MARKET, "BTC 7d")
TOP = BotCommandSpec("top", Role.GUEST, Subject.MARKET, "12h")
HUNT = BotCommandSpec("hunt", Role.MEMBER, Subject.MARKET, "12h")
ACCURACY = BotCommandSpec("accuracy", Role.GUEST, Subject.MARKET, "BTC")
SETTINGS = BotCommandSpec("settings", Role.MEMBER, Subject.YOU, is_private=True)
LONG = BotCommandSpec("long", Role.MEMBER, Subject.PAPER, "BTC 100 10x", is_private=True)
SHORT = BotCommandSpec("short", Role.MEMBER, Subject.PAPER, "SOL 2% 5x tp 76 sl 84", is_private=True)
POSITIONS = BotCommandSpec("positions", Role.MEMBER, Subject.PAPER, is_private=True)
ORDERS = BotCommandSpec("orders", Role.MEMBER, Subject.PAPER, is_private=True)
CLOSE = BotCommandSpec("close", Role.MEMBER, Subject.PAPER, "BTC 50%", is_private=True)
ACCOUNT = BotCommandSpec("account", Role.MEMBER, Subject.PAPER, is_private=True)
HISTORY = BotCommandSpec("history", Role.MEMBER, Subject.PAPER, is_private=True)
RESET = BotCommandSpec("reset", Role.MEMBER, Subject.PAPER, is_private=True)
ALERT = BotCommandSpec("alert", Role.MEMBER, Subject.ALERTS, "BTC 2%", is_private=True)
ALERTS = BotCommandSpec("alerts", Role.MEMBER, Subject.ALERTS, is_private=True)
WHALES = BotCommandSpec("whales", Role.MEMBER, Subject.MARKET, "BTC")
COMPARE = BotCommandSpec("compare", Role.MEMBER, Subject.MARKET, "BTC 7d")
WATCH = BotCommandSpec("watch", Role.MEMBER, Subject.ALERTS, "BTC ETH SOL")
SIGNALS = BotCommandSpec("signals", Role.GUEST, Subject.MARKET)
SIGNAL = BotCommandSpec("signal", Role.ADMIN, Subject.ADMIN, "BTC long 66590 stop 66010 target 68100", is_private=True)
TUNE = BotCommandSpec("tune", Role.ADMIN, Subject.ADMIN, "volume 2.0", is_private=True)
AUDIT = BotCommandSpec("audit", Role.ADMIN, Subject.ADMIN, is_private=True)
LEARN = BotCommandSpec("learn", Role.MEMBER, Subject.YOU, is_private=True)
TERMS = BotCommandSpec("terms", Role.GUEST, Subject.YOU)
HEALTH = BotCommandSpec("health", Role.ADMIN, Subject.ADMIN, is_private=True)

LEADERBOARD = BotCommandSpec("leaderboard", Role.GUEST, Subject.ROUNDS, "day")
COMPETE = BotCommandSpec("compete", Role.GUEST, Subject.ROUNDS)
TRADER = BotCommandSpec("trader", Role.MEMBER, Subject.ROUNDS, "NAME")
GROUP = BotCommandSpec("group", Role.GUEST, Subject.ROUNDS)
PAYOUTS = BotCommandSpec("payouts", Role.ADMIN, Subject.ADMIN, is_private=True)

COMMANDS = (
    START,
    HELP,
    SCAN,
    HEATMAP,
    TOP,
    SIGNALS,
    HUNT,
    COMPARE,
    WHALES,
    ACCURACY,
    ALERT,
    ALERTS,
    WATCH,
    LEARN,
    SETTINGS,
    LONG,
    SHORT,
    POSITIONS,
    ORDERS,
    CLOSE,
    ACCOUNT,
    HISTORY,
    RESET,
    TERMS,
    SIGNAL,
    TUNE,
    AUDIT,
    HEALTH,
    LEADERBOARD,
    COMPETE,
    TRADER,
    GROUP,
    PAYOUTS,
)


def allowed(role: Role) -> tuple[BotCommandSpec, ...]:
    """What somebody of this role sees in the menu and may use."""
    return tuple(command for command in COMMANDS if may(role, command))


def may(role: Role, command: BotCommandSpec) -> bool:
    return role >= command.role
