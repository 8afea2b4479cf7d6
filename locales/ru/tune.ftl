# /tune

tune-all-coins = Все
button-audit = 📜 Изменения
button-tune = ‹ Пороги
button-tune-default = Вернуть исходный
button-tune-keep = ✅ Оставить { $value }
button-tune-drop = ✖ Бросить
tune-knob = { $name ->
    [volume_ratio] Объём
    [oi_change_1h] Открытый интерес
    [move_5m] Ход за 5 минут
    [lopsided_from] Перекос от
   *[extreme_over] Крайность свыше
}
tune-title = <b>Из чего выходит сигнал</b>, { $coin ->
    [all] все монеты
   *[other] { $coin }
}
tune-line = { $name ->
    [volume_ratio] Объём больше <b>{ $value }</b> от часа до этого
    [oi_change_1h] или открытый интерес больше <b>{ $value }</b> за час
    [move_5m] или движение за 5 минут больше <b>{ $value }</b>
    [lopsided_from] Перекос от <b>{ $value }</b>
   *[extreme_over] Крайность свыше <b>{ $value }</b>
}{ $set ->
    [yes] {" "}(задано здесь)
   *[no] {""}
}
tune-month = <b>Последние 30 дней с этими порогами:</b> сигналов { $signals }; { $said }
tune-how = Нажмите на порог или напишите <code>/tune volume 2.0</code>, <code>/tune BTC oi 4%</code>.
tune-knob-title = <b>{ $name }</b>, { $coin ->
    [all] все монеты
   *[other] { $coin }
}: сейчас { $value }
tune-knob-words = { $name ->
    [volume_ratio] Объём последних 5 минут против среднего 12 свечей до них: свежо, если больше этого.
    [oi_change_1h] Открытый интерес против часа назад: свежо, если вырос больше этого.
    [move_5m] Насколько цена ушла за 5 минут в любую сторону: свежо, если дальше этого.
    [lopsided_from] Доля сгруппированных ликвидаций на тяжёлой стороне, с которой карта считается перекошенной.
   *[extreme_over] Доля, выше которой карта «крайность» и стоит отдельно: сигнала нет.
}
tune-knob-how = От { $least } до { $most }. Нажмите значение, чтобы увидеть, что оно дало бы; пока ничего не меняется.
tune-try-title = <b>{ $name }: { $becomes } вместо { $was }?</b> { $coin ->
    [all] Все монеты, последние 30 дней:
   *[other] { $coin }, последние 30 дней:
}
tune-nothing-yet = { $coin ->
    [all] Прошлый месяц ещё просматривается: ни одна монета не готова. Попробуйте через несколько минут или оставьте вслепую.
   *[other] Прошлый месяц { $coin } ещё не просмотрен. Попробуйте позже или оставьте вслепую.
}
tune-verdict = { $verdict ->
    [same] Ничего бы не изменилось.
    [few] С одной из сторон закончилось меньше 30: слишком мало, чтобы судить.
    [more] За эти 30 дней было верно чаще: интервалы не пересекаются.
    [less] За эти 30 дней было верно реже: интервалы не пересекаются.
   *[overlap] Разницы не видно: интервалы пересекаются.
}
tune-covered = Просмотрено: { $coins ->
    [one] { $coins } монета
    [few] { $coins } монеты
   *[other] { $coins } монет
}, { $windows }; с { $since } до { $until }, крупнейший контракт каждой.
tune-caution = <i>won for 1: средний итог на 1 риска, комиссии учтены. Проверено на тех же днях, по которым выбрано: следующие могут быть другими.</i>
tune-source = <i>{ $source } { $at } · уровни по модели, цены измерены</i>
tune-row-value = {"now / tried"}
tune-row-signals = signals
tune-row-hit = hit
tune-row-stopped = stopped
tune-row-expired = expired
tune-row-open = still open
tune-row-share = hit share
tune-row-interval = 95 % range
tune-row-won = won for 1
tune-out-of-bounds = { $name ->
    [lopsided_from] «Перекос от» бывает от { $least } до { $most } и ниже «крайности».
    [extreme_over] «Крайность свыше» бывает от { $least } до { $most } и выше «перекоса от».
   *[other] Этот порог бывает от { $least } до { $most }.
}
tune-kept = Оставлено: все процессы получат это за секунды. Записано в /audit.
tune-kept-already = Так уже и есть.
tune-dropped = Брошено: ничего не изменилось.

# /audit

audit-title = { $changes ->
    [one] <b>{ $changes } изменение</b>, новые сверху
    [few] <b>{ $changes } изменения</b>, новые сверху
   *[other] <b>{ $changes } изменений</b>, новые сверху
}
audit-empty = <b>Пока ничего не меняли.</b> Здесь будут пороги (/tune) и сигналы администраторов.
audit-line = { $at } <b>{ $name }</b>: { $subject }, { $was } → { $becomes }
audit-line-new = { $at } <b>{ $name }</b>: { $action } { $subject }, { $becomes }
audit-default = (исходный)
audit-source = <i>Строки только добавляются. Менять их база данных отказывается.</i>
