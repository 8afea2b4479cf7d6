# /learn: шесть уроков

command-learn = шесть коротких уроков
button-learn = 🎓 Обучение за 6 шагов
learn-home = <b>Обучение за 6 шагов</b> · пройдено { $done } из 6
    В каждом несколько картинок, а потом учебная сделка в знаменитый день. Около двух минут на урок.
learn-home-line = { $state ->
    [done] ✅
    [next] ▶
   *[open] ▫️
} { $number } · { $name }
learn-home-badges = 🏅 Пока { $count ->
    [one] { $count } значок
    [few] { $count } значка
   *[other] { $count } значков
}.
learn-home-graduate = 🎓 <b>Пройдены все шесть.</b> Каждый урок можно повторить с другим выбором.
learn-home-foot = <i>Деньги виртуальные. Преимущество не обещаем. Плечо может стоить всей ставки. 18+, /terms</i>
button-learn-lesson = { $state ->
    [done] ✅ { $number }
   *[open] { $number }
}
button-learn-go = ▶ Урок { $number }: { $name }
button-learn-badges = 🏅 Ваши значки
button-learn-all = 🎓 Все уроки
button-learn-next = Дальше ›
button-learn-practice = Практика ›
button-learn-next-lesson = Урок { $number } ›
button-learn-again = ↻ Попробовать иначе
button-learn-skip = ⏭ Сразу к концу
button-learn-long = 🟢 Лонг
button-learn-short = 🔴 Шорт
button-learn-stop = Стоп { $percent } %
button-learn-target = Цель { $percent } %
button-learn-buy = ✅ { $side ->
    [long] Купить
   *[short] Продать
} · риск { $risk }
learn-running = Повтор идёт. Можно сразу перейти к концу.
learn-private = Уроки только для вас: откройте их в личном чате.
learn-stop-eaten = Стоп { $percent } % ставки — это { $stop }, а одни комиссии за вход и выход — { $fees }. Он закрылся бы сразу. При { $leverage }x выберите больше { $least } %.

learn-name-1 = Уровни и карта
learn-name-2 = Лонг, шорт и 10x
learn-name-3 = Стоп и комиссии
learn-name-4 = Цель и выигрыш
learn-name-5 = Ликвидация и фандинг
learn-name-6 = Сигналы и малый риск
learn-screen = <b>{ $number } · { $name }</b>

