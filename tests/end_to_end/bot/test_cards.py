"""Scan and map: buttons change them in place, levels become alerts, filters are words and buttons."""

from tests.end_to_end.bot.conftest import Town
from tests.end_to_end.bot.person import Someone, buttons, data_of, eventually, words


async def test_a_heatmap_is_a_picture_with_the_levels_in_words(guest: Someone) -> None:
    card = await guest.ask("/heatmap BTC 7d")
    assert words(card).startswith("BTC 7d map · 66,586.1 · ")
    assert "-- 66,586 price ---" in words(card)
    assert "modelled, positions opened in these 7 days · all leverage" in words(card)
    assert card["photo"]
    row = [b["text"] for b in buttons(card)]
    assert row[:6] == ["12h", "24h", "3d", "7d •", "30d", "+"]
    assert row[-4:] == ["⚙ Filters", "🔎 Scan", "↻", "⤓ Zoom file"]


async def test_another_window_changes_the_same_message(guest: Someone) -> None:
    card = await guest.ask("/scan btc 12h")
    await guest.press(card, "7d")
    changed = await guest.again(card)
    assert words(changed).startswith("BTC 7d · ")
    assert await guest.newest_id() == card["message_id"]


async def test_a_scan_turns_into_its_map_in_place_and_back(guest: Someone) -> None:
    card = await guest.ask("/scan eth 24h")
    await guest.press(card, "🗺 Map")
    as_map = await guest.again(card)
    assert as_map["photo"]
    assert words(as_map).startswith("ETH 24h map")
    await guest.press(as_map, "🔎 Scan")
    newest = (await guest.messages())[-1]
    assert words(newest).startswith("ETH 24h · ")
    assert card["message_id"] not in [m["message_id"] for m in await guest.messages()]


async def test_a_level_becomes_an_alert_in_two_taps(guest: Someone) -> None:
    card = await guest.ask("/heatmap BTC 7d")
    name = next(b["text"] for b in buttons(card) if b["text"][0] in "AB" and b["text"][1].isdecimal())
    await guest.press(card, name)
    chosen = await guest.again(card)
    price = name.split()[1]
    assert words(chosen) == words(card)
    assert [b["text"] for b in buttons(chosen)] == [f"🔔 At {price}", "🔔 1 % before", "‹ Back"]
    answer = await guest.press(chosen, "🔔 At")
    assert answer["text"] == f"I will tell you at {price}. /alerts"
    await guest.press(await guest.again(card), "‹ Back")
    assert buttons(await guest.again(card)) == buttons(card)
    assert price in words(await guest.ask("/alerts"))


async def test_refresh_with_nothing_new_says_so_in_a_toast(guest: Someone) -> None:
    card = await guest.ask("/heatmap sol 24h")
    answer = await guest.press(card, "↻")
    assert "Next bar in 2:30." in answer["text"]


async def test_filters_are_buttons(guest: Someone) -> None:
    card = await guest.ask("/heatmap BTC 24h")
    await guest.press(card, "⚙ Filters")
    opened = await guest.again(card)
    assert [b["text"] for b in buttons(opened)][:3] == ["All leverage •", "25x+", "50x+"]
    await guest.press(opened, "50x+")
    filtered = await guest.again(card)
    assert "50x and more" in words(filtered)
    assert "50x+ •" in [b["text"] for b in buttons(filtered)]


async def test_filters_are_words(guest: Someone) -> None:
    card = await guest.ask("/heatmap btc 24h min=75 lev=high ex=bybit")
    assert "opened with 50x and more" in words(card)
    assert "weakest 75 % hidden" in words(card)
    assert "only Bybit" in words(card)


async def test_the_zoom_file_is_html_that_needs_no_network(guest: Someone) -> None:
    card = await guest.ask("/heatmap BTC 24h")
    await guest.press(card, "⤓", wait_s=20)
    sent = (await guest.messages())[-1]
    assert sent["document"]["file_name"] == "helix-BTC-24h.html"


