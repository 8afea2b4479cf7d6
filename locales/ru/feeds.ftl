# Что сомнительно в данных: одна короткая строка на карточках и картинках

flags = ⚠️ <b>Данные:</b> { $what }
flags-more = { $count ->
    [one] и ещё { $count }
    [few] и ещё { $count }
   *[other] и ещё { $count }
}
flag-span = { $unit ->
    [minutes] { $number } мин
    [hours] { $number } ч
   *[days] { $number ->
        [one] { $number } день
        [few] { $number } дня
       *[other] { $number } дней
    }
}
flag-venue-left-out = без { $venue }: цена там отличается на { $percent }
flag-oi-refused = открытый интерес { $venue } отклонён: не те единицы
flag-clock = { $ahead ->
    [yes] наши часы спешат на { $span } против { $venue }
   *[no] наши часы отстают на { $span } от { $venue }
}
flag-stale = новых свечей нет уже { $span }
flag-hole = нет данных { $venue } за { $span }
flag-no-volume = на { $venue } нет сделок уже { $span }
flag-disagree = биржи расходятся на { $percent }
flag-ending = { $venue } снимает её с торгов { $at }
flag-young = на { $venue } торгуется { $span }
flag-pre-market = предрынок на { $venue }, нет индексной цены
flag-future-bar = { $venue } прислала свечу из будущего, отклонена
flag-half-candle = { $venue } прислала половину свечи, читаем заново
flag-wick = тень { $percent } на { $venue }
flag-revised-bar = { $venue } изменила закрытую свечу
flag-loading = история загружена на { $share } %
flag-deaf = { $venue } не слышали { $span } за последние сутки

# Почему сказать нечего

reason-history-loading = { $left ->
    [unknown] история ещё загружается, пока { $share } %. Спросите чуть позже.
   *[known] история ещё загружается: { $share } %, осталось около { $span }.
}
reason-just-listed = её только что начали торговать, и первая свеча ещё не закрылась. Спросите через пять минут.
reason-ended = { $known ->
    [yes] её сняли с торгов { $at }.
   *[no] она больше не торгуется.
}
