"""Who lives in the demo: fixed ids, so that documents, tests and a bot's settings can name them."""

from dataclasses import dataclass

TOKEN = "123456789:TESTTESTTESTTESTTESTTESTTESTTESTTES"
BOT_USERNAME = "helix_demo_bot"
BOT_NAME = "Helix"

ADMIN_ID = 1001
MEMBER_ID = 1002
STRANGER_ID = 1003
EXPIRED_ID = 1004
PROBE_ID = 4242
SILENT_ID = 99

GROUP_ID = -100200
CHANNEL_ID = -100300
COMMENTS_ID = -100301
CIRCLE_ID = -5001


@dataclass(frozen=True, slots=True)
class Person:
    """A persona of the page. `started` is whether the bot may already write to them."""

    key: str
    id: int
    first_name: str
    username: str
    language_code: str
    colour: str
    role: str
    started: bool = False
    listed: bool = True


PEOPLE = (
    Person("admin", ADMIN_ID, "Ana", "ana_admin", "en", "#e17076", "Admin"),
    Person("member", MEMBER_ID, "Maya", "maya_trades", "en", "#6c8fd9", "Member"),
    Person("stranger", STRANGER_ID, "Ivan", "ivan_new", "ru", "#4fa865", "Stranger"),
    Person("expired", EXPIRED_ID, "Tomás", "tomas_was_here", "es", "#b57bd0", "Expired member"),
    Person("probe", PROBE_ID, "Probe", "probe_4242", "en", "#8a8f98", "Conformance probe", started=True, listed=False),
    Person("silent", SILENT_ID, "Silent", "silent_99", "en", "#8a8f98", "Never started", listed=False),
)
ALIASES = {"maya": "member", "ana": "admin", "ivan": "stranger", "tomas": "expired"}
