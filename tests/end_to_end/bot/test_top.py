"""/top: the board, its pages and where its numbers lead."""

from tests.end_to_end.bot.person import Someone, buttons, words


async def test_top_lists_coins_and_a_number_opens_that_coins_scan(guest: Someone) -> None:
    card = await guest.ask("/top 12h")
    text = words(card)
    assert text.startswith("Top 12h · 6 coins · 6 Feb 06:00")
    assert "Over 85 %, kept apart:" in text
    first = next(line for line in text.splitlines() if line.startswith("1 "))
    await guest.press(card, "1")
    scan = await guest.again(card)
    assert words(scan).startswith(f"{first.split()[1]} 12h · ")
    assert buttons(scan)[-1]["text"] == "‹ Top"
    await guest.press(scan, "‹ Top")
    assert words(await guest.again(card)).startswith("Top 12h")


async def test_top_columns_fit_the_narrowest_phone(guest: Someone) -> None:
    card = await guest.ask("/top 24h")
    block = next(e for e in card["entities"] if e["type"] == "pre")
    lines = words(card).encode("utf-16-le")[block["offset"] * 2 : (block["offset"] + block["length"]) * 2]
    assert all(len(line) <= 34 and line.isascii() for line in lines.decode("utf-16-le").splitlines())


async def test_top_windows_are_buttons_and_words(guest: Someone) -> None:
    card = await guest.ask("/top")
    await guest.press(card, "24h")
    assert words(await guest.again(card)).startswith("Top 24h")
    wrong = await guest.ask("/top 13h")
    assert "“13h” is not one of my windows" in words(wrong)
    await guest.press(wrong, "3d")
    assert words(await guest.again(wrong)).startswith("Top 3d")


async def test_nine_maps_come_as_one_picture(guest: Someone) -> None:
    card = await guest.ask("/top 12h")
    await guest.press(card, "🖼 Nine maps", wait_s=20)
    sent = (await guest.messages())[-1]
    assert sent["photo"]
    assert words(sent).startswith("Nine maps, 12h: ")
    names = [b["text"] for b in buttons(sent)]
    assert names[-1] == "‹ Top"
    coin = names[1].removeprefix("2 ")
    await guest.press(sent, names[1])
    one = await guest.again(sent)
    assert words(one).startswith(f"{coin} 12h map")
    await guest.press(one, "‹ Top")
    assert words((await guest.messages())[-1]).startswith("Top 12h")


async def test_the_other_tabs_show_what_is_measured(guest: Someone) -> None:
    card = await guest.ask("/top 12h")
    await guest.press(card, "Movers")
    movers = await guest.again(card)
    assert words(movers).startswith("Movers: the coins that race today")
    assert "-0.014%" in words(movers)
    await guest.press(movers, "Liquidated")
    liquidated = await guest.again(card)
    assert "$2.0M" in words(liquidated)
    await guest.press(liquidated, "1")
    assert " 12h · " in words(await guest.again(card))


async def test_liquidated_has_an_hour_and_a_day_instead_of_windows(guest: Someone) -> None:
    card = await guest.ask("/top 12h")
    await guest.press(card, "Liquidated")
    day = await guest.again(card)
    assert words(day).startswith("Liquidated: the most forced closes in 24 h")
    assert [b["text"] for b in buttons(day) if b["text"].endswith((" h", " h •"))] == ["1 h", "24 h •"]
    await guest.press(day, "1 h")
    hour = await guest.again(card)
    assert words(hour).startswith("Liquidated: the most forced closes in 1 h")
    assert "Nothing is measured here yet" in words(hour)  # the last ones were two hours ago
    assert "Liquidated •" in [b["text"] for b in buttons(hour)]
    await guest.press(hour, "Signals")
    assert words(await guest.again(card)).startswith("Top 12h")


async def test_top_says_why_each_coin_stands_where_it_stands(guest: Someone) -> None:
    card = await guest.ask("/top 24h")
    text = words(card)
    assert "Why in this order." in text
    first = next(line for line in text.splitlines() if line.startswith("1 "))
    assert f"1 {first.split()[1]}: " in text
    assert "not explained by price's own mean" in text
