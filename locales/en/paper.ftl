# Paper trading: tickets, orders, positions, accounts

command-long = buy on paper
command-short = sell short on paper
command-positions = my open paper positions
command-orders = my waiting paper orders
command-close = close a paper position
command-account = my paper account and its curve
command-history = my closed paper trades
command-reset = begin again with a new paper account
help-subject-paper = Paper trading
help-paper-more = Stake is what you put in: <code>/long BTC 100 10x</code> is $100 of margin, $1,000 of position. <code>2%</code> is a share of what is available, <code>risk 10</code> lets the stop cost $10. <code>tp 68100 sl 66010</code> are target and stop. All with simulated money.
paper-off = Paper trading is not available here at the moment. Scans, maps and alerts work as usual.
paper-simulated = <i>Simulated money.</i>
paper-source = <i>Simulated money · { $source } · not advice</i>
paper-source-live = live prices
paper-source-recorded = recorded prices
paper-source-simulated = SIMULATED prices
paper-needs-start = Paper trading happens in your private chat: open Helix there once, then tap again.
paper-in-private = Your ticket is in your private chat with me.
paper-span = { $unit ->
    [days] { $days } d { $hours } h
    [hours] { $hours } h { $minutes } min
    [minutes] { $minutes } min
   *[seconds] { $seconds } s
}
start-new-paper = <b>Hi { $name }. I am Helix.</b>
    I estimate at which prices leveraged traders would be closed by force, for { $coins ->
        [one] { $coins } coin
       *[other] { $coins } coins
    }. You see the big levels, try a plan with paper money, and check how often such levels were reached.
start-back-paper = <b>Welcome back, { $name }.</b> { $line }
paper-start-open = Your <b>{ $start } paper account</b> is open. No sign-up, no card.
paper-start-back = Paper { $equity }{ $today ->
    [none] { "" }
   *[other] { " " }· today { $today }
}{ $rank ->
    [none] { "" }
   *[other] , rank { $rank }
} · { $alerts ->
    [0] no alerts set.
    [one] { $alerts } alert set.
   *[other] { $alerts } alerts set.
}

# The ticket

ticket-title = { $side ->
    [long] <b>Paper: LONG { $coin }</b> · simulated money
   *[short] <b>Paper: SHORT { $coin }</b> · simulated money
}
ticket-row-stake = Stake
ticket-row-position = Position { $leverage }
ticket-row-quantity = Quantity
ticket-row-market = { $side ->
    [long] Buy at market
   *[short] Sell at market
}
ticket-row-limit = { $side ->
    [long] Buy at limit
   *[short] Sell at limit
}
ticket-row-target = Target
ticket-row-stop = Stop
ticket-row-liquidation = Liquidation
ticket-win-or-lose = <b>Win { $win } or lose { $lose }</b>, fees of { $fees } in and out included.
ticket-lose-only = <b>Lose { $lose } at the stop</b>, fees of { $fees } in and out included. No target: it stays open until you close it.
ticket-win-only = <b>Win { $win } at the target</b>, fees of { $fees } in and out included. Without a stop only liquidation ends a loss.
ticket-open-end = Fees of { $fees } in and out. No stop and no target: only you, or liquidation, will end it.
ticket-at-most = If price jumps over the stop, at most { $most } is lost: stake and fees.
ticket-at-most-no-stop = At most { $most } is lost: stake and fees.
ticket-funding = Funding at { $at }: you would { $gets ->
    [yes] get
   *[no] pay
} { $dust ->
    [yes] less than
   *[no] about
} { $amount }.
ticket-good-for = <i>Good for 30 s or 0.10 % of price; after that I show it again.</i>
ticket-good-for-limit = <i>Waits in the book until price comes to { $price }. Price is { $now } now.</i>
ticket-opposite = The order is for { $ordered } { $coin }: { $held } close your { $side ->
    [long] long
   *[short] short
} first ({ $gain } after fees), and the rest is what stands above.
ticket-only-closes = This only closes { $part ->
    [all] your
   *[other] { $part } { $coin } of your
} { $side ->
    [long] long
   *[short] short
} of { $held } { $coin }: <b>{ $gain }</b> after fees. Nothing new is opened.
ticket-adds = You hold { $quantity } { $coin } already: this adds to it, and stop and target become those of the whole{ $target ->
    [none] { $stop ->
        [none] { "" }
       *[other] { "" }: { $stop } at the stop
    }
   *[other] { "" }: { $target } at the target{ $stop ->
        [none] { "" }
       *[other] { "" }, { $stop } at the stop
    }
}.
ticket-source = <i>{ $source } · not advice</i>
ticket-moved = Price is { $price } now ({ $change }). Same stop: { $outcome ->
    [both] win { $win } or lose { $lose }.
    [lose] lose { $lose }.
    [win] win { $win }.
   *[none] none set.
}
ticket-changed = The ticket has changed since. Here it is as it stands.
ticket-cancelled = ✖ <b>{ $coin }</b>: not ordered. Nothing happened.
ticket-gone = That ticket is over or not yours. A new one: /long or /short
ticket-sent-already = That one is ordered already.
ticket-no-price = No price for { $coin } { $since ->
    [none] at the moment
   *[other] since { $since }
}, so no trade; I will not guess.
reason-no-contract = the exchange's filters and risk tiers for it are not known here, so it cannot be traded on paper.
ticket-plan-gone = That plan is gone by now: look at the scan again.

