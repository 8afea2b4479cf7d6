# /signals

button-signals-live = Live
button-signals-waiting = Waiting
button-signals-closed = Closed, 7 days
button-back-signals = ‹ Signals
button-signal = 📍 Signal
button-say-signal = ✅ Say it
button-cancel = ✖ Cancel
signals-title-live = { $signals ->
    [0] <b>No live signal.</b>
    [one] <b>{ $signals } live signal</b> ·
   *[other] <b>{ $signals } live signals</b> ·
} { $waiting ->
    [0] Nothing waits for a spike.
    [one] { $waiting } map is lopsided and waits for a spike.
   *[other] { $waiting } maps are lopsided and wait for a spike.
}
signals-title-waiting = { $signals ->
    [0] <b>Nothing is waiting.</b> No map is lopsided now.
    [one] <b>{ $signals } map waits for a spike:</b> lopsided, and nothing fresh yet
   *[other] <b>{ $signals } maps wait for a spike:</b> lopsided, and nothing fresh yet
}
signals-title-closed = { $signals ->
    [0] <b>No signal ended in 7 days.</b>
    [one] <b>{ $signals } signal ended in 7 days:</b> { $hit } hit, { $stopped } stopped, { $expired } expired
   *[other] <b>{ $signals } signals ended in 7 days:</b> { $hit } hit, { $stopped } stopped, { $expired } expired
}
signals-none-closed = What was confirmed and has ended will stand here, good or bad.
signals-needs = A signal needs { $least }-{ $most } % of the clustered liquidations on one side and, within 5 minutes, a spike: open interest over +{ $oi } % in an hour, or volume over { $ratio }x, or a 5-minute move over { $move } %.
signals-lopsided-now = { $maps ->
    [0] No map is lopsided right now.
    [one] { $maps } map is lopsided right now.
   *[other] { $maps } maps are lopsided right now.
}
signals-in-words = <blockquote expandable><b>In words.</b> The line goes from the stop at the left to the target at the right: "|" is the entry, "o" the price now. Right of the name: its age and the time left. "*" was said by an admin. Behind a closed one: what it won or lost for 1 risked, fees in.</blockquote>
signals-late = <i>You see signals { $minutes } minutes late.</i>
signals-late-group = <i>In a group signals come { $minutes } minutes late; in the private chat at once.</i>
signals-source = <i>{ $source } { $at } · levels modelled, prices measured · not advice</i>
signals-end-hit = hit
signals-end-stopped = stop
signals-end-expired = exp.
signals-end-void = void
signals-long = long
signals-short = short
tally-too-few = { $cases ->
    [0] none has ended yet.
    [one] { $cases } ended: too few to say.
   *[other] { $cases } ended: too few to say.
}
tally = { $hit } of { $cases } hit, { $stopped } stopped, { $expired } expired: { $share } % ({ $low }-{ $high } %).

# One signal

