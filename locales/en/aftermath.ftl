# What the market did to the levels

aftermath-title = 🧭 <b>What the market did to the levels</b>, { $since } to { $until }
aftermath-coin = <b>{ $coin }</b> went from { $before } to { $after } ({ $change }). Its largest levels, and when price came to them (- = it did not):
aftermath-liquidated = Forced closes measured meanwhile: longs { $long }, shorts { $short }{ $floor ->
    [yes] {" "}at least.
   *[no] .
}
aftermath-tally = { $coins ->
    [0] No coin has a whole day of prices and a level.
   *[other] Of { $coins } coins the largest level was reached on <b>{ $reached }</b>; a level as far away on the other side on <b>{ $other }</b>.
}{ $enough ->
    [yes] {" "}One day is one day: the record is in /accuracy.
   *[no] {" "}Too few to say anything: the record is in /accuracy.
}
aftermath-none = No map of yesterday can be shown.
aftermath-source = <i>{ $source } · levels modelled before, what was reached measured · not advice</i>
aftermath-picture = { $coin } 7d, before and after
aftermath-before = before, { $at }
aftermath-after = after, { $at }
