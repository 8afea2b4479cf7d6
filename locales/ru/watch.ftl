# /watch

command-watch = закреплённая карточка, которая обновляется сама
button-watch = 👁 Следить
button-stop-watching = ✖ Стоп
watch-title = 👁 <b>Слежу: { $count ->
    [one] { $count } монета
    [few] { $count } монеты
   *[other] { $count } монет
}</b> · { $window }
watch-told = <b>{ $coin }:</b> { $state ->
    [confirmed] сигнал подтверждён
    [lopsided] перекос, жду всплеска
   *[extreme] крайность, отдельно
}{ $magnet ->
    [none] {""}
   *[other] , крупнейший уровень { $magnet }
}{ $fresh ->
    [none] {""}
   *[other] , { $fresh }
}
watch-source = <i>{ $source } { $at } · цена измерена, уровни по модели за { $window } · смотрю каждую минуту</i>
watch-stale = ⚠️ Последней цене { $minutes } мин.
watch-no-price = Цен ещё не было.
watch-how = <b>Слежение.</b> Закреплённая карточка с вашими монетами, которая обновляется сама:
    <code>/watch BTC ETH SOL</code> или <code>/watch BTC ETH 7d</code>, не больше { $most } монет
    <code>/watch stop</code> заканчивает
watch-many = На карточку помещается не больше { $most } монет, например <code>/watch BTC ETH SOL</code>.
watch-admins = В группе, за чем следить, выбирают её администраторы. В личном чате можно завести свою: /watch
watch-not-pinned = Карточка обновляется, но закреплять здесь мне нельзя. Это может разрешить администратор группы.
watch-ended = 👁 Эта карточка больше не обновляется. /watch
watch-none = В этом чате ни за чем не слежу. Например <code>/watch BTC ETH SOL</code>.
watch-stopped = Больше не слежу.
watch-begun = Слежу за { $coin }: карточка ниже.
watch-added = { $coin } теперь на вашей карточке.
watch-already = { $coin } уже на вашей карточке.
watch-full = На карточке уже { $most } монет: /watch с теми, что нужны.