signal-title = <b>{ $coin } { $window } { $side ->
    [long] long
   *[short] short
}</b> · { $price } · <b>{ $state }</b>
signal-state-new = lopsided, waiting for a spike
signal-state-confirmed = confirmed
signal-state-way = { $toward ->
    [target] { $share } % of the way to the target
   *[stop] { $share } % of the way to the stop
}
signal-state-hit = hit after { $after }: { $won } for 1 risked
signal-state-stopped = { $reason ->
    [both-in-one-bar] stopped after { $after }: { $won } for 1 risked. Stop and target fell into one bar; it is read as the stop
   *[other] stopped after { $after }: { $won } for 1 risked
}
signal-state-expired = { $reason ->
    [left-range] over: the sides evened out
    [extreme] over: the imbalance left the range upward
    [turned] over: the other side became the heavier one
    [never-entered] expired: price never came to the entry
    [replaced] over: an admin's signal took its place
    [gap] expired: prices are missing, nobody saw how it went
    [delisted] expired: the coin was delisted
   *[other] expired after { $after }: { $won } for 1 risked
}
signal-plan = <b>Plan:</b> { $side ->
    [long] long
   *[short] short
} { $entries }, stop { $stop }, target { $target }. { $wins }
signal-said-by = Said by an admin, { $name }.
signal-words = “{ $text }”
signal-why = <b>Why:</b> { $side ->
    [above] { $share } % of clustered liquidations lay above ({ $heavy } to { $light }).
   *[below] { $share } % of clustered liquidations lay below ({ $heavy } to { $light }).
}
signal-when-live = Since { $since }; ends { $until } at the latest, in { $left }.
signal-when-ended = From { $since } to { $at }.
signal-record-own = <b>Record, { $coin } { $window }:</b> { $said }
signal-record-all = <b>All signals:</b> { $said }
signal-record-replayed = <b>Last 30 days replayed, { $coin } { $window }:</b> { $said }
signal-record-manual = <b>Admins' signals:</b> { $said }
signal-break-even = Hits and stops alone: it must hit in more than { $share } % of cases to pay.
signal-in-words = <blockquote expandable><b>In words.</b> A signal says two things at once: most of the liquidations near price lie on one side, and something just began to move. The first plan goes with the move and takes its profit inside the level, the second waits there to trade against it. Whether that pays is what the record says; with fewer than 30 ended cases it says nothing.</blockquote>
signal-source = <i>No. { $id } · { $source } { $at } · levels modelled, prices measured · not advice</i>
picture-entry = entry { $price }
picture-stop = stop { $price }
picture-target = target { $price }
signal-gone = There is no such signal, or not for you yet. /signals
post-confirmed = 📍 <b>{ $coin } { $window }: signal { $side ->
    [long] long
   *[short] short
} at { $price }</b>
post-until = Ends { $until } at the latest.
post-ended = <b>{ $coin } { $window } { $side ->
    [long] long
   *[short] short
}:</b> { $state }

# /signal

signal-how = <b>A signal of your own</b>, for example:
    <code>/signal BTC long 66590 stop 66010 target 68100 12h</code>
    Without an entry it is the price now, without a window 12h. Words behind it are shown with it.
signal-missing = I did not find: { $parts }.
signal-part-side = long or short
signal-part-stop = the stop
signal-part-target = the target
signal-wrong-side = { $part ->
    [stop] The stop at { $value } is on the wrong side of { $against ->
        [entry] the entry at { $reference }: { $side ->
            [long] a long needs it lower.
           *[short] a short needs it higher.
        }
       *[price] price, now { $reference }: it would be stopped at once.
    }
   *[target] The target at { $value } is on the wrong side of { $against ->
        [entry] the entry at { $reference }: { $side ->
            [long] a long needs it higher.
           *[short] a short needs it lower.
        }
       *[price] price, now { $reference }: it is reached already.
    }
}
signal-too-far = { $part ->
    [entry] The entry
    [stop] The stop
   *[target] The target
} at { $value } is { $away } away from price, now { $price }. Is that a slip? I take up to 50 %.
signal-slot-taken = { $coin } { $window } has a live signal already: No. { $id }, { $side ->
    [long] long
   *[short] short
}, until { $until }. One lives at a time; take another window.
signal-preview = <b>Say this?</b> { $coin } { $window } { $side ->
    [long] long
   *[short] short
}
signal-row-entry = Entry
signal-row-stop = Stop
signal-row-target = Target
signal-waits-for-entry = Price is { $price } now: it counts from when price comes to the entry.
signal-preview-source = <i>Shown as an admin's, in /signals and in the channel. Ends after { $within } at the latest.</i>
signal-draft-gone = That preview is gone: write it again with /signal.
signal-cancelled = Nothing was said.
signal-said = Said. The channel gets it now.
command-signals = live signals and how they ended
command-signal = say a signal of your own
command-tune = thresholds: try, keep or drop
command-audit = who changed what
