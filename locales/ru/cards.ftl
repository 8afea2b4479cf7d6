# Общее для всех карточек

moment = { $day } { $month ->
    [m1] янв
    [m2] фев
    [m3] мар
    [m4] апр
    [m5] мая
    [m6] июн
    [m7] июл
    [m8] авг
    [m9] сен
    [m10] окт
    [m11] ноя
   *[m12] дек
} { $time }
list-and = { $first } и { $last }
window-words = { $window ->
    [w12h] 12 ч
    [w24h] 24 ч
    [w3d] 3 дня
    [w7d] 7 дней
    [w14d] 14 дней
    [w30d] 30 дней
    [w90d] 90 дней
    [w180d] 180 дней
   *[w1y] 1 год
}
# Inside <pre> only ASCII lines up on every phone.
levels-price = price
source-live = { $venues }, сейчас { $at }
source-recorded = { $venues }, запись { $at }
source-simulated = { $venues }, СИМУЛЯЦИЯ { $at }
filter-venue = только { $venue }
filter-leverage = { $band ->
    [mid] открытые с плечом 25x и выше
   *[high] открытые с плечом 50x и выше
}
filter-weak = скрыты слабейшие { $share } %
all-leverage = все плечи
history-from = история только с { $at }

# Первая строка

state-no-signal = сигнала нет, { $share } % это поровну
state-no-levels = сигнала нет, нет ясных уровней
state-lopsided = перекос, ждём всплеска
state-confirmed = { $side ->
    [up] сигнал вверх, подтверждён
   *[down] сигнал вниз, подтверждён
}
state-extreme = крайность, { $share } %: отдельно
state-too-little-data = { $days ->
    [0] мало данных: в торгах с сегодня
    [one] мало данных: в торгах { $days } день
    [few] мало данных: в торгах { $days } дня
   *[other] мало данных: в торгах { $days } дней
}

# /scan

scan-title = <b>{ $coin } { $window }</b> · { $price } · <b>{ $state }</b>
scan-filtered = <i>Показано: { $what }</i>
scan-share = { $side ->
    [above] { $share } % сгруппированных ликвидаций в пределах { $band } % выше цены ({ $heavy } против { $light }).
   *[below] { $share } % сгруппированных ликвидаций в пределах { $band } % ниже цены ({ $heavy } против { $light }).
}
scan-no-levels = В пределах { $band } % от цены нет скоплений ликвидаций.
scan-fresh = <b>Сейчас:</b> объём { $volume } · открытый интерес { $oi } · 5 мин { $move }
scan-ride = <b>По ходу к { $level }:</b> { $side ->
    [long] лонг
   *[short] шорт
} { $entries }, стоп { $stop }, цель { $target }. { $wins }
scan-fade = <b>Против хода на { $level }:</b> { $side ->
    [long] лонг
   *[short] шорт
} { $entries }, стоп { $stop }, цель { $target }. { $wins }
leg-wins = Выигрыш { $reward } на 1 риска, с комиссиями.
leg-wins-too = Выигрыш { $reward } на 1.
leg-eaten-by-fees = Комиссии съедят всю прибыль: не стоит.
scan-day = <b>24 ч:</b> { $what }
day-oi = открытый интерес { $oi } ({ $change })
day-funding = { $hours ->
    [0] фандинг { $rate }
    [8] фандинг { $rate }
   *[other] фандинг { $rate } за { $hours } ч
}
day-liquidated = { $since ->
    [all] ликвидировано: лонги { $long }, шорты { $short }
   *[part] ликвидировано с { $at }: лонги { $long }, шорты { $short }
}
record = <b>Статистика:</b> крупнейший уровень был достигнут за { $within } в { $reached } из { $cases } случаев; такой же далёкий уровень с другой стороны в { $other }. { $edge }
record-within = { $unit ->
    [hours] { $number } ч
   *[days] { $number } дн.
}
record-edge = { $has ->
    [yes] Преимущество показано.
   *[no] Преимущества пока не видно.
}
in-words = <blockquote expandable><b>Словами.</b> { $words }</blockquote>
words-no-levels = У { $coin } в этом окне нет крупного скопления принудительных закрытий рядом с ценой. Опереться не на что: подождите или возьмите окно длиннее.
words-story = { $heavier ->
    [short] Если { $coin } вырастет до { $price }, продавцам в шорт примерно на { $amount } придётся покупать. Это может толкать цену вверх, пока они не кончатся{ $plan ->
        [yes] : первый план забирает прибыль внутри { $level }, второй там продаёт.
       *[no] .
    }
   *[long] Если { $coin } упадёт до { $price }, покупателям с плечом примерно на { $amount } придётся продавать. Это может толкать цену вниз, пока они не кончатся{ $plan ->
        [yes] : первый план забирает прибыль внутри { $level }, второй там покупает.
       *[no] .
    }
}
words-fresh = { $fresh ->
    [yes] Активность выше обычной, значит, что-то движется прямо сейчас.
   *[no] Ничего необычного сейчас не движется.
}
words-record = { $edge ->
    [none] Как часто такие уровни достигаются, здесь ещё не измерено: рискуйте малым.
    [yes] Пока такие уровни достигались чаще случайного; это может кончиться в любой день: рискуйте малым.
   *[no] Но пока такие уровни были не лучше подброшенной монеты: рискуйте малым.
}
scan-source = <i>{ $source } · уровни по модели за { $window }{ $venues ->
    [0] {""}
    [one] , ликвидации: { $venues } биржа, измерено
    [few] , ликвидации: { $venues } биржи, измерено
   *[other] , ликвидации: { $venues } бирж, измерено
} · не совет</i>

