# Что нашли сканеры, в /top и /scan

movers-title = <b>Движение:</b> монеты, которые сегодня несутся
movers-words = <blockquote expandable><b>Словами.</b> "24h" = насколько сдвинулась цена со вчера. "turnover" = сколько за это время наторговали. "fund 8h" = что лонги платят шортам, в пересчёте на 8 часов; с минусом платят шорты. "!" = выбивается из всех монет.</blockquote>
liquidated-title = <b>Ликвидации:</b> больше всего принудительных закрытий за { $hours } ч
liquidated-since = Слышно только с { $at }.
liquidated-words = <blockquote expandable><b>Словами.</b> Принудительные закрытия, о которых сообщили биржи { $hours ->
    [one] за последний { $hours } час
    [few] за последние { $hours } часа
   *[other] за последние { $hours } часов
}: лонги были проданы, шорты выкуплены. ">" = не меньше: в потоке публикуют не каждый ордер.</blockquote>
button-hours = { $hours } ч

top-why = <blockquote expandable><b>Почему такой порядок.</b> Сначала сигналы, потом перекошенные. Среди равных важно, насколько перекос больше того, что объясняет средняя самой цены, как близок и велик уровень, что подскочило, как далеко заходят тени и что показала статистика. Веса наши, они не измерены.
    { $reasons }</blockquote>
reason-line = <b>{ $number } { $coin }</b>: { $reason }
reason-share = { $side ->
    [up] { $share } % вверх
   *[down] { $share } % вниз
}
reason-beyond = { $points ->
    [one] { $points } пункт не объясняет средняя цены
    [few] { $points } пункта не объясняет средняя цены
   *[other] { $points } пунктов не объясняет средняя цены
}
reason-explained = всё объясняет средняя цены
reason-magnet = { $level } { $away }, { $amount }
reason-volume = объём { $ratio }
reason-oi = открытый интерес { $change }
reason-move = 5 мин { $change }
reason-wicks = тени на { $beyond } за уровни
reason-record = дошла { $reached } из { $cases }, другая сторона { $other }
reason-no-record = статистика: ещё не измерена
reason-few-cases = статистика: слишком мало случаев, { $cases }
reason-no-levels = чётких уровней нет

scan-wicks = <b>Риск тени:</b> 3 из 4 теней зашли за уровень не дальше { $beyond } и вернулись ({ $cases ->
    [one] { $cases } случай
    [few] { $cases } случая
   *[other] { $cases } случаев
}, измерено).
scan-lead = { $way ->
    [same] { $leader } обычно движется на { $minutes } мин раньше { $coin }: корр. { $correlation }, n={ $returns }.
   *[other] { $leader } обычно движется на { $minutes } мин раньше { $coin }, в другую сторону: корр. { $correlation }, n={ $returns }.
}

picture-state-no-signal = нет сигнала
picture-state-lopsided = перекос
picture-state-confirmed = СИГНАЛ
picture-state-extreme = крайность
picture-state-too-little-data = мало данных
