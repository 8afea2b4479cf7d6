# Настоящие счета на Hyperliquid

whales-title = <b>Киты { $coin }: лонг { $long }, шорт { $short }</b>, { $count ->
    [one] { $count } позиция
    [few] { $count } позиции
   *[other] { $count } позиций
}
whales-coverage = Видно: <b>{ $share } %</b> открытого интереса Hyperliquid, считая обе стороны.
whales-no-coverage = Доля неизвестна: Hyperliquid не дал открытого интереса.
whales-old = ⚠ Ничего нового уже { $minutes } мин: Hyperliquid не отвечает или его не спрашивают.
whales-in-words = <blockquote expandable><b>Словами.</b> L — купил, S — продал; "ends" — где счёт закроют принудительно и как далеко это от цены. Позиции настоящие и публичные, но одной биржи и только крупнейших счетов. При кросс-марже этот конец двигается вместе с остальным счётом, и счёт может хеджироваться в другом месте.</blockquote>
whales-source = <i>Только Hyperliquid, сейчас { $at } · измерено · под наблюдением { $accounts ->
    [one] { $accounts } публичный счёт
    [few] { $accounts } публичных счёта
   *[other] { $accounts } публичных счетов
} · не совет</i>
whales-pick-coin = <b>Киты какой монеты?</b> Нажмите или напишите: <code>/whales BTC</code>
whales-layer-line = 🐋 <b>Киты, измерено, только Hyperliquid:</b> { $count ->
    [0] на этой картинке не закроется никто
    [one] { $count } закроется на этой картинке, лонги { $long }, шорты { $short }
   *[other] { $count } закроются на этой картинке, лонги { $long }, шорты { $short }
}; видно { $covered } % её открытого интереса.
reason-whales-not-live = цены здесь симулированы или записаны, а на таком рынке публичных счетов нет.
reason-whales-none = ни у одного из наблюдаемых публичных счетов её нет, или их ещё не прочли.
levels-whales-entry = in
levels-whales-ends = ends
command-whales = крупные настоящие позиции на Hyperliquid
button-whales-layer = { $state ->
    [on] 🐋 Киты: вкл.
   *[off] 🐋 Киты: выкл.
}
button-whales-map = 🗺 На карте
picture-whales = концы китов, измерено, Hyperliquid
