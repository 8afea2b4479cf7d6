"""Numbers keep their units, columns and what is copied stay as they are."""

from typing import Any

import pytest
from aiogram.methods import AnswerCallbackQuery, EditMessageMedia, SendMessage, SendPhoto, TelegramMethod
from aiogram.types import InputMediaPhoto

from bot.sending.typeset import Typesetter, unbroken


@pytest.mark.parametrize(
    ("text", "set_"),
    [
        ("reached within 12 h in 80 of 189", "reached within 12~h in 80 of 189"),
        ("now 174.51 (-2.0 % away)", "now 174.51 (-2.0~% away)"),
        ("closes in 18 h 47 min", "closes in 18~h 47~min"),
        ("через 18 ч 47 мин, 30 с", "через 18~ч 47~мин, 30~с"),
        ("3 more trades, 2 sides, 5 minutes", "3 more trades, 2 sides, 5 minutes"),
        (
            "<pre>A1 +2 % #\nB1 -3 % #</pre> 4 % <code>btc 12 h</code>",
            "<pre>A1 +2 % #\nB1 -3 % #</pre> 4~% <code>btc 12 h</code>",
        ),
    ],
)
def test_a_number_and_its_unit_do_not_part(text: str, set_: str) -> None:
    assert unbroken(text).replace("\u00a0", "~") == set_


async def test_what_is_sent_or_edited_is_set_and_a_toast_is_not() -> None:
    sent: list[Any] = []

    async def send(bot: object, method: TelegramMethod[Any]) -> None:
        sent.append(method)

    photo = InputMediaPhoto(media="id", caption="after 2 h")
    for method in (
        SendMessage(chat_id=1, text="after 2 h"),
        SendPhoto(chat_id=1, photo="id", caption="after 2 h"),
        EditMessageMedia(chat_id=1, message_id=2, media=photo),
        AnswerCallbackQuery(callback_query_id="3", text="after 2 h"),
    ):
        await Typesetter()(send, None, method)  # type: ignore[arg-type]
    assert [sent[0].text, sent[1].caption, sent[2].media.caption] == ["after 2\u00a0h"] * 3
    assert sent[3].text == "after 2 h"
    assert photo.caption == "after 2 h"
