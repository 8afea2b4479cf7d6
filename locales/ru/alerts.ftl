# Оповещения

alert-set-at = Скажу на { $price }. /alerts
alert-set-before = Скажу на { $price }, за { $percent } % до { $level }. /alerts
alert-set-level = 🔔 Стоит: <b>{ $coin }</b>, когда цена подойдёт на { $distance } % к уровню сильнее { $strength } % остальных ({ $window }).
    Скажу один раз и замолчу, пока цена не отойдёт. Все ваши: /alerts
alert-limit = У вас уже { $limit ->
    [one] { $limit } оповещение
    [few] { $limit } оповещения
   *[other] { $limit } оповещений
}: сначала удалите одно в /alerts.
alert-how = <b>Оповещения.</b> Коснитесь уровня на карте или напишите:
    <code>/alert { $coin } 2%</code> когда цена подойдёт на 2 % к сильному уровню
    <code>/alert { $coin } 2% 80</code> то же для сильнейшей пятой части уровней
    <code>/alert { $coin } { $price }</code> на одной цене
    <code>/alert { $coin } перекос 80</code> когда 80 % скоплений по одну сторону
    <code>/alert { $coin } всплеск</code> когда подскочит объём, открытый интерес или цена
alert-bad-distance = Расстояние от { $least } % до { $most } %, например <code>/alert { $coin } 2%</code>. Доля одной стороны: <code>/alert { $coin } перекос 75</code>.
alert-bad-strength = Сила от 0 до 100, например <code>/alert { $coin } 2% 80</code>.
alert-needs-start = Оповещения приходят в личный чат: откройте там Helix один раз и нажмите снова.
alert-already-there = Цена уже на { $price }.
alerts-title = <b>Ваши оповещения</b>, { $count } из { $limit }
alerts-empty = <b>Оповещений нет.</b>
alert-line-price = { $coin } { $direction ->
    [rise] ↑
   *[fall] ↓
} { $price } { $level }
alert-line-level = { $coin } { $window } · { $distance } % до уровня, сила { $strength }
alert-deleted = Удалено.
alert-gone = Этого оповещения уже нет.
alert-fired-price = 🔔 <b>{ $coin } { $price }</b>: ваша цена { $target } достигнута{ $level ->
    [none] .
   *[other] , уровень { $level }.
}
alert-fired-level = 🔔 <b>{ $coin } { $price }</b>: { $away } до уровня <b>{ $target }</b>, { $amount } ({ $window }).
alert-fired-source = <i>{ $source } { $at } · уровень по модели, цена измерена · не совет</i>
alert-source-live = сейчас
alert-source-recorded = запись
alert-source-simulated = СИМУЛЯЦИЯ
alert-none = нет
alerts-buttons = ✖ удаляет, ⏱ меняет, сколько молчать после сказанного.
alert-set-price = 🔔 Стоит: <b>{ $coin }</b> на { $price }, { $away } отсюда. Скажу один раз. Все ваши: /alerts
alert-set-imbalance = 🔔 Стоит: <b>{ $coin }</b>, когда { $share } % скоплений окажется по одну сторону ({ $window }).
    Скажу один раз и замолчу, пока это не кончится. Все ваши: /alerts
alert-set-spike = 🔔 Стоит: <b>{ $coin }</b>, когда подскочит объём, открытый интерес или цена.
    Скажу один раз и замолчу, пока это не кончится. Все ваши: /alerts
alert-toast-imbalance = Скажу, когда { $share } % будет по одну сторону. /alerts
alert-toast-spike = Скажу, когда { $coin } подскочит. /alerts
alert-bad-share = Перекос от { $least } % до { $most } %, например <code>/alert { $coin } перекос 75</code>.
alert-bad-price = Это не цена. Например <code>/alert { $coin } на { $price }</code>.
alert-there = { $coin } уже на { $price }: назовите цену выше или ниже.
alert-line-imbalance = { $coin } { $window } · { $share } % по одну сторону
alert-line-spike = { $coin } · всплеск
cooldown-minutes = { $number } мин
cooldown-hours = { $number } ч
button-cooldown = ⏱ { $span }
button-quiet = 🌙 Тишина: { $hours }
button-test-alert = 🧪 Проба
button-alert-imbalance = 🔔 { $share } % с одной стороны
button-alert-spike = 🔔 Всплеск
quiet-off = нет
quiet-title = <b>Тихие часы: { $hours }</b>, время { $city }.
    Что случится тогда, придёт одним сообщением, когда они кончатся. Выберите или напишите <code>/alerts 22:30-6:45</code>; <code>/alerts off</code> убирает их.
quiet-saved = Тишина { $hours }.
quiet-ended = Тихих часов нет.
quiet-odd = Часы пишутся так: <code>/alerts 22-7</code> или <code>/alerts 22:30-6:45</code>; <code>/alerts off</code> убирает их.
alerts-together = 🔔 <b>Сразу оповещений: { $count }</b>
alerts-held = 🌙 <b>Пока было тихо:</b> { $count ->
    [one] { $count } оповещение
    [few] { $count } оповещения
   *[other] { $count } оповещений
}
alerts-more = … и ещё { $count }.
alert-at-time = { $at } { $what }
alert-test = 🧪 <b>Проба.</b> Сейчас это выглядело бы так{ $quiet ->
    [none] :
   *[other] ; в ваши тихие часы { $quiet } подождёт:
}
alert-test-none = Пробовать нечего: у { $coin } сейчас нет уровней.
alert-fired-imbalance = 🔔 <b>{ $coin } { $price }</b>: { $share } % скоплений { $side ->
    [above] выше
   *[below] ниже
} цены ({ $window }).
alert-fired-spike = 🔔 <b>{ $coin } { $price }</b>: { $what ->
    [volume] объём { $figure } от обычного
    [oi] открытый интерес { $figure } за час
   *[move] цена { $figure } за 5 минут
}.
alert-fired-source-spike = <i>{ $source } { $at } · измерено · не совет</i>
alert-fired-ended = 🔕 <b>{ $coin }</b> больше не торгуется: контракт снят с биржи. Ваше оповещение закончилось ({ $alert }).
alert-fired-source-ended = <i>{ $source } { $at } · по списку контрактов</i>
