# Виртуальная торговля: заявки, позиции, счета

command-long = купить на виртуальном счёте
command-short = продать в шорт на виртуальном счёте
command-positions = мои открытые виртуальные позиции
command-orders = мои активные виртуальные заявки
command-close = закрыть виртуальную позицию
command-account = мой виртуальный счёт и его кривая
command-history = мои закрытые виртуальные сделки
command-reset = начать заново с новым виртуальным счётом
help-subject-paper = Виртуальная торговля
help-paper-more = Ставка — это то, что вы вносите: <code>/long BTC 100 10x</code> — это $100 маржи и позиция на $1,000. <code>2%</code> — доля доступного, с <code>risk 10</code> стоп стоит $10. <code>tp 68100 sl 66010</code> — цель и стоп. Всё на виртуальные деньги.
paper-off = Виртуальная торговля здесь сейчас недоступна. Сканы, карты и оповещения работают как обычно.
paper-simulated = <i>Виртуальные деньги.</i>
paper-source = <i>Виртуальные деньги · { $source } · не совет</i>
paper-source-live = живые цены
paper-source-recorded = записанные цены
paper-source-simulated = СИМУЛИРОВАННЫЕ цены
paper-needs-start = Виртуальная торговля идёт в личном чате: откройте там Helix один раз и нажмите ещё раз.
paper-in-private = Заявка ждёт вас в личном чате со мной.
paper-span = { $unit ->
    [days] { $days } д { $hours } ч
    [hours] { $hours } ч { $minutes } мин
    [minutes] { $minutes } мин
   *[seconds] { $seconds } с
}
start-new-paper = <b>Привет, { $name }. Я Helix.</b>
    Я оцениваю, на каких ценах трейдеров с плечом закроют принудительно, по { $coins ->
        [one] { $coins } монете
       *[other] { $coins } монетам
    }. Вы видите крупные уровни, пробуете план на виртуальные деньги и проверяете, как часто такие уровни достигались.
start-back-paper = <b>С возвращением, { $name }.</b> { $line }
paper-start-open = Ваш <b>виртуальный счёт на { $start }</b> открыт. Без регистрации и карты.
paper-start-back = Виртуальный счёт { $equity }{ $today ->
    [none] { "" }
   *[other] { " " }· сегодня { $today }
}{ $rank ->
    [none] { "" }
   *[other] , место { $rank }
} · { $alerts ->
    [0] оповещений нет.
    [one] стоит { $alerts } оповещение.
    [few] стоят { $alerts } оповещения.
   *[other] стоит { $alerts } оповещений.
}

# Заявка до подтверждения

