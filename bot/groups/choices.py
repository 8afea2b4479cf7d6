"""What a group's admins can choose, and what a press makes of it."""

from dataclasses import replace

from bot.groups.presses import GroupPage, GroupPress
from engine.club.groups import CLEAN_UPS_H, COOLDOWNS_S, GroupSettings
from engine.club.people import Locale

EACH_OWN, EVERYWHERE, HERE = "own", "all", "here"
BOARD_MINUTES = (0, 360, 480, 720, 1080, 1260)
SWITCHES = (GroupPage.BOARDS, GroupPage.PINS, GroupPage.MUTE)


def changed(settings: GroupSettings, press: GroupPress, thread_id: int | None) -> GroupSettings | None:
    """`thread_id`: the topic the button stands in. None where nothing valid was chosen."""
    value = press.value
    match press.page:
        case GroupPage.BOARDS:
            return replace(settings, has_boards=not settings.has_boards)
        case GroupPage.PINS:
            return replace(settings, pins=not settings.pins)
        case GroupPage.MUTE:
            return replace(settings, is_muted=not settings.is_muted)
        case GroupPage.LOCALE if value == EACH_OWN:
            return replace(settings, locale=None)
        case GroupPage.LOCALE if value in set(Locale):
            return replace(settings, locale=Locale(value))
        case GroupPage.TOPIC if value == EVERYWHERE:
            return replace(settings, thread_id=None)
        case GroupPage.TOPIC if value == HERE and thread_id is not None:
            return replace(settings, thread_id=thread_id)
        case GroupPage.TIME if _among(value, BOARD_MINUTES):
            return replace(settings, board_minute=int(value))
        case GroupPage.COOLDOWN if _among(value, COOLDOWNS_S):
            return replace(settings, cooldown_s=int(value))
        case GroupPage.CLEAN_UP if _among(value, CLEAN_UPS_H):
            return replace(settings, clean_up_h=int(value))
    return None


def _among(value: str, choices: tuple[int, ...]) -> bool:
    return value in {str(choice) for choice in choices}
