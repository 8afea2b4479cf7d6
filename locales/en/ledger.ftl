# The accuracy ledger: heads, /accuracy

day-words = { $day } { $month ->
    [m1] January
    [m2] February
    [m3] March
    [m4] April
    [m5] May
    [m6] June
    [m7] July
    [m8] August
    [m9] September
    [m10] October
    [m11] November
   *[m12] December
} { $year }

month-words = { $month ->
    [m1] January
    [m2] February
    [m3] March
    [m4] April
    [m5] May
    [m6] June
    [m7] July
    [m8] August
    [m9] September
    [m10] October
    [m11] November
   *[m12] December
} { $year }

head-title = <b>The ledger's head of { $day }</b>
head-kept = { $coins ->
    [0] No map was frozen that day; { $entries } entries in all.
    [one] { $maps } maps of { $coins } coin were frozen before their hours; { $entries } entries in all.
   *[other] { $maps } maps of { $coins } coins were frozen before their hours; { $entries } entries in all.
}
head-line = <code>{ $line }</code>
head-before = The head before: <code>{ $head }…</code>
head-how = <blockquote expandable><b>What this is for.</b> Every map is kept before its hour begins, each with a fingerprint that covers all before it. This line is the fingerprint of the whole ledger at the end of the day. Whoever has it can prove later that nobody made old maps look better: <code>helix ledger verify --heads FILE</code>, with lines like this one in the file.</blockquote>
head-source = <i>{ $source } · measured, not advice · days are UTC</i>

record-too-little = <b>Record:</b> too little data so far: { $cases } of { $needed } cases.
record-filtered = <b>Record:</b> measured without filters only.
record-unmeasured = <b>Record:</b> too little data so far: not measured yet.