ticket-title = { $side ->
    [long] <b>ЛОНГ { $coin }</b> · виртуальный счёт
   *[short] <b>ШОРТ { $coin }</b> · виртуальный счёт
}
ticket-row-stake = Stake
ticket-row-position = Position { $leverage }
ticket-row-quantity = Quantity
ticket-row-market = { $side ->
    [long] Buy at market
   *[short] Sell at market
}
ticket-row-limit = { $side ->
    [long] Buy at limit
   *[short] Sell at limit
}
ticket-row-target = Target
ticket-row-stop = Stop
ticket-row-liquidation = Liquidation
ticket-win-or-lose = <b>Выигрыш { $win } или потеря { $lose }</b>, комиссии { $fees } за вход и выход учтены.
ticket-lose-only = <b>Потеря { $lose } на стопе</b>, комиссии { $fees } за вход и выход учтены. Цели нет: позиция открыта, пока вы её не закроете.
ticket-win-only = <b>Выигрыш { $win } на цели</b>, комиссии { $fees } за вход и выход учтены. Без стопа убыток остановит только ликвидация.
ticket-open-end = Комиссии { $fees } за вход и выход. Нет ни стопа, ни цели: закончите только вы или ликвидация.
ticket-at-most = Если цена перескочит стоп, потеря не больше { $most }: ставка и комиссии.
ticket-at-most-no-stop = Потеря не больше { $most }: ставка и комиссии.
ticket-funding = Фандинг в { $at }: вы { $gets ->
    [yes] получили бы
   *[no] заплатили бы
} { $dust ->
    [yes] меньше
   *[no] около
} { $amount }.
ticket-good-for = <i>Действует 30 с или 0.10 % цены; потом покажу заново.</i>
ticket-good-for-limit = <i>Ждёт в стакане, пока цена не придёт к { $price }. Сейчас цена { $now }.</i>
ticket-opposite = Заявка на { $ordered } { $coin }: { $held } сначала закроют ваш { $side ->
    [long] лонг
   *[short] шорт
} ({ $gain } после комиссий), остальное показано выше.
ticket-only-closes = Это только закроет { $part ->
    [all] ваш
   *[other] { $part } { $coin } из вашего
} { $side ->
    [long] { $part ->
        [all] лонг
       *[other] лонга
    }
   *[short] { $part ->
        [all] шорт
       *[other] шорта
    }
} { $held } { $coin }: <b>{ $gain }</b> после комиссий. Новое не откроется.
ticket-adds = У вас уже { $quantity } { $coin }: это добавится, а стоп и цель станут общими{ $target ->
    [none] { $stop ->
        [none] { "" }
       *[other] { "" }: { $stop } на стопе
    }
   *[other] { "" }: { $target } на цели{ $stop ->
        [none] { "" }
       *[other] { "" }, { $stop } на стопе
    }
}.
ticket-source = <i>{ $source } · не совет</i>
ticket-moved = Цена теперь { $price } ({ $change }). Стоп тот же: { $outcome ->
    [both] выигрыш { $win } или потеря { $lose }.
    [lose] потеря { $lose }.
    [win] выигрыш { $win }.
   *[none] не задан.
}
ticket-changed = Заявка с тех пор изменилась. Вот она сейчас.
ticket-cancelled = ✖ <b>{ $coin }</b>: заявка не отправлена. Ничего не произошло.
ticket-gone = Этой заявки уже нет, или она не ваша. Новая: /long или /short
ticket-sent-already = Эта заявка уже отправлена.
ticket-no-price = Нет цены { $coin } { $since ->
    [none] в этот момент
   *[other] с { $since }
}, поэтому сделки нет; гадать я не буду.
reason-no-contract = фильтры и уровни риска биржи для этой монеты здесь неизвестны, поэтому торговать ею на виртуальном счёте нельзя.
ticket-plan-gone = Этого плана уже нет: посмотрите скан ещё раз.

button-ride-long = 🟢 По ходу: лонг
button-ride-short = 🔴 По ходу: шорт
button-fade-long = 🟢 Против: лонг
button-fade-short = 🔴 Против: шорт
button-level-long = 🟢 Лонг до { $level }
button-level-short = 🔴 Шорт от { $level }
button-level-long-at = 🟢 Лонг от { $level }
button-level-short-to = 🔴 Шорт до { $level }
button-buy = { $side ->
    [long] ✅ Купить
   *[short] ✅ Продать в шорт
}{ $risk ->
    [none] { "" }
   *[other] { " " }· риск { $risk }
}
button-buy-at = { $side ->
    [long] ✅ Купить по { $price }
   *[short] ✅ Продать в шорт по { $price }
}
button-stake = На { $stake }
button-risk = Риск $…
button-risk-is = Риск { $risk }
button-stop = Стоп…
button-target = Цель…
button-trail = Трейл…
button-use = Взять { $price }
button-use-leverage = Взять { $leverage }
button-use-stake = Взять { $stake }
button-use-share = Взять { $share } %
button-no-stop = Без стопа
button-no-target = Без цели
button-no-trail = Без трейлинга
button-type = ✍ Написать
button-stop-share = -{ $share } % · { $price }
button-trail-share = отступ { $share } %
button-close = Закрыть
button-half = Половину
button-stop-entry = Стоп на вход
button-close-coin = ✖ Закрыть { $coin }
button-half-coin = ½ { $coin }
button-manage-coin = ⚙ { $coin }
button-order-cancel = ✖ Снять заявку
button-order-move = Перенести…
button-order-cancel-one = ✖ { $number }
button-order-cancel-all = ✖ Снять все
button-share = 📤 Поделиться
button-share-to = 📤 Отправить другу
button-map-trade = 🗺 Карта с моей сделкой
button-paper-next = 🔥 Дальше
button-account = 💼 Счёт
button-positions = 📈 Позиции
button-orders = 📋 Заявки
button-history = 📜 История
button-csv = ⤓ CSV
button-reset-do = Начать заново с { $start }
button-keep = ‹ Оставить мой счёт

