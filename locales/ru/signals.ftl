# /signals

button-signals-live = Живые
button-signals-waiting = Ждут
button-signals-closed = Закрытые, 7 дней
button-back-signals = ‹ Сигналы
button-signal = 📍 Сигнал
button-say-signal = ✅ Объявить
button-cancel = ✖ Отмена
signals-title-live = { $signals ->
    [0] <b>Живых сигналов нет.</b>
    [one] <b>{ $signals } живой сигнал</b> ·
    [few] <b>{ $signals } живых сигнала</b> ·
   *[other] <b>{ $signals } живых сигналов</b> ·
} { $waiting ->
    [0] Всплеска никто не ждёт.
    [one] { $waiting } карта с перекосом ждёт всплеска.
    [few] { $waiting } карты с перекосом ждут всплеска.
   *[other] { $waiting } карт с перекосом ждут всплеска.
}
signals-title-waiting = { $signals ->
    [0] <b>Никто не ждёт.</b> Карт с перекосом сейчас нет.
    [one] <b>{ $signals } карта ждёт всплеска:</b> перекос есть, свежего пока нет
    [few] <b>{ $signals } карты ждут всплеска:</b> перекос есть, свежего пока нет
   *[other] <b>{ $signals } карт ждут всплеска:</b> перекос есть, свежего пока нет
}
signals-title-closed = { $signals ->
    [0] <b>За 7 дней не закрылся ни один сигнал.</b>
    [one] <b>За 7 дней закрылся { $signals } сигнал:</b> цель { $hit }, стоп { $stopped }, истёк { $expired }
    [few] <b>За 7 дней закрылись { $signals } сигнала:</b> цель { $hit }, стоп { $stopped }, истекли { $expired }
   *[other] <b>За 7 дней закрылось { $signals } сигналов:</b> цель { $hit }, стоп { $stopped }, истекли { $expired }
}
signals-none-closed = Здесь будет всё, что было подтверждено и закончилось, хорошее и плохое.
signals-needs = Сигналу нужно { $least }-{ $most } % сгруппированных ликвидаций на одной стороне и за 5 минут всплеск: открытый интерес больше +{ $oi } % за час, или объём больше { $ratio }x, или движение за 5 минут больше { $move } %.
signals-lopsided-now = { $maps ->
    [0] Сейчас перекоса нет ни на одной карте.
    [one] Сейчас перекос на { $maps } карте.
   *[other] Сейчас перекос на { $maps } картах.
}
signals-in-words = <blockquote expandable><b>Словами.</b> Линия идёт от стопа слева к цели справа: «|» это вход, «o» цена сейчас. Справа от имени: возраст и сколько осталось. «*» объявил администратор. У закрытых: сколько выиграно или потеряно на 1 риска, комиссии учтены.</blockquote>
signals-late = <i>Вы видите сигналы с опозданием на { $minutes } минут.</i>
signals-late-group = <i>В группе сигналы приходят с опозданием на { $minutes } минут, в личном чате сразу.</i>
signals-source = <i>{ $source } { $at } · уровни по модели, цены измерены · не совет</i>
signals-end-hit = hit
signals-end-stopped = stop
signals-end-expired = exp.
signals-end-void = void
signals-long = long
signals-short = short
tally-too-few = { $cases ->
    [0] ещё ни один не закончился.
    [one] закончился { $cases }: слишком мало, чтобы судить.
    [few] закончились { $cases }: слишком мало, чтобы судить.
   *[other] закончилось { $cases }: слишком мало, чтобы судить.
}
tally = цель { $hit } из { $cases }, стоп { $stopped }, истекли { $expired }: { $share } % ({ $low }-{ $high } %).

# One signal