button-ride-long = 🟢 Ride: long
button-ride-short = 🔴 Ride: short
button-fade-long = 🟢 Fade: long
button-fade-short = 🔴 Fade: short
button-level-long = 🟢 Long to { $level }
button-level-short = 🔴 Short at { $level }
button-level-long-at = 🟢 Long at { $level }
button-level-short-to = 🔴 Short to { $level }
button-buy = { $side ->
    [long] ✅ Buy
   *[short] ✅ Sell short
}{ $risk ->
    [none] { "" }
   *[other] { " " }· risk { $risk }
}
button-buy-at = { $side ->
    [long] ✅ Buy at { $price }
   *[short] ✅ Sell short at { $price }
}
button-stake = Stake { $stake }
button-risk = Risk $…
button-risk-is = Risk { $risk }
button-stop = Stop…
button-target = Target…
button-trail = Trail…
button-use = Use { $price }
button-use-leverage = Use { $leverage }
button-use-stake = Use { $stake }
button-use-share = Use { $share } %
button-no-stop = No stop
button-no-target = No target
button-no-trail = No trailing
button-type = ✍ Write it
button-stop-share = -{ $share } % · { $price }
button-trail-share = { $share } % behind
button-close = Close
button-half = Half
button-stop-entry = Stop to entry
button-close-coin = ✖ Close { $coin }
button-half-coin = ½ { $coin }
button-manage-coin = ⚙ { $coin }
button-order-cancel = ✖ Cancel order
button-order-move = Move…
button-order-cancel-one = ✖ { $number }
button-order-cancel-all = ✖ Cancel all
button-share = 📤 Share
button-share-to = 📤 Send to a friend
button-map-trade = 🗺 Map with my trade
button-paper-next = 🔥 Next
button-account = 💼 Account
button-positions = 📈 Positions
button-orders = 📋 Orders
button-history = 📜 History
button-csv = ⤓ CSV
button-reset-do = Begin again with { $start }
button-keep = ‹ Keep my account

ask-risk = What may the stop cost? Write dollars, like <code>{ $example }</code>. I size the position so that it costs just that, fees in.
ask-stop = Where is your stop? Your entry is { $price }. Write a price, like <code>{ $example }</code>.
ask-target = Where do you want to take profit? Your entry is { $price }. Write a price, like <code>{ $example }</code>.
ask-trail = How far behind shall the stop follow? Write percent of price, like <code>{ $example }</code>, from 0.1 to 20.
ask-move = Where shall the order wait? Write a price, like <code>{ $example }</code>.
button-never-mind = ✖ Never mind
ask-over = Never mind, then.
ask-odd = “{ $typed }” is no number I can use here. Write one like <code>{ $example }</code>, or go on with the buttons.