ask-risk = Сколько может стоить стоп? Напишите доллары, например <code>{ $example }</code>. Я подберу размер так, чтобы он стоил именно столько, с комиссиями.
ask-stop = Где ваш стоп? Вход { $price }. Напишите цену, например <code>{ $example }</code>.
ask-target = Где забрать прибыль? Вход { $price }. Напишите цену, например <code>{ $example }</code>.
ask-trail = На каком расстоянии стоп должен идти за ценой? Напишите процент от цены, например <code>{ $example }</code>, от 0.1 до 20.
ask-move = Где заявка должна ждать? Напишите цену, например <code>{ $example }</code>.
button-never-mind = ✖ Не нужно
ask-over = Тогда ничего не меняем.
ask-odd = «{ $typed }» — не то число, которое здесь подходит. Напишите, например, <code>{ $example }</code> или продолжайте кнопками.

# Сообщение, которое следует за заявкой

paper-card-sent = ⏳ <b>{ $coin }</b>: заявка в пути. Она исполнится по следующей цене, а не по той, которую вы уже могли видеть.
paper-card-gone = <b>{ $coin }</b>: эта заявка была на другом симулированном рынке, его больше нет.
paper-card-moved = <b>{ $coin }</b>: продолжение ниже ↓ <i>Виртуальные деньги.</i>
paper-card-handed-on = <b>{ $coin }</b>: более поздняя заявка добавила к этой позиции. Её сообщение продолжает: /positions
paper-card-dropped = { $refused ->
    [yes] ✖ <b>{ $coin }</b>: биржа отклонила заявку. Ничего не произошло.
   *[no] ✖ <b>{ $coin }</b>: заявка снята. Ничего не исполнено.
}
paper-card-resting = ⏳ { $way ->
    [buy] <b>ПОКУПКА { $quantity } { $coin }</b> ждёт
   *[sell] <b>ПРОДАЖА { $quantity } { $coin }</b> ждёт
} по { $price }{ $now ->
    [none] { "" }
   *[other] { " " }· сейчас { $now } (до неё { $away })
}
paper-stop-then = затем стоп { $price }
paper-target-then = цель { $price }
paper-position = ✅ <b>{ $side ->
    [long] ЛОНГ
   *[short] ШОРТ
} { $quantity } { $coin }</b> по { $price } · { $now }
paper-now = сейчас { $price } · <b>{ $gain }</b> после комиссий
paper-now-unknown = цены сейчас нет
paper-no-stop = без стопа
paper-stop-at = стоп { $price } ({ $gain })
paper-trail-at = трейлинг-стоп { $price } ({ $gain })
paper-target-at = цель { $price } ({ $gain })
paper-liquidation-at = ликвидация { $price }
paper-partly = ⏳ Исполнено { $filled } из { $quantity }; остаток { $price ->
    [market] исполняется
   *[other] ждёт по { $price }
}.
paper-held-since = <i>{ $leverage } · с { $at }</i>
paper-over = { $mark } <b>{ $what }</b> за { $span }: <b>{ $gain }</b>{ $reward }. Счёт { $equity }.
paper-bell = { $coin } ↑ { $what }: <b>{ $gain }</b>
paper-over-reward = , { $reward } на 1 риска
paper-over-target = Цель достигнута: { $price }
paper-over-stop = Стоп: { $price }
paper-over-trailing = Трейлинг-стоп: { $price }
paper-over-liquidation = Ликвидация: { $price }
paper-over-delisted = Делистинг, расчёт по { $price }
paper-over-closed = Закрыто по { $price }
paper-trade = { $side ->
    [long] ЛОНГ
   *[short] ШОРТ
} { $quantity } { $coin } { $leverage }, { $entry } → { $exit }
paper-why-liquidated = Цена маркировки дошла до { $liquidation ->
    [none] вашей цены ликвидации
   *[other] { $liquidation }
}: от ставки осталось ровно столько, сколько биржа требует держать. Она забрала позицию по { $bankruptcy } — цене, на которой ставка исчерпана. Это стоило { $cost }, включая комиссию { $fee }.
paper-why-taken-over = Цена перескочила за { $bankruptcy }, где ставка исчерпана. Дальше этой цены заявки не исполняются: биржа забрала позицию по ней, а остальное покрыл её страховой фонд. Сделка обошлась в { $cost }, включая последнюю комиссию { $fee }.
paper-why-delisted = Биржа закрыла контракт и рассчитала все позиции по этой цене, без комиссии.
paper-why-gap = Ваш стоп стоял на { $price }: цена его перескочила, поэтому он исполнился по следующей цене, какая была.
paper-share-text = { $mark } { $side ->
    [long] ЛОНГ
   *[short] ШОРТ
} { $coin } { $leverage }: { $entry } → { $exit }, { $change } к ставке, { $gain } виртуальными деньгами. Попробуйте со своим виртуальным счётом на $10,000, бесплатно:
paper-share-how = Перешлите это:
picture-exit = выход { $price }