learn-text-1-1 = У того, кто торгует на заёмные деньги, есть цена, на которой биржа закроет сделку принудительно: <b>уровень ликвидации</b>. Никого не спрашивают. Лонг продают, шорт выкупают, сразу.
learn-text-1-2 = Карта складывает, где таких цен должно быть много. <b>Ярко = много.</b> Шорты заканчиваются <b>выше</b> цены: A1, A2. Лонги <b>ниже</b>: B1, B2. Это оценка: настоящих никто не публикует.
learn-text-1-3 = Когда цена приходит туда, принудительные ордера толкают её дальше, пока не кончатся: полоса обрывается. Но цена <b>не обязана</b> туда прийти. Как часто приходила, считается по каждой монете: /accuracy
learn-text-2-1 = <b>Лонг</b> зарабатывает, когда цена растёт, <b>шорт</b> — когда падает. В обратную сторону оба теряют. Шорт сначала продаёт, а потом выкупает.
learn-text-2-2 = <b>Ставка</b> — ваши собственные деньги в сделке. <b>Плечо</b> — во сколько раз больше позиция: $100 при 10x движутся как $1,000.
learn-text-2-3 = Значит, 1 % цены — это 10 % ставки, <b>в обе стороны</b>. При 10x движение примерно на 9.5 % против вас забирает её целиком.
learn-text-3-1 = Bybit берёт 0.055 % от <b>позиции</b> на входе и ещё раз на выходе. От ставки это 0.11 % на плечо: при 10x 1.1 %, при 50x 5.5 %.
learn-text-3-2 = <b>Стоп</b> сам закрывает сделку по названной вами цене. Мы меряем его тем, сколько он может потерять с комиссиями: <b>5–10 % ставки</b>. Вы знаете потерю заранее.
learn-text-3-3 = Комиссии забирают свою часть стопа первыми. Остальное — насколько цене можно колебаться. Стоп 1 % при 10x не оставляет <b>ничего</b>: такой стоп отклоняется, с числами.
learn-text-4-1 = Ставьте <b>цель</b> внутрь следующего скопления, между ближним краем и серединой. Там встречается много ордеров, а за ним толчок кончается.
learn-text-4-2 = <b>Выигрыш на единицу риска</b> — сколько получите, делённое на то, сколько потеряете, с комиссиями. Здесь 21.54 / 9.79 = 2.20. Вы видите его перед каждой сделкой.
learn-text-4-3 = Чем дальше цель, тем больше она платит и тем реже достигается. При 1 к 1 надо быть правым в половине случаев, при 5 к 1 — в одном из шести. Даром не даёт ни одна.
learn-text-5-1 = Чем больше плечо, тем ближе <b>ликвидация</b>. При 10x до неё около 9.5 %, при 50x — 1.5 %: один спокойный час.
learn-text-5-2 = Решает <b>цена маркировки</b>, среднее по биржам, а не последняя сделка. Одна случайная сделка никого принудительно не закроет.
learn-text-5-3 = Ликвидация стоит <b>всей ставки и комиссий</b>. Заранее поставленный стоп стоил бы десятую часть. Ставьте его раньше, чем он понадобится.
learn-text-5-4 = <b>Фандинг</b>: раз в несколько часов одна сторона платит другой. Если ставка положительна, платят лонги. Берётся с позиции, а не с вашей ставки, и размер меняется.
learn-text-6-1 = <b>Сигналу</b> нужны два условия: 70–85 % скоплений с одной стороны <b>и</b> свежий всплеск объёма, открытого интереса или цены. Больше 85 % — отдельно.
learn-text-6-2 = Честный вопрос: уровень достигали чаще, чем такой же <b>далёкий с другой стороны</b>? Если поровну, карта ничего не знала. Мы показываем и то и другое и <b>преимущества не обещаем</b>.
learn-text-6-3 = Рискуйте малым, и ошибаться можно часто. Десять потерь подряд оставляют 90 % счёта при 1 % на сделку и 35 % при 10 %.
learn-text-6-4 = Теперь играйте: каждый раунд бесплатный, деньги виртуальные, цены настоящие. Считается изменение счёта с начала раунда. Малый риск живёт дольше. Удачи!

