# /learn: six lessons

command-learn = learn in six short lessons
button-learn = 🎓 Learn in 6 steps
learn-home = <b>Learn in 6 steps</b> · { $done } of 6 done
    A few pictures each, then a paper trade on a famous day. About two minutes a lesson.
learn-home-line = { $state ->
    [done] ✅
    [next] ▶
   *[open] ▫️
} { $number } · { $name }
learn-home-badges = 🏅 { $count ->
    [one] { $count } badge
   *[other] { $count } badges
} so far.
learn-home-graduate = 🎓 <b>All six done.</b> Every lesson can be repeated with other choices.
learn-home-foot = <i>Simulated money. No edge is claimed. Leverage can cost the whole stake. 18+, /terms</i>
button-learn-lesson = { $state ->
    [done] ✅ { $number }
   *[open] { $number }
}
button-learn-go = ▶ Lesson { $number }: { $name }
button-learn-badges = 🏅 Your badges
button-learn-all = 🎓 All lessons
button-learn-next = Next ›
button-learn-practice = Practice ›
button-learn-next-lesson = Lesson { $number } ›
button-learn-again = ↻ Try it otherwise
button-learn-skip = ⏭ Skip to the end
button-learn-long = 🟢 Long
button-learn-short = 🔴 Short
button-learn-stop = Stop { $percent } %
button-learn-target = Target { $percent } %
button-learn-buy = ✅ { $side ->
    [long] Buy
   *[short] Sell
} · risk { $risk }
learn-running = The replay is running. You can skip to the end.
learn-private = Lessons are yours alone: open them in the private chat.
learn-stop-eaten = A stop at { $percent } % of the stake is { $stop } here, but the fees in and out alone are { $fees }. It would close at once. At { $leverage }x choose more than { $least } %.

learn-name-1 = Levels and the map
learn-name-2 = Long, short and 10x
learn-name-3 = Stop and fees
learn-name-4 = Target and reward
learn-name-5 = Liquidation and funding
learn-name-6 = Signals and small risk
learn-screen = <b>{ $number } · { $name }</b>

learn-text-1-1 = Whoever trades with borrowed money has a price at which the exchange closes the trade by force: the <b>liquidation level</b>. Nobody is asked. A long is sold, a short is bought back, at once.
learn-text-1-2 = The map adds up where many such prices should lie. <b>Bright = many.</b> Shorts end <b>above</b> price: A1, A2. Longs end <b>below</b>: B1, B2. It is an estimate: nobody publishes the real ones.
learn-text-1-3 = When price gets there, the forced orders push it on until they are gone: the band ends. But price <b>need not</b> go there. How often it did is counted for every coin: /accuracy
learn-text-2-1 = <b>Long</b> earns when price rises, <b>short</b> when it falls. Both lose the other way. A short sells first and buys back later.
learn-text-2-2 = The <b>stake</b> is your own money in the trade. <b>Leverage</b> says how many times larger the position is: $100 at 10x moves like $1,000.
learn-text-2-3 = So 1 % of price is 10 % of your stake, <b>both ways</b>. At 10x a move of about 9.5 % against you takes all of it.
learn-text-3-1 = Bybit takes 0.055 % of the <b>position</b>, in and out again. Of your stake that is 0.11 % times the leverage: at 10x 1.1 %, at 50x 5.5 %.
learn-text-3-2 = A <b>stop</b> closes by itself at a price you name. We measure it by what it may lose with fees: <b>5–10 % of the stake</b>. You know the loss before you begin.
learn-text-3-3 = Fees take their part of a stop first. What is left is how far price may wobble. A 1 % stop at 10x leaves <b>nothing</b>: such a stop is refused, with the numbers.
learn-text-4-1 = Put the <b>target</b> into the next cluster, between its near edge and its middle. Many orders meet there, and behind it the push is over.
learn-text-4-2 = <b>Reward for one risked</b> is what you win divided by what you lose, fees in. Here 21.54 / 9.79 = 2.20. You see it before every trade.
learn-text-4-3 = The farther the target, the more it pays and the rarer it is reached. At 1 for 1 you must be right half of the time, at 5 for 1 once in six. Neither is free money.
learn-text-5-1 = The higher the leverage, the nearer the <b>liquidation</b>. At 10x it is about 9.5 % away, at 50x 1.5 %: a quiet hour.
learn-text-5-2 = What counts is the <b>mark price</b>, an average over exchanges, not the last trade. One wild trade alone closes nobody by force.
learn-text-5-3 = A liquidation costs the <b>whole stake and the fees</b>. A stop set before would have cost a tenth of it. Set it before you need it.
learn-text-5-4 = <b>Funding</b>: every few hours one side pays the other. Is the rate positive, longs pay. It is taken on the position, not on the stake, and the rate changes.
learn-text-6-1 = A <b>signal</b> needs two things: 70–85 % of the clustered levels on one side <b>and</b> a fresh spike of volume, open interest or price. Over 85 % is kept apart.
learn-text-6-2 = The honest question: was the level reached more often than one <b>as far away on the other side</b>? If both are alike, the map knew nothing. We show it either way and claim <b>no edge</b>.
learn-text-6-3 = Risk little and you can be wrong often. Ten losses in a row leave 90 % of the account at 1 % a trade, and 35 % at 10 %.
learn-text-6-4 = Now play: every round is free, with simulated money and real prices. The score is the change of your account since the bell. Small risk survives longest. Good luck!