# Нажатия

toast-closing = Закрываю по следующей цене.
toast-half = Закрываю половину.
toast-half-too-small = Эта часть меньше минимума, который принимает биржа ({ $least } { $coin }).
toast-closed-already = Эта позиция уже закрыта.
toast-changed = Позиция с тех пор изменилась. Вот она сейчас.
toast-stop-set = Стоп на { $price }.
toast-stop-off = Стопа больше нет. Убыток остановит только ликвидация.
toast-target-set = Цель на { $price }.
toast-target-off = Цели больше нет.
toast-trail-set = Стоп идёт следом на { $share } %.
toast-trail-off = Трейлинг-стопа больше нет.
toast-stop-wrong = { $side ->
    [long] Стоп лонга лежит ниже цены, она сейчас { $price }.
   *[short] Стоп шорта лежит выше цены, она сейчас { $price }.
}
toast-target-wrong = { $side ->
    [long] Цель лонга лежит выше цены, она сейчас { $price }.
   *[short] Цель шорта лежит ниже цены, она сейчас { $price }.
}
toast-trail-wrong = От 0.1 % до 20 %.
toast-no-price = Цены { $coin } сейчас нет, поэтому я ничего не меняю.
toast-cancelling = Снята.
toast-cancelled-all = Снимаю все активные заявки.
toast-order-gone = Этой заявки уже нет.
toast-moving = Перенесена на { $price }.
toast-refused = Не сделано: { $why }
toast-sent = Отправлено.
toast-paper-off = Торговли на виртуальном счёте здесь нет.

# Списки

