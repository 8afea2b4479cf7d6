# The daily note on paper fills and the market, for those in charge

drift-title = 📐 <b>Paper beside the market, { $day }</b>
drift-answer = { $leaning ->
    [kinder] <b>Paper was kinder than the market</b>: by { $mean } bps a fill on average, { $money } of simulated money in all. The median is { $median } bps; { $compared } of { $made } fills compared.
    [stricter] <b>Paper was stricter than the market</b>: { $mean } bps a fill on average, { $money } of simulated money in all. The median is { $median } bps; { $compared } of { $made } fills compared.
   *[even] <b>Paper was as the market</b>: median { $median } bps, mean { $mean } bps, { $money } of simulated money in all; { $compared } of { $made } fills compared.
}
drift-unknown = <b>Nothing can be said of that day</b>: of { $made } fills none could be compared.
drift-nothing = <b>Nothing was traded on paper that day.</b> There is nothing to compare.
drift-model = { $model ->
    [book] Takers, through the book
    [queue] Makers, after the queue
   *[bar] By candles
}
drift-fills = { $count ->
    [one] { $fills } fill
   *[other] { $fills } fills
}
drift-none-compared = none compared
drift-bps = median { $median }, mean { $mean }, worst { $worst } bps
drift-within = { $share } % within { $bound } bps
drift-leaning = { $leaning ->
    [kinder] <b>kinder</b>
   *[stricter] <b>stricter</b>
}
drift-not-reached = { $count ->
    [one] ⚠️ { $fills } maker fill is at a price that the trades do not confirm.
   *[other] ⚠️ { $fills } maker fills are at prices that the trades do not confirm.
}
drift-uncompared = Not compared: { $reasons }
drift-why = { $why ->
    [thin] too little traded: { $fills }
    [deaf] trades not heard without a break: { $fills }
    [old] trades not kept for so long: { $fills }
    [no-bar] next candle missing: { $fills }
   *[unlooked] left out by a restart or a rush: { $fills }
}
drift-file = Every fill: <code>reports/{ $file }</code>, or <code>helix paper drift</code>
drift-how = <blockquote expandable><b>How it is measured.</b> A taker's fill stands beside what takers of its direction paid from that instant on until its quantity had traded, within { $seconds } seconds. A maker's fill must be confirmed by trades through its price or of its quantity at it. Without a tape the next candle's open counts. Plus: paper gave more than the market would have. Paper moves no market: what a large order would have cost beyond these trades is not in it.</blockquote>
drift-source = <i>{ $source } · simulated money · measured · days are UTC</i>