learn-move-covid = 12 Mar 2020 · the Covid crash
learn-move-tesla = 8 Feb 2021 · Tesla buys bitcoin
learn-move-may = 19 May 2021 · the May crash
learn-move-etf = 23 Oct 2023 · the ETF rumour
learn-move-yen = 5 Aug 2024 · the yen unwinds
learn-move-october = 10 Oct 2025 · the cascade
learn-practice = <b>Practice:</b> { $move } · simulated money
learn-ask-1 = It is 20:00 UTC. Toward which side will it go? Choose one; the target is a level 6 % away, the stop loses a quarter of the stake.
learn-ask-2 = It is noon. Choose a side, a stake and a leverage. No stop this time: see what leverage alone does.
learn-ask-3 = It is noon and price creeps up. Choose a side and how much the stop may lose.
learn-ask-4 = It is 01:00 and shares in Tokyo are falling. The stop is 10 % of the stake: how far is your target?
learn-ask-5 = It is 09:00. Choose a leverage and watch the yellow line. There is no stop: that is the lesson.
learn-ask-6 = It is 11:30. Everything is yours: side, stake, leverage, stop, target. Or as little risk as you like.
learn-ticket = { $side ->
    [long] LONG
   *[short] SHORT
} BTC at <b>{ $entry }</b> · stake { $stake }, { $leverage }x = { $position }
learn-ticket-target = Target { $price }: <b>{ $gain }</b>
learn-ticket-stop = Stop { $price }: <b>-{ $loss }</b>
learn-ticket-stop-eaten = Stop { $price }: <b>meaningless</b>, the fees alone are { $fees }
learn-ticket-liquidation = Liquidation { $price } ({ $away }): <b>-{ $loss }</b>
learn-ticket-fees = Fees in and out about { $fees }, included.
learn-ticket-reward = Reward for one risked: <b>{ $reward }</b>
learn-source = <i>Binance BTCUSDT: the day's real open, high, low and close; the path between is drawn. Simulated money, Bybit's fees and liquidation.</i>
learn-replay = <b>{ $time } UTC</b> · { $side ->
    [long] LONG
   *[short] SHORT
} { $leverage }x from { $entry } · now { $now }
    { $state ->
    [before] The day goes on …
   *[open] <b>{ $net }</b> if closed now, fees in.
}
learn-end-target = 🎯 <b>Target hit at { $price }: { $net }</b> after { $fees } of fees.
learn-end-stop = 🛑 <b>Stopped at { $price }: { $net }</b>, of which { $fees } fees.
learn-end-liquidation = 💥 <b>Liquidated at { $price }: { $net }</b>. The stake is gone, and { $fees } of fees.
learn-end-day = 🏁 <b>The day is over. Closed at { $price }: { $net }</b> after { $fees } of fees.
learn-end-gap = Price jumped over the stop: it was filled at the next price there was.
learn-funding = Funding, at the usual 0.01 %: { $funding }.
learn-other-side = The other side with the same choices: { $net }.
learn-after-1 = That evening price fell far through all near levels, and came back. A level is a place, not a promise.
learn-after-2 = Nothing changed but the leverage: the same move of price, another result.
learn-after-3 = A tight stop loses little and often, a wide one seldom and much. With one you know the amount before.
learn-after-4 = The near target is hit often and pays little. Look at the reward before you look at the chart.
learn-after-5 = With half the leverage the yellow line was twice as far away.
learn-after-6 = One trade proves nothing. Many small ones, honestly counted, do.
learn-badge = 🏅 <b>New badge: { $name }</b>
learn-graduate = 🎓 <b>You have done all six. New badge: { $name }</b>

learn-badges = <b>Your badges</b> · { $held } of { $all }
learn-badges-none = None yet: the first lesson brings the first one.
learn-badges-newest = Newest: <b>{ $name }</b>, { $at }.
learn-badges-how = Lessons, paper trades and rounds bring badges. They count for nothing but your own joy.
badge-lesson-1 = Levels and the map
badge-lesson-2 = Long, short and 10x
badge-lesson-3 = Stop and fees
badge-lesson-4 = Target and reward
badge-lesson-5 = Liquidation and funding
badge-lesson-6 = Signals and small risk
badge-graduate = Graduate
badge-first-trade = First paper trade
badge-first-target = First target hit
badge-first-stop = First stop respected
badge-ten-trades = Ten trades
badge-calm-week = A week without liquidation
badge-round-joined = Joined a round
badge-round-ranked = Ranked in a round
badge-top-ten = Top ten of a round
badge-winner = Won a round

