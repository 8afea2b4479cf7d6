from typing import Any

import pytest

from sandbox.telegram.keyboards import checked_markup
from sandbox.telegram.refusals import Refusal

PRIVATE, GROUP = {"type": "private"}, {"type": "supergroup"}


def inline(*buttons: Any) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    "button",
    [
        {"text": "x", "callback_data": "d" * 64},
        {"text": "x", "url": "https://e.org"},
        {"text": "x", "copy_text": {"text": "c" * 256}},
        {"text": "x", "web_app": {"url": "https://e.org"}},
        {"text": "x", "disabled": {}},
        {"text": "x", "callback_data": "d", "style": "success"},
        {"text": "x", "switch_inline_query": ""},
    ],
)
def test_good_buttons_are_kept(button: dict[str, Any]) -> None:
    assert checked_markup(inline(button), PRIVATE) == inline(button)


@pytest.mark.parametrize(
    ("button", "reason"),
    [
        ({"text": "x"}, "Text buttons are unallowed"),
        ({"text": "", "callback_data": "d"}, "Text buttons are unallowed"),
        ({"text": "x", "callback_data": "d", "url": "https://e.org"}, "Text buttons are unallowed"),
        ({"text": "x", "callback_data": "é" * 33}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "callback_data": ""}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "copy_text": {"text": "c" * 257}}, "BUTTON_COPY_TEXT_INVALID"),
        ({"text": "x", "url": "javascript:alert(1)"}, "Wrong HTTP URL"),
        ({"text": "x", "web_app": {"url": "http://e.org"}}, "Only HTTPS links are allowed"),
        ({"text": "x", "callback_data": "d", "style": "purple"}, "invalid button style"),
        ({"text": "x", "pay": True}, "BUTTON_TYPE_INVALID"),
    ],
)
def test_bad_buttons_are_refused(button: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        checked_markup(inline(button), PRIVATE)


def test_nine_in_a_row_and_a_hundred_and_one_are_too_many() -> None:
    key = {"text": "x", "callback_data": "d"}
    for rows in ([[key] * 9], [[key]] * 101, [[key] * 8] * 13):
        with pytest.raises(Refusal, match="reply markup is too long"):
            checked_markup({"inline_keyboard": rows}, PRIVATE)
    assert checked_markup({"inline_keyboard": [[key] * 8] * 12}, PRIVATE)


def test_web_apps_stay_out_of_groups_and_null_is_no_keyboard() -> None:
    with pytest.raises(Refusal, match="BUTTON_TYPE_INVALID"):
        checked_markup(inline({"text": "x", "web_app": {"url": "https://e.org"}}), GROUP)
    with pytest.raises(Refusal, match="must be an Array"):
        checked_markup({"inline_keyboard": None}, PRIVATE)


def test_the_pay_button_comes_first_on_an_invoice() -> None:
    pay, other = {"text": "Pay", "pay": True}, {"text": "x", "callback_data": "d"}
    assert checked_markup(inline(pay, other), PRIVATE, pay_allowed=True) == inline(pay, other)
    with pytest.raises(Refusal, match="BUTTON_TYPE_INVALID"):
        checked_markup(inline(other, pay), PRIVATE, pay_allowed=True)


def test_reply_keyboards_take_plain_texts() -> None:
    markup = {"keyboard": [["Yes", {"text": "No"}]], "resize_keyboard": True}
    assert checked_markup(markup, PRIVATE) == {**markup, "keyboard": [[{"text": "Yes"}, {"text": "No"}]]}
