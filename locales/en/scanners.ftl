# What the scanners found, on /top and /scan

movers-title = <b>Movers:</b> the coins that race today
movers-words = <blockquote expandable><b>In words.</b> "24h" = how far price moved since yesterday. "turnover" = how much was traded in that time. "fund 8h" = what longs pay shorts, counted per 8 hours; with a minus shorts pay. "!" = stands out of all coins.</blockquote>
liquidated-title = <b>Liquidated:</b> the most forced closes in { $hours } h
liquidated-since = Heard only since { $at }.
liquidated-words = <blockquote expandable><b>In words.</b> Forced closes the exchanges published in the last { $hours ->
    [one] hour
   *[other] { $hours } hours
}: "longs" were sold, "shorts" were bought back. ">" = at least so much: not every order of a burst is published.</blockquote>
button-hours = { $hours } h

top-why = <blockquote expandable><b>Why in this order.</b> Signals first, then lopsided. Among equals it counts how lopsided a coin is beyond what price's own mean explains, how near and how large the level is, what is fresh, how far wicks go, and the record. The weights are ours, not measured.
    { $reasons }</blockquote>
reason-line = <b>{ $number } { $coin }</b>: { $reason }
reason-share = { $side ->
    [up] { $share } % up
   *[down] { $share } % down
}
reason-beyond = { $points ->
    [one] { $points } point of it not explained by price's own mean
   *[other] { $points } points of it not explained by price's own mean
}
reason-explained = all of it explained by price's own mean
reason-magnet = { $level } { $away }, { $amount }
reason-volume = volume { $ratio }
reason-oi = open interest { $change }
reason-move = 5 min { $change }
reason-wicks = wicks { $beyond } past levels
reason-record = reached { $reached } of { $cases }, the other side { $other }
reason-no-record = record: not measured yet
reason-few-cases = record: too few cases, { $cases }
reason-no-levels = no clear levels

scan-wicks = <b>Wick risk:</b> 3 of 4 wicks went at most { $beyond } past a level and came back ({ $cases ->
    [one] { $cases } case
   *[other] { $cases } cases
}, measured).
scan-lead = { $way ->
    [same] { $leader } usually moves { $minutes } min before { $coin }: corr { $correlation }, n={ $returns }.
   *[other] { $leader } usually moves { $minutes } min before { $coin }, the other way: corr { $correlation }, n={ $returns }.
}

picture-state-no-signal = no signal
picture-state-lopsided = lopsided
picture-state-confirmed = SIGNAL
picture-state-extreme = extreme
picture-state-too-little-data = too little data
