"""One's name on boards, hiding, and letting others follow: buttons, and a name that is typed."""

from aiogram import F, Router
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.types import CallbackQuery, Message

from bot.rounds.desk import RoundDesk
from bot.rounds.presses import ProfilePress, ProfileTask
from bot.speech import change_text, say, say_text
from bot.views.reader import Place, Reader
from engine.club.people import Person

router = Router(name="round-profile")


class Asking(StatesGroup):
    NAME = State()


@router.callback_query(ProfilePress.filter())
async def profile_pressed(
    query: CallbackQuery, callback_data: ProfilePress, reader: Reader, round_desk: RoundDesk | None, state: FSMContext
) -> str | None:
    message, person = query.message, reader.person
    if not isinstance(message, Message) or round_desk is None or person is None or reader.place is not Place.PRIVATE:
        return reader.t.plain("press-old")
    await state.set_state(Asking.NAME if callback_data.do is ProfileTask.NAME else None)
    if callback_data.do is ProfileTask.NAME:
        await say_text(message, reader.t("profile-ask-name"))
        return None
    changed = await _change(callback_data.do, person.user_id, round_desk)
    await change_text(message, await round_desk.profile(person.user_id, reader))
    return reader.t.plain("profile-saved") if changed else None


async def _change(do: ProfileTask, user_id: int, desk: RoundDesk) -> bool:
    privacy = desk.parts.privacy
    match do:
        case ProfileTask.HIDE | ProfileTask.UNHIDE:
            await privacy.hide(user_id, do is ProfileTask.HIDE)
        case ProfileTask.ALLOW | ProfileTask.FORBID:
            await privacy.allow_following(user_id, do is ProfileTask.ALLOW)
        case _:
            return False
    return True


@router.message(Asking.NAME, F.text, ~F.text.startswith("/"))
async def name_written(
    message: Message, reader: Reader, person: Person, round_desk: RoundDesk, state: FSMContext
) -> None:
    choice = await round_desk.parts.names.choose(person.user_id, (message.text or "")[:100], reader.now)
    if choice.fault is not None:
        await say_text(message, reader.t("profile-fault", fault=choice.fault.value, name=choice.name))
        return
    await state.clear()
    await say_text(message, reader.t("profile-named", name=choice.name))
    await say(message, await round_desk.profile(person.user_id, reader))
