# Shared by all cards

moment = { $day } { $month ->
    [m1] Jan
    [m2] Feb
    [m3] Mar
    [m4] Apr
    [m5] May
    [m6] Jun
    [m7] Jul
    [m8] Aug
    [m9] Sep
    [m10] Oct
    [m11] Nov
   *[m12] Dec
} { $time }
list-and = { $first } and { $last }
window-words = { $window ->
    [w12h] 12 h
    [w24h] 24 h
    [w3d] 3 days
    [w7d] 7 days
    [w14d] 14 days
    [w30d] 30 days
    [w90d] 90 days
    [w180d] 180 days
   *[w1y] year
}
levels-price = price
source-live = { $venues }, live { $at }
source-recorded = { $venues }, recorded { $at }
source-simulated = { $venues }, SIMULATED { $at }
filter-venue = only { $venue }
filter-leverage = { $band ->
    [mid] opened with 25x and more
   *[high] opened with 50x and more
}
filter-weak = weakest { $share } % hidden
all-leverage = all leverage
history-from = history from { $at } only

# Line 1 of a scan

state-no-signal = no signal, { $share } % is even
state-no-levels = no signal, no clear levels
state-lopsided = lopsided, waiting for a spike
state-confirmed = { $side ->
    [up] signal up, confirmed
   *[down] signal down, confirmed
}
state-extreme = extreme, { $share } %: kept apart
state-too-little-data = { $days ->
    [0] too little data: listed today
    [one] too little data: listed { $days } day ago
   *[other] too little data: listed { $days } days ago
}

# /scan

scan-title = <b>{ $coin } { $window }</b> · { $price } · <b>{ $state }</b>
scan-filtered = <i>Shown: { $what }</i>
scan-share = { $side ->
    [above] { $share } % of clustered liquidations within { $band } % lie above ({ $heavy } to { $light }).
   *[below] { $share } % of clustered liquidations within { $band } % lie below ({ $heavy } to { $light }).
}
scan-no-levels = No cluster of liquidations stands within { $band } % of price.
scan-fresh = <b>Fresh:</b> volume { $volume } · open interest { $oi } · 5 min { $move }
scan-ride = <b>Ride to { $level }:</b> { $side ->
    [long] long
   *[short] short
} { $entries }, stop { $stop }, target { $target }. { $wins }
scan-fade = <b>Fade at { $level }:</b> { $side ->
    [long] long
   *[short] short
} { $entries }, stop { $stop }, target { $target }. { $wins }
leg-wins = Wins { $reward } for 1 risked, fees in.
leg-wins-too = Wins { $reward } for 1.
leg-eaten-by-fees = Fees would eat the whole reward: not worth it.
scan-day = <b>24 h:</b> { $what }
day-oi = open interest { $oi } ({ $change })
day-funding = { $hours ->
    [0] funding { $rate }
    [8] funding { $rate }
   *[other] funding { $rate } per { $hours } h
}
day-liquidated = { $since ->
    [all] liquidated: longs { $long }, shorts { $short }
   *[part] liquidated since { $at }: longs { $long }, shorts { $short }
}
record = <b>Record:</b> the largest level was reached within { $within } in { $reached } of { $cases } cases; a level as far away on the other side in { $other }. { $edge }
record-within = { $unit ->
    [hours] { $number } h
   *[days] { $number } days
}
record-edge = { $has ->
    [yes] Edge shown.
   *[no] No edge shown so far.
}
in-words = <blockquote expandable><b>In words.</b> { $words }</blockquote>
words-no-levels = { $coin } has no large group of forced closes near its price on this window. Nothing to lean on: wait, or look at a longer window.
words-story = { $heavier ->
    [short] If { $coin } rises to { $price }, short sellers worth about { $amount } would have to buy. That can push price up until they are gone{ $plan ->
        [yes] : the first plan takes its profit inside { $level }, the second sells there.
       *[no] .
    }
   *[long] If { $coin } falls to { $price }, buyers on credit worth about { $amount } would have to sell. That can push price down until they are gone{ $plan ->
        [yes] : the first plan takes its profit inside { $level }, the second buys there.
       *[no] .
    }
}
words-fresh = { $fresh ->
    [yes] Activity is higher than usual, so something is moving now.
   *[no] Nothing unusual is moving right now.
}
words-record = { $edge ->
    [none] How often such levels are reached is not measured here yet: risk little.
    [yes] So far such levels were reached more often than chance; that can end any day: risk little.
   *[no] But so far such levels were no better than a coin flip: risk little.
}
scan-source = <i>{ $source } · levels modelled from the last { $window }{ $venues ->
    [0] {""}
    [one] , liquidated: { $venues } venue, measured
   *[other] , liquidated: { $venues } venues, measured
} · not advice</i>

# /heatmap

map-title = <b>{ $coin } { $window } map</b> · { $price } · { $share }
map-share = { $side ->
    [above] { $share } % of clusters above
   *[below] { $share } % of clusters below
}
map-no-levels = no clear clusters
map-to-clear = { $direction ->
    [up] Up to { $price } ({ $away }): <b>{ $amount }</b> of { $heavier ->
        [short] shorts
       *[long] longs
    }, { $levels }.
   *[down] Down to { $price } ({ $away }): <b>{ $amount }</b> of { $heavier ->
        [short] shorts
       *[long] longs
    }, { $levels }.
}
map-swept = { $since ->
    [all] Swept in these { $window }, measured: longs { $long }, shorts { $short }.
   *[part] Swept since { $at }, measured: longs { $long }, shorts { $short }.
}
map-how-to-read = <blockquote expandable><b>How to read it.</b> Bright = many forced closings wait there. The band ends where price went through it. Right side: the total you would clear on the way.</blockquote>
map-source = <i>{ $source } · modelled, positions opened in these { $window } · { $shown }</i>
zoom-caption = <b>{ $coin } { $window }</b>: open it in a browser to zoom. Works without a network.
beside-caption = <b>{ $coin }</b>: { $windows } side by side
    <i>{ $source } · modelled</i>
nine-caption = <b>Nine maps, { $window }</b>: { $coins }
    <i>{ $source } · modelled</i>

# Words on pictures

picture-title = Liquidation heatmap
picture-all-venues = All venues
picture-live = LIVE
picture-recorded = RECORDED
picture-simulated = SIMULATED
picture-modelled = MODELLED
picture-share = { $side ->
    [above] { $share } % above
   *[below] { $share } % below
}
picture-price-now = price now
picture-legend = USD per price step
picture-swept = swept
picture-no-data = no data
picture-to-clear = { $amount } to { $price }
picture-to-clear-title = to clear
picture-months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
picture-made-at = { $date }, { $time } { $city }
picture-history = history from { $date }
picture-beside = { $coin }, side by side
picture-nine = Nine maps, { $window }