paper-positions-title = <b>Ваши виртуальные позиции</b>, { $count }
paper-no-positions = <b>Открытых позиций нет.</b> Откройте её из скана или с уровня карты, или напишите <code>/long BTC 100 10x</code>.
paper-costs = <i>{ $leverage } · фандинг в { $at }: вы { $gets ->
    [yes] получите
   *[no] заплатите
} { $dust ->
    [yes] меньше
   *[no] около
} { $amount }</i>
paper-costs-unknown = <i>{ $leverage }</i>
paper-orders-title = <b>Ваши активные заявки</b>, { $count }
paper-no-orders = <b>Активных заявок нет.</b> Здесь стояли бы стоп, цель или лимитная заявка.
paper-order-limit = лимит
paper-order-market = по рынку
paper-order-target = цель
paper-order-stop = стоп
paper-order-trailing = трейлинг-стоп
paper-order = { $way ->
    [buy] 🟢 покупка
   *[sell] 🔴 продажа
} { $quantity ->
    [all] всего
   *[other] { $quantity }
} { $coin }: { $kind }{ $price ->
    [none] { "" }
   *[other] { " " }{ $price }
}{ $filled ->
    [none] { "" }
   *[other] , исполнено { $filled }
}
paper-history-title = <b>Ваши закрытые виртуальные сделки</b>, сначала новые
paper-no-history = <b>Закрытых сделок ещё нет.</b> Здесь будет первая.
paper-history-row = { $number }. { $at } · { $side ->
    [long] лонг
   *[short] шорт
} { $coin } { $leverage } · { $entry } → { $exit } · <b>{ $gain }</b>{ $cause ->
    [liquidation] { " " }💥
    [tier-reduction] { " " }💥
    [delisting] { " " }⚑
   *[order] { "" }
}
paper-history-csv = Сделки и журнал виртуального счёта { $number }: время в UTC, суммы точные. Виртуальные деньги.
paper-close-how = Какую позицию? Например <code>/close BTC</code> или её часть: <code>/close BTC 50%</code>.
paper-close-none = На виртуальном счёте у вас нет { $coin }. /positions
paper-close-odd = «{ $typed }» — не доля. Напишите так: <code>/close { $coin } 50%</code>.
paper-close-too-small = { $share } % позиции меньше минимума, который принимает биржа ({ $least } { $coin }).
paper-close-sent = { $part ->
    [all] Закрываю вашу позицию { $coin } по следующей цене.
   *[some] Закрываю { $share } % вашей позиции { $coin } по следующей цене.
}

# /account, /reset

picture-equity-title = { $name }: виртуальный счёт
picture-equity-change = { $change } с { $since }
picture-equity-start = начало
picture-equity-today = сегодня
picture-equity-won = прибыльная сделка
picture-equity-lost = убыточная сделка
picture-equity-below = ниже максимума
picture-equity-dip = просадка
picture-equity-trades = сделок
picture-equity-won-tile = в плюс
picture-equity-won-of = { $won } из { $trades }
button-curve = 📈 Кривая
paper-account-title = 💼 <b>Виртуальный счёт: { $equity }</b>
paper-account-today = Сегодня { $gain } ({ $change })
paper-account-start = С { $at }: { $gain } ({ $change }), в начале было { $start }
paper-account-margin = Маржа { $margin }{ $asked ->
    [none] { "" }
   *[other] , под заявки { $asked }
} · доступно { $available }
paper-account-open = { $positions ->
    [0] Открытых позиций нет
    [one] { $positions } позиция
    [few] { $positions } позиции
   *[other] { $positions } позиций
}, { $orders ->
    [0] заявок нет
    [one] { $orders } заявка
    [few] { $orders } заявки
   *[other] { $orders } заявок
}
paper-account-no-trades = Закрытых сделок ещё нет.
paper-account-trades = { $capped ->
    [yes] Последние { $count } сделок, в плюс { $won } ({ $share } %)
   *[no] { $count ->
        [one] { $count } сделка
        [few] { $count } сделки
       *[other] { $count } сделок
    }, в плюс { $won } ({ $share } %)
}
paper-account-rank = Раунд сегодня: место { $rank }, { $change }
paper-reset-ask = <b>Начать заново?</b> Ваш виртуальный счёт с { $equity } будет закрыт навсегда, { $positions ->
    [0] открытого ничего нет
    [one] его { $positions } позиция закроется по следующей цене
    [few] его { $positions } позиции закроются по следующей цене
   *[other] его { $positions } позиций закроются по следующей цене
}, и вы выйдете из идущего соревнования. Его сделок потом не увидеть: сначала сохраните их файлом, /history.
    С какой суммы начать?