# The message that follows an order

paper-card-sent = ⏳ <b>{ $coin }</b>: your order is on its way. It fills at the next price, not at one you could already see.
paper-card-gone = <b>{ $coin }</b>: that order was on another simulated market, which is over.
paper-card-moved = <b>{ $coin }</b>: this goes on further down ↓ <i>Simulated money.</i>
paper-card-handed-on = <b>{ $coin }</b>: a later order added to this position. Its message carries on: /positions
paper-card-dropped = { $refused ->
    [yes] ✖ <b>{ $coin }</b>: the exchange refused the order. Nothing happened.
   *[no] ✖ <b>{ $coin }</b>: the order is cancelled. Nothing was filled.
}
paper-card-resting = ⏳ { $way ->
    [buy] <b>BUY { $quantity } { $coin }</b> waits
   *[sell] <b>SELL { $quantity } { $coin }</b> waits
} at { $price }{ $now ->
    [none] { "" }
   *[other] { " " }· now { $now } ({ $away } away)
}
paper-stop-then = then stop { $price }
paper-target-then = target { $price }
paper-position = ✅ <b>{ $side ->
    [long] LONG
   *[short] SHORT
} { $quantity } { $coin }</b> at { $price } · { $now }
paper-now = now { $price } · <b>{ $gain }</b> after fees
paper-now-unknown = no price at the moment
paper-no-stop = no stop
paper-stop-at = stop { $price } ({ $gain })
paper-trail-at = trailing stop { $price } ({ $gain })
paper-target-at = target { $price } ({ $gain })
paper-liquidation-at = liquidation { $price }
paper-partly = ⏳ { $filled } of { $quantity } filled; the rest { $price ->
    [market] is being filled
   *[other] waits at { $price }
}.
paper-held-since = <i>{ $leverage } · since { $at }</i>
paper-over = { $mark } <b>{ $what }</b> after { $span }: <b>{ $gain }</b>{ $reward }. Account { $equity }.
paper-bell = { $coin } ↑ { $what }: <b>{ $gain }</b>
paper-over-reward = , { $reward } for 1 risked
paper-over-target = Target hit at { $price }
paper-over-stop = Stopped at { $price }
paper-over-trailing = Trailing stop hit at { $price }
paper-over-liquidation = Liquidated at { $price }
paper-over-delisted = Delisted, settled at { $price }
paper-over-closed = Closed at { $price }
paper-trade = { $side ->
    [long] LONG
   *[short] SHORT
} { $quantity } { $coin } { $leverage }, { $entry } to { $exit }
paper-why-liquidated = The mark price reached { $liquidation ->
    [none] your liquidation price
   *[other] { $liquidation }
}: what was left of the stake was just what the exchange requires to be kept. It took the position over at { $bankruptcy }, the price at which the stake is used up. That cost { $cost }, with a fee of { $fee }.
paper-why-taken-over = Price jumped beyond { $bankruptcy }, where the stake is used up. No order fills beyond it: the exchange took the position over at that price, and its insurance fund bore the rest. The trade cost { $cost }, with a last fee of { $fee }.
paper-why-delisted = The exchange ended the contract and settled every position at this price, without a fee.
paper-why-gap = Your stop stood at { $price }: price jumped over it, so it filled at the next price there was.
paper-share-text = { $mark } { $side ->
    [long] LONG
   *[short] SHORT
} { $coin } { $leverage } on paper: { $entry } to { $exit }, { $change } on the stake, { $gain } in simulated money. Try it with a $10,000 paper account of your own, free:
paper-share-how = Send this on:

picture-exit = exit { $price }

# Presses

