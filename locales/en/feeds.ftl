# What is in doubt about the data: one short line on cards and pictures

flags = ⚠️ <b>Data:</b> { $what }
flags-more = { $count ->
    [one] { $count } more
   *[other] { $count } more
}
flag-span = { $unit ->
    [minutes] { $number } min
    [hours] { $number } h
   *[days] { $number ->
        [one] { $number } day
       *[other] { $number } days
    }
}
flag-venue-left-out = { $venue } left out, its price is { $percent } away
flag-oi-refused = open interest of { $venue } refused, wrong unit
flag-clock = { $ahead ->
    [yes] our clock is { $span } ahead of { $venue }
   *[no] our clock is { $span } behind { $venue }
}
flag-stale = no new bar for { $span }
flag-hole = { $span } of { $venue } missing
flag-no-volume = no trade on { $venue } for { $span }
flag-disagree = venues disagree by { $percent }
flag-ending = { $venue } delists it { $at }
flag-young = listed on { $venue } { $span } ago
flag-pre-market = pre-market on { $venue }, no index price
flag-future-bar = { $venue } sent a bar from the future, refused
flag-half-candle = { $venue } sent half a candle, read again
flag-wick = a wick of { $percent } on { $venue }
flag-revised-bar = { $venue } changed a closed bar
flag-loading = history { $share } % loaded
flag-deaf = { $venue } not heard for { $span } of the last day

# Why there is nothing to say

reason-history-loading = { $left ->
    [unknown] its history is being loaded, { $share } % so far. Ask again soon.
   *[known] its history is being loaded: { $share } %, about { $span } left.
}
reason-just-listed = it was listed a moment ago and its first bar has not closed. Ask again in five minutes.
reason-ended = { $known ->
    [yes] it was delisted { $at }.
   *[no] it is traded no more.
}