learn-move-covid = 12 мар 2020 · ковидный обвал
learn-move-tesla = 8 фев 2021 · Tesla покупает биткоин
learn-move-may = 19 мая 2021 · майский обвал
learn-move-etf = 23 окт 2023 · слухи об ETF
learn-move-yen = 5 авг 2024 · иена разворачивается
learn-move-october = 10 окт 2025 · каскад
learn-practice = <b>Практика:</b> { $move } · деньги виртуальные
learn-ask-1 = 20:00 UTC. В какую сторону пойдёт цена? Выберите; цель — уровень в 6 %, стоп теряет четверть ставки.
learn-ask-2 = Полдень. Выберите сторону, ставку и плечо. На этот раз без стопа: посмотрите, что делает одно плечо.
learn-ask-3 = Полдень, цена понемногу растёт. Выберите сторону и сколько может потерять стоп.
learn-ask-4 = 01:00, акции в Токио падают. Стоп — 10 % ставки: как далеко ваша цель?
learn-ask-5 = 09:00. Выберите плечо и следите за жёлтой линией. Стопа нет: в этом и урок.
learn-ask-6 = 11:30. Всё решаете вы: сторона, ставка, плечо, стоп, цель. Или риск настолько малый, насколько хотите.
learn-ticket = { $side ->
    [long] ЛОНГ
   *[short] ШОРТ
} BTC по <b>{ $entry }</b> · ставка { $stake }, { $leverage }x = { $position }
learn-ticket-target = Цель { $price }: <b>{ $gain }</b>
learn-ticket-stop = Стоп { $price }: <b>-{ $loss }</b>
learn-ticket-stop-eaten = Стоп { $price }: <b>бессмыслен</b>, одни комиссии { $fees }
learn-ticket-liquidation = Ликвидация { $price } ({ $away }): <b>-{ $loss }</b>
learn-ticket-fees = Комиссии за вход и выход, около { $fees }, учтены.
learn-ticket-reward = Выигрыш на единицу риска: <b>{ $reward }</b>
learn-source = <i>Binance BTCUSDT: открытие, максимум, минимум и закрытие дня настоящие; путь между ними нарисован. Деньги виртуальные, комиссии и ликвидация как на Bybit.</i>
learn-replay = <b>{ $time } UTC</b> · { $side ->
    [long] ЛОНГ
   *[short] ШОРТ
} { $leverage }x от { $entry } · сейчас { $now }
    { $state ->
    [before] День продолжается …
   *[open] <b>{ $net }</b>, если закрыть сейчас, с комиссиями.
}
learn-end-target = 🎯 <b>Цель достигнута на { $price }: { $net }</b> за вычетом комиссий { $fees }.
learn-end-stop = 🛑 <b>Стоп на { $price }: { $net }</b>, из них комиссии { $fees }.
learn-end-liquidation = 💥 <b>Ликвидация на { $price }: { $net }</b>. Ставки больше нет, и комиссий { $fees }.
learn-end-day = 🏁 <b>День кончился. Закрыто на { $price }: { $net }</b> за вычетом комиссий { $fees }.
learn-end-gap = Цена перескочила стоп: он исполнен по следующей цене, какая была.
learn-funding = Фандинг по обычным 0.01 %: { $funding }.
learn-other-side = Другая сторона с тем же выбором: { $net }.
learn-after-1 = В тот вечер цена прошла сквозь все ближние уровни и вернулась. Уровень — это место, а не обещание.
learn-after-2 = Разница только в плече: то же движение цены, другой итог.
learn-after-3 = Тугой стоп теряет мало и часто, широкий редко и много. Со стопом сумма известна заранее.
learn-after-4 = Близкая цель достигается часто и платит мало. Смотрите на выигрыш раньше, чем на график.
learn-after-5 = С половинным плечом жёлтая линия была бы вдвое дальше.
learn-after-6 = Одна сделка ничего не доказывает. Много малых, честно посчитанных, — доказывают.
learn-badge = 🏅 <b>Новый значок: { $name }</b>
learn-graduate = 🎓 <b>Вы прошли все шесть. Новый значок: { $name }</b>

learn-badges = <b>Ваши значки</b> · { $held } из { $all }
learn-badges-none = Пока ни одного: первый даёт первый урок.
learn-badges-newest = Последний: <b>{ $name }</b>, { $at }.
learn-badges-how = Значки дают уроки, виртуальные сделки и раунды. Они нужны только для вашей радости.
badge-lesson-1 = Уровни и карта
badge-lesson-2 = Лонг, шорт и 10x
badge-lesson-3 = Стоп и комиссии
badge-lesson-4 = Цель и выигрыш
badge-lesson-5 = Ликвидация и фандинг
badge-lesson-6 = Сигналы и малый риск
badge-graduate = Курс пройден
badge-first-trade = Первая виртуальная сделка
badge-first-target = Первая достигнутая цель
badge-first-stop = Первый соблюдённый стоп
badge-ten-trades = Десять сделок
badge-calm-week = Неделя без ликвидации
badge-round-joined = Участие в раунде
badge-round-ranked = Место в раунде
badge-top-ten = Десятка лучших
badge-winner = Победа в раунде

# На картинках