toast-closing = Closing at the next price.
toast-half = Half is being closed.
toast-half-too-small = Half of it would be below the smallest size the exchange takes ({ $least } { $coin }).
toast-closed-already = That position is closed already.
toast-changed = The position has changed since. Here it is as it stands.
toast-stop-set = Stop at { $price }.
toast-stop-off = No stop any more. Only liquidation ends a loss now.
toast-target-set = Target at { $price }.
toast-target-off = No target any more.
toast-trail-set = The stop follows { $share } % behind.
toast-trail-off = No trailing stop any more.
toast-stop-wrong = { $side ->
    [long] A stop of a long lies below the price, which is { $price } now.
   *[short] A stop of a short lies above the price, which is { $price } now.
}
toast-target-wrong = { $side ->
    [long] A target of a long lies above the price, which is { $price } now.
   *[short] A target of a short lies below the price, which is { $price } now.
}
toast-trail-wrong = From 0.1 % to 20 %.
toast-no-price = No price for { $coin } right now, so I change nothing.
toast-cancelling = Cancelled.
toast-cancelled-all = All waiting orders are being cancelled.
toast-order-gone = That order is gone already.
toast-moving = Moved to { $price }.
toast-refused = Not done: { $why }
toast-sent = Sent.
toast-paper-off = Paper trading is not available here.

# Lists

paper-positions-title = <b>Your paper positions</b>, { $count }
paper-no-positions = <b>No open positions.</b> Open one from a scan, a map's level, or write <code>/long BTC 100 10x</code>.
paper-costs = <i>{ $leverage } · funding at { $at }: { $gets ->
    [yes] you get
   *[no] you pay
} { $dust ->
    [yes] less than
   *[no] about
} { $amount }</i>
paper-costs-unknown = <i>{ $leverage }</i>
paper-orders-title = <b>Your waiting orders</b>, { $count }
paper-no-orders = <b>No waiting orders.</b> A stop, a target or a limit order would stand here.
paper-order-limit = limit
paper-order-market = market
paper-order-target = target
paper-order-stop = stop
paper-order-trailing = trailing stop
paper-order = { $way ->
    [buy] 🟢 buy
   *[sell] 🔴 sell
} { $quantity ->
    [all] all
   *[other] { $quantity }
} { $coin }: { $kind }{ $price ->
    [none] { "" }
   *[other] { " " }{ $price }
}{ $filled ->
    [none] { "" }
   *[other] , { $filled } filled
}
paper-history-title = <b>Your closed paper trades</b>, newest first
paper-no-history = <b>No closed trades yet.</b> The first one will stand here.
paper-history-row = { $number }. { $at } · { $side ->
    [long] long
   *[short] short
} { $coin } { $leverage } · { $entry } to { $exit } · <b>{ $gain }</b>{ $cause ->
    [liquidation] { " " }💥
    [tier-reduction] { " " }💥
    [delisting] { " " }⚑
   *[order] { "" }
}
paper-history-csv = Fills and ledger of paper account { $number }: times in UTC, amounts exact. Simulated money.
paper-close-how = Which position? For example <code>/close BTC</code>, or a part of it: <code>/close BTC 50%</code>.
paper-close-none = You hold no { $coin } on paper. /positions
paper-close-odd = “{ $typed }” is no share. Write it like <code>/close { $coin } 50%</code>.
paper-close-too-small = { $share } % of it would be below the smallest size the exchange takes ({ $least } { $coin }).
paper-close-sent = { $part ->
    [all] Closing your { $coin } position at the next price.
   *[some] Closing { $share } % of your { $coin } position at the next price.
}

# /account, /reset

