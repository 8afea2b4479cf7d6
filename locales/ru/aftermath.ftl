# Что рынок сделал с уровнями

aftermath-title = 🧭 <b>Что рынок сделал с уровнями</b>, { $since } – { $until }
aftermath-coin = <b>{ $coin }</b>: с { $before } до { $after } ({ $change }). Крупнейшие уровни и когда цена пришла к ним (- = не дошла):
aftermath-liquidated = Принудительных закрытий измерено за это время: лонги { $long }, шорты { $short }{ $floor ->
    [yes] {" "}не меньше.
   *[no] .
}
aftermath-tally = { $coins ->
    [0] Ни у одной монеты нет целого дня цен и уровня.
   *[other] Из { $coins } монет крупнейший уровень достигнут у <b>{ $reached }</b>; такой же далёкий с другой стороны у <b>{ $other }</b>.
}{ $enough ->
    [yes] {" "}Один день – это один день: вся история в /accuracy.
   *[no] {" "}Слишком мало, чтобы судить: вся история в /accuracy.
}
aftermath-none = Вчерашних карт показать нельзя.
aftermath-source = <i>{ $source } · уровни по модели до того, достигнутое измерено · не совет</i>
aftermath-picture = { $coin } 7d, до и после
aftermath-before = до, { $at }
aftermath-after = после, { $at }
