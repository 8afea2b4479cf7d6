# /watch

command-watch = a pinned card that keeps itself up to date
button-watch = 👁 Watch
button-stop-watching = ✖ Stop
watch-title = 👁 <b>Watching { $count ->
    [one] { $count } coin
   *[other] { $count } coins
}</b> · { $window }
watch-told = <b>{ $coin }:</b> { $state ->
    [confirmed] signal, confirmed
    [lopsided] lopsided, waiting for a spike
   *[extreme] extreme, kept apart
}{ $magnet ->
    [none] {""}
   *[other] , largest level { $magnet }
}{ $fresh ->
    [none] {""}
   *[other] , { $fresh }
}
watch-source = <i>{ $source } { $at } · price measured, levels modelled from { $window } · looks again every minute</i>
watch-stale = ⚠️ The last price is { $minutes } min old.
watch-no-price = No price has arrived yet.
watch-how = <b>Watch.</b> A pinned card with your coins that keeps itself up to date:
    <code>/watch BTC ETH SOL</code> or <code>/watch BTC ETH 7d</code>, at most { $most } coins
    <code>/watch stop</code> ends it
watch-many = At most { $most } coins fit on one card, for example <code>/watch BTC ETH SOL</code>.
watch-admins = In a group its admins choose what is watched. In our private chat you can have your own: /watch
watch-not-pinned = I keep the card up to date, but I may not pin messages here. A group admin can allow it.
watch-ended = 👁 This card is no longer kept up to date. /watch
watch-none = Nothing is watched in this chat. For example <code>/watch BTC ETH SOL</code>.
watch-stopped = No longer watching.
watch-begun = Watching { $coin }: the card is below.
watch-added = { $coin } is on your card now.
watch-already = { $coin } is on your card already.
watch-full = Your card is full with { $most } coins: /watch with the ones you want.