picture-equity-title = { $name }: paper account
picture-equity-change = { $change } since { $since }
picture-equity-start = start
picture-equity-today = today
picture-equity-won = trade won
picture-equity-lost = trade lost
picture-equity-below = below its peak
picture-equity-dip = deepest dip
picture-equity-trades = trades
picture-equity-won-tile = won
picture-equity-won-of = { $won } of { $trades }
button-curve = 📈 Curve
paper-account-title = 💼 <b>Paper account: { $equity }</b>
paper-account-today = Today { $gain } ({ $change })
paper-account-start = Since { $at }: { $gain } ({ $change }), started with { $start }
paper-account-margin = Margin { $margin }{ $asked ->
    [none] { "" }
   *[other] , held for orders { $asked }
} · available { $available }
paper-account-open = { $positions ->
    [0] No open position
    [one] { $positions } position
   *[other] { $positions } positions
}, { $orders ->
    [0] no order
    [one] { $orders } order
   *[other] { $orders } orders
}
paper-account-no-trades = No closed trades yet.
paper-account-trades = { $capped ->
    [yes] Last { $count } trades, { $won } won ({ $share } %)
   *[no] { $count ->
        [one] { $count } trade
       *[other] { $count } trades
    }, { $won } won ({ $share } %)
}
paper-account-rank = Today's round: rank { $rank }, { $change }
paper-reset-ask = <b>Begin again?</b> Your paper account with { $equity } is closed for good, { $positions ->
    [0] nothing is open
    [one] its { $positions } position is closed at the next price
   *[other] its { $positions } positions are closed at the next price
}, and you leave the running competition. Its trades are not shown any more then: take them along as a file first, /history.
    With how much do you want to begin?
paper-reset-done = ✅ <b>A new paper account with { $start }.</b> The old one is closed; you take part in competitions again from the next bell.
paper-reset-old = That account is closed already.
paper-was-away = I was away for { $minutes } min. Unchanged: { $positions ->
    [0] { "" }
    [one] { $positions } position
   *[other] { $positions } positions
}{ $orders ->
    [0] { "" }
   *[other] { $positions ->
        [0] { "" }
       *[other] { " " }and{ " " }
    }{ $orders ->
        [one] { $orders } order
       *[other] { $orders } orders
    }
}.

# Why the exchange said no

paper-number = { $name } { $value }
paper-number-quantity = size
paper-number-minimum = at least
paper-number-maximum = at most
paper-number-cap = at most
paper-number-trigger = trigger
paper-number-leverage = leverage
paper-number-allowed = allowed
paper-number-need = needed
paper-number-have = have
paper-number-liquidation = liquidation
paper-number-limit = limit
paper-number-price = price
paper-number-margin = margin
paper-number-value = worth
paper-reason-unknown = The exchange gave no reason.
paper-reason-bad-price = That price is not on the contract's grid.
paper-reason-too-small = The size is below the smallest the exchange takes.
paper-reason-under-notional = The position would be worth less than the exchange's minimum.
paper-reason-too-large = The size is above the largest the exchange takes in one order.
paper-reason-no-money = The account does not have that much available.
paper-reason-leverage = So much leverage is not allowed for a position of this size.
paper-reason-wrong-side-rising = Price is above that already.
paper-reason-wrong-side-falling = Price is below that already.
paper-reason-conditional-cap = There are ten conditional orders on this coin already, as many as the exchange allows.
paper-reason-order-cap = There are 500 orders already, as many as the exchange allows.
paper-reason-reduce-only = There is nothing left to close.
paper-reason-would-liquidate = The order lies beyond the liquidation price of the position it would add to.
paper-reason-would-take = It would have been filled at once, and it was asked only to wait.
paper-reason-not-whole = It could not be filled as a whole.
paper-reason-book-empty = The book had no more at an acceptable price.
paper-reason-no-price = No price came in time, so nothing was traded: I do not guess.
paper-reason-price-limit = The price lies outside the band the exchange allows around the mark price.
paper-reason-by-user = You cancelled it.
paper-reason-by-oco = Its other half was filled.
paper-reason-no-position = The position it guarded is gone.
paper-reason-liquidation = The position was liquidated.
paper-reason-tier-reduction = The exchange reduced the position to a lower risk tier.
paper-reason-delisted = The exchange ended the contract.
paper-reason-round-rule = A running competition allows at most 10x and a fifth of the account in one coin. /reset leaves it.
paper-reason-closed-account = That account is closed.
paper-reason-unknown-order = That order is gone already, maybe filled.
paper-reason-has-positions = That can be switched only while nothing is open.
paper-reason-broken = The exchange failed at this and left it out: nothing was changed.

# Why a ticket cannot be ordered as it is