paper-reset-done = ✅ <b>Новый виртуальный счёт на { $start }.</b> Прежний закрыт; в соревнованиях вы снова участвуете со следующего гонга.
paper-reset-old = Этот счёт уже закрыт.
paper-was-away = Меня не было { $minutes } мин. Без изменений: { $positions ->
    [0] { "" }
    [one] { $positions } позиция
    [few] { $positions } позиции
   *[other] { $positions } позиций
}{ $orders ->
    [0] { "" }
   *[other] { $positions ->
        [0] { "" }
       *[other] { " " }и{ " " }
    }{ $orders ->
        [one] { $orders } заявка
        [few] { $orders } заявки
       *[other] { $orders } заявок
    }
}.

# Почему биржа отказала

paper-number = { $name } { $value }
paper-number-quantity = размер
paper-number-minimum = не меньше
paper-number-maximum = не больше
paper-number-cap = не больше
paper-number-trigger = триггер
paper-number-leverage = плечо
paper-number-allowed = разрешено
paper-number-need = нужно
paper-number-have = есть
paper-number-liquidation = ликвидация
paper-number-limit = предел
paper-number-price = цена
paper-number-margin = маржа
paper-number-value = стоимость
paper-reason-unknown = Биржа не назвала причину.
paper-reason-bad-price = Такой цены нет в сетке контракта.
paper-reason-too-small = Размер меньше минимума, который принимает биржа.
paper-reason-under-notional = Позиция стоила бы меньше минимума биржи.
paper-reason-too-large = Размер больше, чем биржа принимает одной заявкой.
paper-reason-no-money = На счёте столько не доступно.
paper-reason-leverage = Такое плечо не разрешено для позиции такого размера.
paper-reason-wrong-side-rising = Цена уже выше.
paper-reason-wrong-side-falling = Цена уже ниже.
paper-reason-conditional-cap = По этой монете уже десять условных заявок, больше биржа не разрешает.
paper-reason-order-cap = Уже 500 заявок, больше биржа не разрешает.
paper-reason-reduce-only = Закрывать уже нечего.
paper-reason-would-liquidate = Заявка лежит за ценой ликвидации позиции, к которой она добавилась бы.
paper-reason-would-take = Она исполнилась бы сразу, а должна была только ждать.
paper-reason-not-whole = Её нельзя было исполнить целиком.
paper-reason-book-empty = В стакане больше не было по приемлемой цене.
paper-reason-no-price = Цена не пришла вовремя, поэтому сделки нет: я не гадаю.
paper-reason-price-limit = Цена вне полосы, которую биржа разрешает вокруг цены маркировки.
paper-reason-by-user = Вы её сняли.
paper-reason-by-oco = Исполнилась её вторая половина.
paper-reason-no-position = Позиции, которую она защищала, уже нет.
paper-reason-liquidation = Позиция ликвидирована.
paper-reason-tier-reduction = Биржа уменьшила позицию до более низкого уровня риска.
paper-reason-delisted = Биржа закрыла контракт.
paper-reason-round-rule = Идущее соревнование разрешает не больше 10x и пятой части счёта в одной монете. /reset выводит из него.
paper-reason-closed-account = Этот счёт закрыт.
paper-reason-unknown-order = Этой заявки уже нет, возможно, она исполнена.
paper-reason-has-positions = Это можно переключить, только пока ничего не открыто.
paper-reason-broken = На этом биржа дала сбой и пропустила его: ничего не изменилось.

# Почему заявку нельзя отправить так

