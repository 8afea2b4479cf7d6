# Alerts

alert-set-at = I will tell you at { $price }. /alerts
alert-set-before = I will tell you at { $price }, { $percent } % before { $level }. /alerts
alert-set-level = 🔔 Set: <b>{ $coin }</b>, when price comes within { $distance } % of a level stronger than { $strength } % of them ({ $window }).
    I say it once, then keep quiet until price has moved away. All yours: /alerts
alert-limit = You have { $limit ->
    [one] { $limit } alert
   *[other] { $limit } alerts
} already: delete one in /alerts first.
alert-how = <b>Alerts.</b> Tap a level on a map, or write:
    <code>/alert { $coin } 2%</code> when price comes within 2 % of a strong level
    <code>/alert { $coin } 2% 80</code> the same for the strongest fifth of the levels
    <code>/alert { $coin } { $price }</code> at one price
    <code>/alert { $coin } imbalance 80</code> when 80 % of the clusters lie on one side
    <code>/alert { $coin } spike</code> when volume, open interest or price jumps
alert-bad-distance = A distance is between { $least } % and { $most } %, for example <code>/alert { $coin } 2%</code>. A share of one side: <code>/alert { $coin } imbalance 75</code>.
alert-bad-strength = A strength is between 0 and 100, for example <code>/alert { $coin } 2% 80</code>.
alert-needs-start = Alerts go to your private chat: open Helix there once, then tap again.
alert-already-there = Price is at { $price } already.
alerts-title = <b>Your alerts</b>, { $count } of { $limit }
alerts-empty = <b>No alerts set.</b>
alert-line-price = { $coin } { $direction ->
    [rise] ↑
   *[fall] ↓
} { $price } { $level }
alert-line-level = { $coin } { $window } · { $distance } % to a level, strength { $strength }
alert-deleted = Deleted.
alert-gone = That alert is gone already.
alert-fired-price = 🔔 <b>{ $coin } { $price }</b>: your { $target } is reached{ $level ->
    [none] .
   *[other] , level { $level }.
}
alert-fired-level = 🔔 <b>{ $coin } { $price }</b> is { $away } from a level at <b>{ $target }</b>, { $amount } ({ $window }).
alert-fired-source = <i>{ $source } { $at } · level modelled, price measured · not advice</i>
alert-source-live = live
alert-source-recorded = recorded
alert-source-simulated = SIMULATED
alert-none = none
alerts-buttons = A press on ✖ deletes, ⏱ changes how long it keeps quiet after it spoke.
alert-set-price = 🔔 Set: <b>{ $coin }</b> at { $price }, { $away } from here. I say it once. All yours: /alerts
alert-set-imbalance = 🔔 Set: <b>{ $coin }</b>, when { $share } % of its clusters lie on one side ({ $window }).
    I say it once, then keep quiet until it is over. All yours: /alerts
alert-set-spike = 🔔 Set: <b>{ $coin }</b>, when volume, open interest or price jumps.
    I say it once, then keep quiet until it is over. All yours: /alerts
alert-toast-imbalance = I will tell you when { $share } % lie on one side. /alerts
alert-toast-spike = I will tell you when { $coin } jumps. /alerts
alert-bad-share = An imbalance is between { $least } % and { $most } %, for example <code>/alert { $coin } imbalance 75</code>.
alert-bad-price = That is no price. For example <code>/alert { $coin } at { $price }</code>.
alert-there = { $coin } is at { $price } already: name a price above or below it.
alert-line-imbalance = { $coin } { $window } · { $share } % on one side
alert-line-spike = { $coin } · spike
cooldown-minutes = { $number } min
cooldown-hours = { $number } h
button-cooldown = ⏱ { $span }
button-quiet = 🌙 Quiet: { $hours }
button-test-alert = 🧪 Test
button-alert-imbalance = 🔔 { $share } % one side
button-alert-spike = 🔔 Spike
quiet-off = off
quiet-title = <b>Quiet hours: { $hours }</b>, { $city } time.
    What happens then is kept and told in one message when they are over. Choose, or write <code>/alerts 22:30-6:45</code>; <code>/alerts off</code> ends them.
quiet-saved = Quiet { $hours }.
quiet-ended = No quiet hours.
quiet-odd = I read hours like <code>/alerts 22-7</code> or <code>/alerts 22:30-6:45</code>; <code>/alerts off</code> ends them.
alerts-together = 🔔 <b>{ $count } alerts together</b>
alerts-held = 🌙 <b>While it was quiet:</b> { $count ->
    [one] { $count } alert
   *[other] { $count } alerts
}
alerts-more = … and { $count } more.
alert-at-time = { $at } { $what }
alert-test = 🧪 <b>A test.</b> This is how it would look now{ $quiet ->
    [none] :
   *[other] ; during your quiet hours { $quiet } it would wait:
}
alert-test-none = Nothing to test: { $coin } has no levels now.
alert-fired-imbalance = 🔔 <b>{ $coin } { $price }</b>: { $share } % of its clusters lie { $side ->
    [above] above
   *[below] below
} price ({ $window }).
alert-fired-spike = 🔔 <b>{ $coin } { $price }</b>: { $what ->
    [volume] volume { $figure } the usual
    [oi] open interest { $figure } in an hour
   *[move] price { $figure } in 5 minutes
}.
alert-fired-source-spike = <i>{ $source } { $at } · measured · not advice</i>
alert-fired-ended = 🔕 <b>{ $coin }</b> is traded no more: its contract has left the exchange. Your alert has ended ({ $alert }).
alert-fired-source-ended = <i>{ $source } { $at } · from the list of contracts</i>