trade-no-price = No price for { $coin } at the moment, so no trade; I will not guess.
trade-bad-leverage = { $leverage } is not possible with { $coin }: from 1x to { $largest }. { $nearest } would work.
trade-leverage-tier = { $leverage } is too much for a position of { $value }: the exchange allows { $largest } at that size. At { $leverage } a stake of up to { $stake } would work.
trade-wrong-side = { $part ->
    [stop] { $side ->
        [long] A stop of a long lies below the entry of { $entry }; { $level } does not.
       *[short] A stop of a short lies above the entry of { $entry }; { $level } does not.
    }
   *[target] { $side ->
        [long] A target of a long lies above the entry of { $entry }; { $level } does not.
       *[short] A target of a short lies below the entry of { $entry }; { $level } does not.
    }
}
trade-round-leverage = The running competition allows at most { $largest }; this has { $leverage }. /reset leaves it.
trade-round-share = The running competition allows { $share } % of the account in one coin, { $largest } now; this would be { $margin }. { $stake ->
    [none] Nothing more of { $coin } fits in.
   *[other] A stake of up to { $stake } would work.
}
trade-target-out-of-reach = A short cannot win { $share } % of its stake: price would have to fall below nothing. At most { $largest } %.
trade-risk-needs-stop = To lose at most { $risk } I need a stop: choose one, and I size the position by it.
trade-risk-impossible = A stop at { $share } % of the stake is not possible at { $leverage }: fees in and out alone are { $fees } %. { $largest ->
    [none] From { $smallest } % on it makes sense.
   *[other] From { $smallest } % on it makes sense, or with { $largest }.
}
trade-stop-too-close = Stop { $stop } is { $away } away from your entry; fees alone are { $fees }. { $sensible ->
    [none] At this leverage no stop before the liquidation makes sense: take less leverage.
   *[other] From { $sensible } on it makes sense: lose at most { $loss }.
}
trade-stop-beyond-liquidation = Stop { $stop } lies beyond the liquidation at { $liquidation }: the stake would be gone before. { $farthest ->
    [none] At this leverage there is no room for a stop: take less leverage.
   *[other] Up to { $farthest } it works.
}
trade-too-small = { $quantity ->
    [none] That buys less than the smallest order, { $smallest } { $coin }.
   *[other] That would be { $quantity } { $coin }; the exchange takes no less than { $smallest }.
}{ " " }A stake from { $stake } on would work{ $leverage ->
    [none] .
   *[other] , or { $leverage }.
}
trade-too-large = That would be { $quantity } { $coin }; the exchange takes at most { $largest } in one order. A stake of up to { $stake } would work.
trade-not-enough = That needs { $needed } with fees; { $available } is available. { $stake ->
    [none] Close something first, or begin again: /reset
   *[other] A stake of up to { $stake } would work.
}

# What was wrong with a trade as it was typed

trade-how = Write it like <code>{ $usage }</code>: coin, stake in dollars, leverage, and if you like a stop (<code>sl</code>) and a target (<code>tp</code>), as a price or in percent of the stake.
trade-coin-missing = <b>Which coin?</b> Tap one, or write it all.
trade-word-unknown = I do not understand “{ $word }”, so I ordered nothing.
trade-number-bad = “{ $word }” does not work: { $flaw ->
    [negative] it is below zero
    [zero] it is zero
    [too-large] it is too large
    [no-number] it is no number
    [over-all] there is only 100 % of what you have
    [unit] that unit does not belong there
   *[not-plain] I read plain numbers like 1,000.50
}.
trade-part-twice = “{ $word }” would be { $part } a second time.
trade-part-empty = The number for { $part } is missing.
trade-too-long = That is too long for one trade: at most { $largest } characters.
trade-part-size = the stake
trade-part-risk = the risk
trade-part-leverage = the leverage
trade-part-stop = the stop
trade-part-target = the target
trade-part-limit = the limit
trade-part-trail = the trailing stop
ticket-trail-later = A trailing stop follows a position: press Trail… once it is filled.