picture-learn-title = Обучение за 6 шагов
picture-learn-done = { $done } из 6
picture-learn-home-note = Каждый урок кончается учебной сделкой в знаменитый день.
picture-learn-kicker = Урок { $number } из 6
picture-learn-schematic = СХЕМА
picture-learn-replay = ПОВТОР
picture-learn-simulated = ВИРТУАЛЬНЫЕ ДЕНЬГИ
picture-learn-drawn = Открытие, максимум, минимум и закрытие настоящие; путь между ними нарисован.
picture-learn-badges = Ваши значки
picture-learn-badges-count = { $held } из { $all }
picture-learn-badges-note = За то, что вы узнали и сделали.
picture-learn-entry = Вход
picture-learn-stop = Стоп
picture-learn-target = Цель
picture-learn-liquidation = Ликвидация
picture-learn-verdict = { $end ->
    [target] Цель достигнута
    [stop] Стоп
    [liquidation] Ликвидация
   *[day] Конец дня
}
picture-learn-trade = { $side ->
    [long] ЛОНГ
   *[short] ШОРТ
} { $leverage }x
picture-learn-trader = кто-то купил с 10x
picture-learn-forced = здесь биржа его продаст
picture-learn-price-now = цена сейчас
picture-learn-shorts = здесь кончаются шорты
picture-learn-few-shorts = немного шортов
picture-learn-longs = здесь кончаются лонги
picture-learn-few-longs = немного лонгов
picture-learn-swept = снято: полоса кончилась
picture-learn-waiting = ещё ждёт
picture-learn-note-1-1 = Уровень ликвидации — у одной позиции.
picture-learn-note-1-2 = Ярко = много. Оценка, не публикация.
picture-learn-note-1-3 = Цена может прийти, а может и нет.
picture-learn-sold = Здесь внизу зарабатывает шорт
picture-learn-bought = Здесь вверху зарабатывает лонг
picture-learn-here = вход здесь
picture-learn-note-2-1 = В обратную сторону оба теряют.
picture-learn-stake-head = Ваши $100 — это позиция
picture-learn-note-2-2 = Ставка x плечо = позиция.
picture-learn-move-head = Цена сдвинулась на 1 %: ваши $100 изменятся на
picture-learn-wrong = { $leverage }x, не туда
picture-learn-note-2-3 = Плечо увеличивает и то и другое.
picture-learn-fees-head = Комиссии за вход и выход, от ставки
picture-learn-note-3-1 = 0.055 % позиции, дважды.
picture-learn-stop-head = Сколько стоп может потерять из $100
picture-learn-fees = комиссии { $fees }
picture-learn-stop-row = Стоп { $percent } %
picture-learn-note-3-2 = Потеря с комиссиями известна заранее.
picture-learn-room-head = Насколько цене можно колебаться при 10x
picture-learn-nothing = не остаётся ничего
picture-learn-note-3-3 = Комиссии забирают свою часть первыми.
picture-learn-next-cluster = следующее скопление
picture-learn-note-4-1 = Между ближним краем и серединой.
picture-learn-reward-head = 2.20 на 1 риска, с комиссиями
picture-learn-win = Цель
picture-learn-lose = Стоп
picture-learn-note-4-2 = Обе суммы видны до покупки.
picture-learn-right-head = Как часто надо быть правым
picture-learn-right-row = { $reward } к 1
picture-learn-note-4-3 = Чтобы со временем не терять, с комиссиями.
picture-learn-away-head = Лонг ликвидируют после падения на
picture-learn-note-5-1 = Изолированная маржа, первая ступень риска, правила Bybit.
picture-learn-last = случайная сделка: ничего
picture-learn-mark = решает цена маркировки
picture-learn-note-5-2 = Свечи: цена маркировки. Длинная тень: последняя сделка.
picture-learn-cost-head = Ставка $100 при 10x: чего это стоит
picture-learn-liquidated = Ликвидация
picture-learn-note-5-3 = Ставка, комиссия за вход и за выход.
picture-learn-funding-head = Фандинг 0.01 % каждые 8 ч с $1,000
picture-learn-funding-row = { $span ->
    [once] один раз
    [day] в день
    [week] в неделю
   *[month] 30 дней
}
picture-learn-note-5-4 = Размер меняется, и знак тоже.
picture-learn-signal-head = Доля тяжёлой стороны и что она значит
picture-learn-even = поровну: нет сигнала
picture-learn-waits = ждёт всплеска
picture-learn-confirmed = со всплеском: сигнал
picture-learn-apart = отдельно
picture-learn-note-6-1 = Два условия, оба измерены.
picture-learn-record-head = Достигнут, из 100 случаев (пример)
picture-learn-record-level = Уровень
picture-learn-record-mirror = Так же далеко, с другой стороны
picture-learn-note-6-2 = Поровну: карта ничего не знала. Настоящий счёт: /accuracy
picture-learn-left-head = Что остаётся после десяти потерь подряд
picture-learn-risk-row = { $percent } % на сделку
picture-learn-note-6-3 = От счёта, если каждый раз рисковать той же долей.
picture-learn-rounds = Раунды: бесплатно, виртуальные деньги
picture-learn-note-6-4 = /leaderboard и /compete