# On the pictures

picture-learn-title = Learn in 6 steps
picture-learn-done = { $done } of 6 done
picture-learn-home-note = Each lesson ends with a paper trade on a famous day.
picture-learn-kicker = Lesson { $number } of 6
picture-learn-schematic = SCHEMATIC
picture-learn-replay = REPLAY
picture-learn-simulated = SIMULATED MONEY
picture-learn-drawn = The day's real open, high, low and close; the path between is drawn.
picture-learn-badges = Your badges
picture-learn-badges-count = { $held } of { $all }
picture-learn-badges-note = For what you learned and did.
picture-learn-entry = Entry
picture-learn-stop = Stop
picture-learn-target = Target
picture-learn-liquidation = Liquidation
picture-learn-verdict = { $end ->
    [target] Target hit
    [stop] Stopped
    [liquidation] Liquidated
   *[day] End of the day
}
picture-learn-trade = { $side ->
    [long] LONG
   *[short] SHORT
} { $leverage }x
picture-learn-trader = a trader's buy at 10x
picture-learn-forced = here the exchange sells it
picture-learn-price-now = price now
picture-learn-shorts = shorts end here
picture-learn-few-shorts = some shorts
picture-learn-longs = longs end here
picture-learn-few-longs = some longs
picture-learn-swept = swept: the band ends
picture-learn-waiting = still waiting
picture-learn-note-1-1 = A liquidation level belongs to one position.
picture-learn-note-1-2 = Bright = many. Estimated, not published.
picture-learn-note-1-3 = Price may get there, or not.
picture-learn-sold = Short earns down here
picture-learn-bought = Long earns up here
picture-learn-here = you enter here
picture-learn-note-2-1 = Both lose the other way.
picture-learn-stake-head = $100 of your own is a position of
picture-learn-note-2-2 = Stake x leverage = position.
picture-learn-move-head = Price moves 1 %: your $100 change by
picture-learn-wrong = { $leverage }x, wrong side
picture-learn-note-2-3 = Leverage enlarges both.
picture-learn-fees-head = Fees in and out, of the stake
picture-learn-note-3-1 = 0.055 % of the position, twice.
picture-learn-stop-head = What a stop may lose of $100
picture-learn-fees = fees { $fees }
picture-learn-stop-row = Stop { $percent } %
picture-learn-note-3-2 = Loss with fees, known before you begin.
picture-learn-room-head = How far price may wobble at 10x
picture-learn-nothing = nothing left
picture-learn-note-3-3 = Fees take their part first.
picture-learn-next-cluster = the next cluster
picture-learn-note-4-1 = Between its near edge and its middle.
picture-learn-reward-head = 2.20 for 1 risked, fees in
picture-learn-win = Target
picture-learn-lose = Stop
picture-learn-note-4-2 = You see both before you buy.
picture-learn-right-head = How often you must be right
picture-learn-right-row = { $reward } for 1
picture-learn-note-4-3 = To lose nothing in the long run, fees in.
picture-learn-away-head = A long is liquidated after a fall of
picture-learn-note-5-1 = Isolated margin, first risk tier, Bybit's rules.
picture-learn-last = one wild trade: nothing happens
picture-learn-mark = here mark price decides
picture-learn-note-5-2 = Candles: mark price. Long wick: last trade.
picture-learn-cost-head = Stake $100 at 10x: what it costs
picture-learn-liquidated = Liquidation
picture-learn-note-5-3 = Stake, fee in, fee out.
picture-learn-funding-head = Funding of 0.01 % every 8 h on $1,000
picture-learn-funding-row = { $span ->
    [once] once
    [day] a day
    [week] a week
   *[month] 30 days
}
picture-learn-note-5-4 = The rate changes, and its sign.
picture-learn-signal-head = The heavier side's share, and what it means
picture-learn-even = even: no signal
picture-learn-waits = waits for a spike
picture-learn-confirmed = with a spike: signal
picture-learn-apart = kept apart
picture-learn-note-6-1 = Two conditions, both measured.
picture-learn-record-head = Reached, of 100 cases (example)
picture-learn-record-level = The level
picture-learn-record-mirror = As far, other side
picture-learn-note-6-2 = Alike: the map knew nothing. Real counts: /accuracy
picture-learn-left-head = What ten losses in a row leave
picture-learn-risk-row = { $percent } % a trade
picture-learn-note-6-3 = Of the account, each time risking the same share.
picture-learn-rounds = Rounds: free, simulated money
picture-learn-note-6-4 = /leaderboard and /compete
