"""/accuracy and /health."""

from aiogram import Router
from aiogram.filters import CommandObject
from aiogram.types import Message

from bot.commands import ACCURACY, HEALTH
from bot.desk import Desk
from bot.handlers.registration import on_command
from bot.keyboards.screens import main_keyboard
from bot.ports import Accuracy, Health
from bot.speech import say, say_text
from bot.texts import Markup
from bot.views.card import lines
from bot.views.failures import failure_card
from bot.views.reader import Reader
from bot.views.scan import record_text
from engine.errors import Refused
from engine.market.windows import Window

router = Router(name="accuracy")


@on_command(router, ACCURACY)
async def accuracy(
    message: Message, command: CommandObject, reader: Reader, desk: Desk, accuracy: Accuracy | None
) -> None:
    try:
        asked = await desk.understand(command.args or "")
    except Refused as refusal:
        await say(message, failure_card(refusal, reader))
        return
    if asked.coin is None:
        await say_text(message, reader.t("accuracy-ask"), main_keyboard(reader))
        return
    windows = [asked.window] if asked.window else list(Window)
    rows: list[Markup] = []
    silent: list[str] = []
    for window in windows:
        record = await accuracy.record(asked.coin, window, desk.market.source) if accuracy is not None else None
        text = record_text(record, reader)
        if text is None:
            silent.append(window.value)
        else:
            rows.append(Markup(f"<b>{window.value}</b> · {text}"))
    if not rows:
        await say_text(message, reader.t("accuracy-none", coin=asked.coin), main_keyboard(reader))
        return
    source = reader.t("accuracy-source", source=reader.t(f"alert-source-{desk.market.source.value}"))
    rest = reader.t("accuracy-silent", windows=", ".join(silent)) if silent else None
    title = reader.t("accuracy-title", coin=asked.coin)
    await say_text(message, lines(title, *rows, rest, source), main_keyboard(reader))


@on_command(router, HEALTH)
async def health(message: Message, reader: Reader, health: Health) -> None:
    t = reader.t
    found = await health()
    rows = [t("health-line", ok="yes" if line.is_ok else "no", name=line.name, value=line.value) for line in found]
    await say_text(message, lines(t("health-title"), *rows))