# /heatmap

map-title = <b>Карта { $coin } { $window }</b> · { $price } · { $share }
map-share = { $side ->
    [above] { $share } % скоплений выше
   *[below] { $share } % скоплений ниже
}
map-no-levels = ясных скоплений нет
map-to-clear = { $direction ->
    [up] Вверх до { $price } ({ $away }): <b>{ $amount }</b> { $heavier ->
        [short] шортов
       *[long] лонгов
    }, { $levels }.
   *[down] Вниз до { $price } ({ $away }): <b>{ $amount }</b> { $heavier ->
        [short] шортов
       *[long] лонгов
    }, { $levels }.
}
map-swept = { $since ->
    [all] Снято за { $window }, измерено: лонги { $long }, шорты { $short }.
   *[part] Снято с { $at }, измерено: лонги { $long }, шорты { $short }.
}
map-how-to-read = <blockquote expandable><b>Как читать.</b> Ярко = там ждёт много принудительных закрытий. Полоса кончается там, где цена через неё прошла. Справа: сумма, которую снимет цена по пути.</blockquote>
map-source = <i>{ $source } · по модели, позиции, открытые за { $window } · { $shown }</i>
zoom-caption = <b>{ $coin } { $window }</b>: откройте в браузере, чтобы увеличить. Работает без сети.
beside-caption = <b>{ $coin }</b>: { $windows } рядом
    <i>{ $source } · по модели</i>
nine-caption = <b>Девять карт, { $window }</b>: { $coins }
    <i>{ $source } · по модели</i>

# Слова на картинках

picture-title = Карта ликвидаций
picture-all-venues = Все биржи
picture-live = СЕЙЧАС
picture-recorded = ЗАПИСЬ
picture-simulated = СИМУЛЯЦИЯ
picture-modelled = МОДЕЛЬ
picture-share = { $side ->
    [above] { $share } % выше
   *[below] { $share } % ниже
}
picture-price-now = цена сейчас
picture-legend = USD на шаг цены
picture-swept = снято
picture-no-data = нет данных
picture-to-clear = { $amount } до { $price }
picture-to-clear-title = снять по пути
picture-months = янв фев мар апр мая июн июл авг сен окт ноя дек
picture-made-at = { $date }, { $time } { $city }
picture-history = история с { $date }
picture-beside = { $coin }, окна рядом
picture-nine = Девять карт, { $window }