async def test_plus_opens_the_other_windows_and_several_side_by_side(guest: Someone) -> None:
    card = await guest.ask("/heatmap BTC 24h")
    await guest.press(card, "+")
    opened = await guest.again(card)
    assert [b["text"] for b in buttons(opened)] == [
        "14d",
        "90d",
        "180d",
        "1y",
        "🖼 12h + 24h + 3d + 7d side by side",
        "‹ Back",
    ]
    await guest.press(opened, "🖼", wait_s=20)
    sent = (await guest.messages())[-1]
    assert "12h, 24h, 3d, 7d side by side" in words(sent)


async def test_short_history_says_from_when(guest: Someone) -> None:
    card = await guest.ask("/heatmap BTC 30d")
    assert "history from 28 Jan" in words(card)


async def test_an_unknown_coin_gets_the_nearest_names_as_buttons(guest: Someone) -> None:
    card = await guest.ask("/scan dogee 12h")
    assert words(card).startswith("I know no coin “dogee”.")
    await guest.press(card, "DOGE")
    assert words(await guest.again(card)).startswith("DOGE 12h · ")


async def test_a_wrong_window_gets_the_list(guest: Someone) -> None:
    card = await guest.ask("/scan btc 48h")
    assert [b["text"] for b in buttons(card)] == ["12h", "24h", "3d", "7d", "14d", "30d", "90d", "180d", "1y"]
    await guest.press(card, "14d")
    assert words(await guest.again(card)).startswith("BTC 14d · ")


async def test_a_command_without_a_coin_offers_the_largest(guest: Someone) -> None:
    card = await guest.ask("/heatmap")
    assert [b["text"] for b in buttons(card)][:2] == ["BTC", "ETH"]


async def test_the_copy_button_carries_the_levels(guest: Someone) -> None:
    card = await guest.ask("/scan btc 12h")
    copied = next(b["copy_text"]["text"] for b in buttons(card) if "copy_text" in b)
    assert copied.startswith("BTC 12h ")


async def test_the_same_map_asked_by_two_is_uploaded_once(town: Town) -> None:
    first, second = await town.newcomer(), await town.newcomer()
    one = await first.ask("/heatmap aave 3d")
    two = await second.ask("/heatmap aave 3d")
    assert one["photo"][-1]["file_unique_id"] == two["photo"][-1]["file_unique_id"]


async def test_settings_change_language_zone_theme_style_and_window(guest: Someone) -> None:
    card = await guest.ask("/settings")
    for page, value in (("Time zone", "Madrid"), ("Pictures", "light"), ("Messages", "short"), ("Window", "7d")):
        await guest.press(await guest.again(card), page)
        answer = await guest.press(await guest.again(card), value)
        assert answer["text"] == "Saved."
        await guest.press(await guest.again(card), "‹ Back")
    await guest.press(await guest.again(card), "Language")
    await guest.press(await guest.again(card), "Русский")
    scan = await guest.ask("/scan btc")
    assert words(scan).startswith("BTC 7d · ")
    assert "6 фев 13:00" in words(scan)
    assert "Словами" not in words(scan)


async def test_a_city_can_be_written_instead_of_chosen(guest: Someone) -> None:
    card = await guest.ask("/settings")
    await guest.press(card, "Time zone")
    assert "Tokyo, 21:02" in words(await guest.ask("tokyo"))


async def test_forged_and_foreign_presses_get_a_kind_answer(guest: Someone) -> None:
    card = await guest.ask("/scan btc 12h")
    for data in (
        "zzz",
        "c:o:s:BTC:99h:a:a:0:0:0",
        "c:o:s:" + "X" * 40,
        "l:h:BTC:12h:A1:-5:a:0:0",
        "d:999999",
        "\U0001f600",
    ):
        answer = await guest.forge(card, data)
        assert answer["text"]
        assert "Traceback" not in answer["text"]


async def test_an_old_press_still_does_what_it_says(guest: Someone) -> None:
    card = await guest.ask("/scan btc 12h")
    await guest.call("press", chat="bot", message_id=card["message_id"], data=data_of(card, "24h"), age_s=600)

    async def changed() -> bool:
        return words(await guest.again(card)).startswith("BTC 24h")

    await eventually(changed)