trade-no-price = Цены { $coin } сейчас нет, поэтому сделки нет; гадать я не буду.
trade-bad-leverage = { $leverage } для { $coin } невозможно: от 1x до { $largest }. Подойдёт { $nearest }.
trade-leverage-tier = { $leverage } слишком много для позиции в { $value }: при таком размере биржа разрешает { $largest }. С { $leverage } подойдёт ставка до { $stake }.
trade-wrong-side = { $part ->
    [stop] { $side ->
        [long] Стоп лонга лежит ниже входа { $entry }, а { $level } — нет.
       *[short] Стоп шорта лежит выше входа { $entry }, а { $level } — нет.
    }
   *[target] { $side ->
        [long] Цель лонга лежит выше входа { $entry }, а { $level } — нет.
       *[short] Цель шорта лежит ниже входа { $entry }, а { $level } — нет.
    }
}
trade-round-leverage = Идущее соревнование разрешает не больше { $largest }, а здесь { $leverage }. /reset выводит из него.
trade-round-share = Идущее соревнование разрешает { $share } % счёта в одной монете, сейчас это { $largest }; здесь было бы { $margin }. { $stake ->
    [none] Больше { $coin } не поместится.
   *[other] Подойдёт ставка до { $stake }.
}
trade-target-out-of-reach = Шорт не может выиграть { $share } % ставки: цене пришлось бы упасть ниже нуля. Не больше { $largest } %.
trade-risk-needs-stop = Чтобы потерять не больше { $risk }, нужен стоп: выберите его, и я подберу размер.
trade-risk-impossible = Стоп в { $share } % ставки при { $leverage } невозможен: одни комиссии за вход и выход — { $fees } %. { $largest ->
    [none] Имеет смысл от { $smallest } %.
   *[other] Имеет смысл от { $smallest } % или с { $largest }.
}
trade-stop-too-close = Стоп { $stop } в { $away } от входа; одни комиссии — { $fees }. { $sensible ->
    [none] При таком плече ни один стоп до ликвидации не имеет смысла: возьмите меньше.
   *[other] От { $sensible } он имеет смысл: потеря не больше { $loss }.
}
trade-stop-beyond-liquidation = Стоп { $stop } лежит за ликвидацией на { $liquidation }: ставка сгорела бы раньше. { $farthest ->
    [none] При таком плече для стопа нет места: возьмите меньше.
   *[other] До { $farthest } — можно.
}
trade-too-small = { $quantity ->
    [none] Этого не хватит на наименьшую заявку, { $smallest } { $coin }.
   *[other] Это было бы { $quantity } { $coin }; биржа принимает не меньше { $smallest }.
}{ " " }Подойдёт ставка от { $stake }{ $leverage ->
    [none] .
   *[other] {" "}или { $leverage }.
}
trade-too-large = Это было бы { $quantity } { $coin }; биржа принимает не больше { $largest } одной заявкой. Подойдёт ставка до { $stake }.
trade-not-enough = Нужно { $needed } с комиссиями; доступно { $available }. { $stake ->
    [none] Сначала закройте что-нибудь или начните заново: /reset
   *[other] Подойдёт ставка до { $stake }.
}

# Что не понято в написанной сделке

trade-how = Напишите так: <code>{ $usage }</code>: монета, ставка в долларах, плечо и, если хотите, стоп (<code>sl</code>) и цель (<code>tp</code>), ценой или в процентах ставки.
trade-coin-missing = <b>Какая монета?</b> Нажмите на одну или напишите всё.
trade-word-unknown = Не понимаю «{ $word }», поэтому заявка не отправлена.
trade-number-bad = «{ $word }» не подходит: { $flaw ->
    [negative] это меньше нуля
    [zero] это ноль
    [too-large] это слишком много
    [no-number] это не число
    [over-all] есть только 100 % того, что у вас есть
    [unit] такой единице здесь не место
   *[not-plain] я читаю простые числа, например 1,000.50
}.
trade-part-twice = «{ $word }» — это { $part } во второй раз.
trade-part-empty = Не хватает числа: { $part }.
trade-too-long = Это слишком длинно для одной сделки: не больше { $largest } знаков.
trade-part-size = ставка
trade-part-risk = риск
trade-part-leverage = плечо
trade-part-stop = стоп
trade-part-target = цель
trade-part-limit = лимит
trade-part-trail = трейлинг-стоп
ticket-trail-later = Трейлинг-стоп идёт за позицией: нажмите «Трейл…», когда она откроется.