signal-title = <b>{ $coin } { $window } { $side ->
    [long] лонг
   *[short] шорт
}</b> · { $price } · <b>{ $state }</b>
signal-state-new = перекос, ждёт всплеска
signal-state-confirmed = подтверждён
signal-state-way = { $toward ->
    [target] { $share } % пути к цели
   *[stop] { $share } % пути к стопу
}
signal-state-hit = цель через { $after }: { $won } на 1 риска
signal-state-stopped = { $reason ->
    [both-in-one-bar] стоп через { $after }: { $won } на 1 риска. Стоп и цель попали в одну свечу, считается стопом
   *[other] стоп через { $after }: { $won } на 1 риска
}
signal-state-expired = { $reason ->
    [left-range] закончен: стороны сравнялись
    [extreme] закончен: перекос вышел за верх диапазона
    [turned] закончен: тяжелее стала другая сторона
    [never-entered] истёк: цена так и не дошла до входа
    [replaced] закончен: его место занял сигнал администратора
    [gap] истёк: цен не хватает, исхода никто не видел
    [delisted] истёк: монету сняли с торгов
   *[other] истёк через { $after }: { $won } на 1 риска
}
signal-plan = <b>План:</b> { $side ->
    [long] лонг
   *[short] шорт
} { $entries }, стоп { $stop }, цель { $target }. { $wins }
signal-said-by = Объявил администратор, { $name }.
signal-words = «{ $text }»
signal-why = <b>Почему:</b> { $side ->
    [above] { $share } % сгруппированных ликвидаций лежало выше ({ $heavy } против { $light }).
   *[below] { $share } % сгруппированных ликвидаций лежало ниже ({ $heavy } против { $light }).
}
signal-when-live = С { $since }; закончится не позже { $until }, через { $left }.
signal-when-ended = С { $since } до { $at }.
signal-record-own = <b>Статистика, { $coin } { $window }:</b> { $said }
signal-record-all = <b>Все сигналы:</b> { $said }
signal-record-replayed = <b>Последние 30 дней заново, { $coin } { $window }:</b> { $said }
signal-record-manual = <b>Сигналы администраторов:</b> { $said }
signal-break-even = Только по целям и стопам: чтобы окупаться, цель нужна больше чем в { $share } % случаев.
signal-in-words = <blockquote expandable><b>Словами.</b> Сигнал говорит сразу о двух вещах: большая часть ликвидаций рядом с ценой лежит на одной стороне, и что-то только что пришло в движение. Первый план идёт с движением и берёт прибыль внутри уровня, второй ждёт там, чтобы торговать против. Окупается ли это, говорит статистика; пока закончилось меньше 30 случаев, она не говорит ничего.</blockquote>
signal-source = <i>№ { $id } · { $source } { $at } · уровни по модели, цены измерены · не совет</i>
picture-entry = вход { $price }
picture-stop = стоп { $price }
picture-target = цель { $price }
signal-gone = Такого сигнала нет, или для вас ещё рано. /signals
post-confirmed = 📍 <b>{ $coin } { $window }: сигнал { $side ->
    [long] лонг
   *[short] шорт
} от { $price }</b>
post-until = Закончится не позже { $until }.
post-ended = <b>{ $coin } { $window } { $side ->
    [long] лонг
   *[short] шорт
}:</b> { $state }

# /signal

signal-how = <b>Свой сигнал</b>, например:
    <code>/signal BTC long 66590 stop 66010 target 68100 12h</code>
    Без входа берётся цена сейчас, без окна 12h. Слова после показываются вместе с ним.
signal-missing = Не нашёл: { $parts }.
signal-part-side = лонг или шорт
signal-part-stop = стоп
signal-part-target = цель
signal-wrong-side = { $part ->
    [stop] Стоп { $value } не с той стороны { $against ->
        [entry] от входа { $reference }: { $side ->
            [long] лонгу он нужен ниже.
           *[short] шорту он нужен выше.
        }
       *[price] от цены, сейчас { $reference }: он сработал бы сразу.
    }
   *[target] Цель { $value } не с той стороны { $against ->
        [entry] от входа { $reference }: { $side ->
            [long] лонгу она нужна выше.
           *[short] шорту она нужна ниже.
        }
       *[price] от цены, сейчас { $reference }: она уже достигнута.
    }
}
signal-too-far = { $part ->
    [entry] Вход
    [stop] Стоп
   *[target] Цель
} { $value } на { $away } от цены, сейчас { $price }. Опечатка? Принимаю до 50 %.
signal-slot-taken = У { $coin } { $window } уже есть живой сигнал: № { $id }, { $side ->
    [long] лонг
   *[short] шорт
}, до { $until }. Живёт один за раз; возьмите другое окно.
signal-preview = <b>Объявить?</b> { $coin } { $window } { $side ->
    [long] лонг
   *[short] шорт
}
signal-row-entry = Entry
signal-row-stop = Stop
signal-row-target = Target
signal-waits-for-entry = Цена сейчас { $price }: считается с того, как она придёт ко входу.
signal-preview-source = <i>Показывается как сигнал администратора, в /signals и в канале. Закончится не позже чем через { $within }.</i>
signal-draft-gone = Этого черновика уже нет: напишите снова, /signal.
signal-cancelled = Ничего не объявлено.
signal-said = Объявлен. Канал получит его сейчас.
command-signals = живые сигналы и чем они кончились
command-signal = объявить свой сигнал
command-tune = пороги: пробовать, оставить, бросить
command-audit = кто что изменил