verdict = { $verdict ->
    [edge] Edge shown.
    [no-edge] No edge shown so far.
   *[too-little] Too little data so far.
}
verdict-short = { $verdict ->
    [edge] edge shown
    [no-edge] no edge shown so far
   *[too-little] too little data
}
accuracy-all-title = <b>How good were the maps?</b> { $edge ->
    [0] No edge shown on any coin so far.
    [one] Edge shown on { $edge } coin of { $coins }.
   *[other] Edge shown on { $edge } coins of { $coins }.
}
accuracy-all-little = <b>How good were the maps?</b> Too little data so far on every coin.
accuracy-all-none = <b>How good were the maps?</b> Too little data so far: no hour was scored yet. Each hour is scored a few minutes after it ends.
accuracy-all-where = <b>Where</b> will positions be closed, an hour ahead? Edge on { $edge } coins, none so far on { $none }, too little data on { $little }.
accuracy-all-much = <b>How much</b> is closed, given the way price went? Edge on { $edge } coins, none so far on { $none }, too little data on { $little }.
accuracy-all-where-figures = Strongest tenth of prices: map { $map } %, distance alone { $distance } %, best rules (B8) { $rules } % of what was closed there.
accuracy-all-much-figures = Rank agreement (1 is perfect): map { $map }, distance alone { $distance }, best rules (B8) { $rules }.
accuracy-all-range = Beside its best rival: { $best } { $ahead } at best, { $worst } { $behind } at worst, in points.
accuracy-all-kept = <b>Kept:</b> { $frozen } maps frozen before their hour since { $since }. { $counted } hours count; { $out } left out for gaps, { $missed } missed.
accuracy-head = <b>Head of { $day }:</b> entry { $number }, <code>{ $hash }…</code>
accuracy-head-none = The first day's head is posted after midnight UTC.
accuracy-all-source = <i>{ $source } · measured, forced closes as the venues told them · until { $at }</i>
accuracy-coin-title = <b>{ $coin }: how often it was right</b> · { $verdict }
accuracy-ledger-title = <b>Hour by hour, { $days } days:</b>
accuracy-coin-where = <b>Where:</b> of { $usd } closed by force, { $map } % ({ $low }-{ $high }) lay in the map's strongest tenth of prices; distance alone { $distance } %, best rules (B8) { $rules } %; { $hours } hours. { $verdict }
accuracy-coin-much = <b>How much, given the way price went:</b> rank agreement { $map } ({ $low } to { $high }); distance alone { $distance }, best rules (B8) { $rules }; { $hours } hours. { $verdict }
accuracy-coin-where-little = <b>Where:</b> too little data so far: { $hours } of { $neededhours } hours with forced closes told with their price, { $days } of { $neededdays } days.
accuracy-coin-much-little = <b>How much, given the way price went:</b> too little data so far: { $hours } of { $neededhours } hours with forced closes, { $days } of { $neededdays } days.
accuracy-coin-hours = { $counted } hours count; left out { $out }{ $reasons }; missed { $missed }.
accuracy-coin-unscored = <b>Hour by hour:</b> too little data so far: no hour of { $coin } was scored yet.
accuracy-reason = { $flag ->
    [gap] feed interrupted { $hours }
    [clock] clock jumped { $hours }
    [no-path] bars missing { $hours }
   *[no-truth] nobody listened { $hours }
}
accuracy-silent-little = Too little data so far: { $windows }.
accuracy-coins-title = <b>Coins:</b> share of forced closes in the strongest tenth of prices
accuracy-coins-none = <b>Coins:</b> too little data so far: no hour was scored yet.
accuracy-coins-head-coin = coin
accuracy-coins-head-map = map
accuracy-coins-head-distance = dist
accuracy-coins-head-rules = B8
accuracy-coins-head-hours = hours
accuracy-coins-legend = + edge shown, = none so far, ? too little data. “dist”: distance alone. Ordered by how far the map is ahead.
accuracy-how = <b>How it is measured</b>
    <b>1.</b> Five minutes before each hour the 24h and 7d map of every coin is frozen, fingerprinted and chained to the one before. What is late is written down as missed, never added later.
    <b>2.</b> When the hour is over, forced closes told by the venues are laid over it. Bybit tells all of them; Binance one a second at most, so its sum is a floor. Hours in which a stream broke off are left out and counted.
    <b>3.</b> “Where”: the map, weighted by the chance that price gets there, names its strongest tenth of the prices within 6 %. How much of what was closed lay there? “How much”: given the way price went, did the map expect more where more was closed?
    <b>4.</b> Nine rivals answer the same: all prices alike, distance alone, the mean price, round numbers, ATR bands, where most was traded, fixed leverage, range breaks, and range breaks with volume and open interest (B8), taught on earlier hours only.
    <b>5.</b> “Edge shown” means: better than every rival, with whole days drawn anew, all coins counted in, at most 5 % of such claims by luck. Fewer than { $hours } hours with forced closes or { $days } days: too little data.
    <b>6.</b> The day's fingerprint is posted, so that nobody, not even we, can make old maps better.
accuracy-month-caption = <b>{ $what }, { $month }</b> · { $verdict }
    <i>{ $source } · measured; the map's own figures are modelled · until { $at }</i>
accuracy-month-none = No hour of this month was scored yet. Each hour is scored a few minutes after it ends.

button-accuracy-month = 🖼 This month's picture
button-accuracy-coins = Coins
button-accuracy-how = How it is measured
button-accuracy-all = ‹ All coins
button-accuracy-coin = ‹ { $coin }

picture-accuracy-title = { $what } · { $month }
picture-accuracy-all = All coins
picture-accuracy-measured = MEASURED
picture-accuracy-days = Share of forced closes in the strongest tenth of prices, by day
picture-accuracy-map = map x reach, modelled
picture-accuracy-distance = distance alone
picture-accuracy-rules = best rules (B8)
picture-accuracy-chance = pure chance
picture-accuracy-reliability = Closed against expected, USD an hour
picture-accuracy-expected = map expected
picture-accuracy-closed = was closed
picture-accuracy-little = too little data
picture-accuracy-hours = { $counted } hours count · { $out } left out · { $missed } missed
picture-accuracy-no-day = no hour
