# Names of rounds, ranks and scores

round-weekday = { $day ->
    [d1] Monday
    [d2] Tuesday
    [d3] Wednesday
    [d4] Thursday
    [d5] Friday
    [d6] Saturday
   *[d7] Sunday
}
round-month = { $month ->
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
}
round-name = { $period ->
    [day] { $weekday } { $date }
    [week] the week of { $date }
   *[month] { $month }
}
round-short = { $period ->
    [day] { $weekday }
    [week] the week
   *[month] { $month }
}
round-left = { $unit ->
    [days] { $days } days { $hours } h
    [hours] { $hours } h { $minutes } min
   *[minutes] { $minutes } min
}
round-place = { $form ->
    [one] { $rank }st
    [two] { $rank }nd
    [few] { $rank }rd
   *[other] { $rank }th
}
round-trader = { $name }
round-hidden = a trader
round-facts = { $score }, { $trades ->
    [one] { $trades } trade
   *[other] { $trades } trades
}
round-standing = { $place } of { $ranked }, { $facts }
round-unranked = { $facts }, no rank: { $why }
round-why = { $why ->
    [few-trades] { $running ->
        [yes] { $missing ->
            [one] one more trade is needed
           *[other] { $missing } more trades are needed
        }
       *[no] fewer than 3 trades
    }
    [short-holds] half of the trades were held under 15 min
    [small] under $400 at the bell
    [beyond-limits] too much leverage or too much of one coin
    [left] left the round
    [reset] the account was reset
    [review] being looked at
   *[none] not counted yet
}
round-head-trader = trader
round-head-score = score
round-head-trades = trades
round-head-hidden = (hidden)

# The post at the bell, the board of a group

bell-title = 🏁 <b>{ $name } is closed</b> · { $traders ->
    [one] { $traders } trader
   *[other] { $traders } traders
}, { $ranked } ranked
bell-nobody = Nobody had the 3 trades that a rank needs.
bell-checked = checked: { $fills ->
    [one] { $fills } fill
   *[other] { $fills } fills
} replayed, same result. Proof <code>{ $proof }</code>
bell-prize = 💵 <b>{ $prize } to { $name }</b>, { $checked }
bell-prize-nobody = 💵 Nobody qualified for the { $prize }; { $checked }
bell-no-prize = ✔ The result was { $checked }
bell-best = Best trade: { $coin } { $side ->
    [long] long
   *[short] short
}{ $leverage ->
    [none] {""}
   *[some] { " " }{ $leverage }x
}, { $entry } to { $exit }, <b>{ $score }</b>.
bell-middle = The middle trader made <b>{ $score }</b>.
bell-btc = BTC did { $score }.
bell-group-one = { $name } { $place }
bell-group = This group: { $named }{ $ranked } of us ranked.
bell-late = Helix was down at the bell: the first prices after it counted.
bell-open = <b>{ $name } is open</b> until { $time } { $city }. Score = change of your paper account since the bell.
bell-source = <i>Simulated money, { $source ->
    [live] real
    [recorded] recorded
   *[simulated] SIMULATED
} prices. Free to enter, at least 3 trades. /compete</i>
live-title = 🏆 <b>{ $name } so far</b> · { $time } · { $traders ->
    [one] { $traders } trader
   *[other] { $traders } traders
}, { $ranked } ranked
live-nobody = Nobody has 3 trades yet.
live-source = <i>Open until { $time } { $city }. Simulated money, { $source ->
    [live] real
    [recorded] recorded
   *[simulated] SIMULATED
} prices. I edit this when ranks change. /compete</i>
live-over = 🏁 That round is over. Its result is in the newer post.
button-my-rank = 📊 My rank
button-this-group = 🏆 This group
button-full-board = 📜 Full board
button-join-round = { $period ->
    [day] ▶ Join { $name }'s round
    [week] ▶ Join this week's round
   *[month] ▶ Join { $name }'s round
}
rank-toast = { $name }: { $standing }.{ $running ->
    [none] {""}
   *[some] { " " }{ $running }
}
rank-running = { $name } so far: { $score }.
rank-missed = { $name }: not in { $round }.{ " " }{ $running }
rank-nobody = You are not in this round. Join: the button below.

# /leaderboard

command-leaderboard = who trades best on paper
board-title = 🏆 <b>{ $name }{ $scope ->
    [group] , this group
   *[all] {""}
}</b> · { $when }
board-closes = closes in { $left }
board-state = { $state ->
    [running] running
    [closed] closed, being checked
    [checked] closed, checked
    [disputed] closed, under review
    [cancelled] cancelled: no prices at the bell
   *[published] final
}
board-you = <b>You:</b> { $standing }
board-not-in = { $running ->
    [yes] You are not in this round: /compete
   *[no] You were not in this round.
}
board-counts = { $traders ->
    [one] { $traders } trader
   *[other] { $traders } traders
}, { $ranked } ranked{ $prize ->
    [none] {""}
   *[some] { " " }· <b>{ $prize }</b> to the first
}
board-proof = ✔ { $fills ->
    [one] { $fills } fill
   *[other] { $fills } fills
} replayed, same result. Proof <code>{ $proof }</code>
board-source = <i>Simulated money, { $source ->
    [live] real
    [recorded] recorded
   *[simulated] SIMULATED
} prices · { $at }{ $dip ->
    [yes] { " " }· "dip": deepest fall of equity
   *[no] { "" }
}</i>
board-which = Which board? <code>/leaderboard day</code>, <code>week</code> or <code>month</code>:
board-just-shown = Posted { $seconds } s ago, here ↑
picture-simulated-money = SIMULATED MONEY
picture-board-badge = { $badge ->
    [group] THIS GROUP
    [final] FINAL
   *[checking] BEING CHECKED
}
picture-board-counts = { $ranked } ranked of { $traders ->
    [one] { $traders } trader
   *[other] { $traders } traders
}
picture-board-prize = { $prize } to the first
picture-board-won = { $prize } to { $name }
picture-board-trader = trader
picture-board-score = score
picture-board-trades = trades
picture-board-dip = deepest dip
picture-board-proof = { $fills ->
    [one] { $fills } fill
   *[other] { $fills } fills
} replayed, same result · proof { $proof }
picture-board-best = best trade
picture-board-middle = middle trader
picture-board-side = { $side ->
    [long] long
   *[short] short
}
button-day = Day
button-week = Week
button-month = Month
button-my-page = 📊 My page
button-everybody = 🌍 Everybody
button-my-group = 🏆 My group
button-compete = 🏁 Take part
button-board = 🏆 Leaderboard

# /compete

command-compete = take part in today's round
compete-title = 🏁 <b>{ $name }</b>: trade on paper, win real money
compete-closes = Closes in <b>{ $left }</b>, { $at } { $city } time.
compete-prize = { $prize ->
    [none] No prize for this one: it is for the honour, and told to all groups.
   *[some] 💵 <b>{ $prize }</b> to the best paper trader of the { $period ->
        [day] day
        [week] week
       *[month] month
    }. Free to enter, nothing to buy.
}
compete-rules = <blockquote expandable><b>Rules</b>
    1. Score: change of your paper account since the bell, in percent. Open positions count as if closed at bid or ask, fee in.
    2. For a rank: at least 3 trades, half of them held 15 min or longer, $400 or more at the bell.
    3. While it runs: leverage up to 10x, one coin's margin up to 20 % of your equity. /reset leaves the round.
    4. One account a person. Linked accounts and trades between them are looked for, and take the prize away.
    5. A tie goes to the smaller dip, then to fewer trades. The prize is due once a replay of all fills gives the same score.</blockquote>
compete-you-out = <b>You:</b> not in yet. Join once and you are in every time until you leave.
compete-you-in = <b>You:</b> in, { $standing }.
compete-hold = Half of your trades were held { $held } or longer; a rank needs 15 min.
compete-state = <b>You:</b> { $state ->
    [in] in. Your score appears with your first trade.
    [coming] in; it counts from the next look at prices, in a few seconds.
    [small] joined, but your account had under $400 at the bell: no rank in this round. You are in again from the next bell.
    [beyond-limits] joined, but not counted while a position is beyond 10x or 20 % of equity: { $coins }. Make it smaller and you are in.
    [no-account] no paper account yet: /start opens it.
   *[out] out of this round; in again from the next bell if you join.
}
compete-source = <i>Simulated money, { $source ->
    [live] real
    [recorded] recorded
   *[simulated] SIMULATED
} prices. Results are published with their proof. 18+, /terms</i>
compete-away = Competitions are not running here.
compete-joined = You are in.
compete-left = You left. It is final for this round.
compete-not-in = You were not in.
compete-sure = <b>Leave the round?</b> It is final for the one that runs; you may come back at the next bell.
compete-private = Joining and leaving is yours alone: the button opens the private chat.
button-join = ▶ Join
button-leave = ✖ Leave
button-leave-yes = ✖ Yes, leave this round
button-profile = 👤 Name and privacy

# One's name and privacy

profile-title = 👤 <b>Your name on boards</b>
profile-name = Name: <b>{ $name }</b>
profile-hidden = { $hidden ->
    [yes] Hidden: boards show "a trader" in your place, and nobody finds you.
   *[no] Shown on boards under this name. Your Telegram account is not.
}
profile-follow = { $allowed ->
    [yes] Others may follow your trades.
   *[no] Nobody may follow your trades.
} Followers: { $followers }.
profile-note = <i>Choose a name, hide, or let others follow you: each is a button.</i>
profile-ask-name = Write the name you want on boards: 3 to 20 letters, digits, space, dot, dash or underscore.
profile-named = You are <b>{ $name }</b> on boards from now on.
profile-fault = { $fault ->
    [short] That is too short: 3 letters or more.
    [long] That is too long: at most 20 letters.
    [letters] Letters of one alphabet, digits, space, dot, dash and underscore only, please.
    [link] No links and no @names, please.
    [rude] That one is not for a public board. Another one?
    [posing] That looks like Helix itself or one of its admins. Another one?
   *[taken] Somebody has that name, or one that looks the same.
} You stay <b>{ $name }</b>. Write another one, or /compete.
profile-saved = Saved.
button-name = ✏ Change my name
button-hide = { $hidden ->
    [yes] 👁 Show me on boards
   *[no] 🙈 Hide me on boards
}
button-allow-follow = { $allowed ->
    [yes] 👥 Followers: allowed. Forbid
   *[no] 👥 Let others follow me
}

# /trader

command-trader = how a trader did, and follow them
trader-title = 👤 <b>{ $name }</b> · paper trading, simulated money
trader-running = { $name }: { $standing }
trader-not-in = In no round at the moment.
trader-history = Rounds before (d day, w week): rank, score
trader-badges = Badges: { $badges }
trader-followers = { $may ->
    [yes] May be followed. Followers: { $followers }.
   *[no] Does not let others follow.
}
trader-source = <i>Simulated money, { $source ->
    [live] real
    [recorded] recorded
   *[simulated] SIMULATED
} prices. What went well before need not go on.</i>
trader-how = Which trader? For example <code>/trader nightowl</code>.
trader-nobody = I know no trader “{ $typed }”; those who hide are not found. /leaderboard shows who trades.
trader-gone = That trader hides by now.
trader-followed = You hear of their trades from now on.
trader-unfollowed = You no longer follow.
trader-no-consent = This trader does not let others follow.
button-follow = 👥 Follow
button-unfollow = ✖ Unfollow

# Prizes

prize-ask = 🏆 <b>You won { $prize }.</b> { $name }: every fill was replayed and gives the same score.
    How would you like to be paid? Choose, then write me the address. You have 7 days; an admin pays by hand.
    <i>For the best paper account, simulated money. I never ask for a password or a seed phrase, and nothing has to be paid first.</i>
prize-address = { $way ->
    [tron] Write your USDT address on TRON (TRC-20). It begins with T.
    [ton] Write your USDT address on TON. It begins with UQ or EQ.
    [bybit] Write your Bybit UID: a number, found in your Bybit profile.
   *[other] Write how you would like to be paid, in one message.
}
prize-address-wrong = { $way ->
    [tron] That does not look like a TRON address: T and 33 more letters and digits. Copy it from your wallet, please.
    [ton] That does not look like a TON address: UQ or EQ and 46 more letters. Copy it from your wallet, please.
    [bybit] That does not look like a Bybit UID: 5 to 12 digits.
   *[other] Please write a little more: 5 to 300 letters.
}
prize-kept = ✅ Kept: { $way ->
    [tron] USDT on TRON
    [ton] USDT on TON
    [bybit] Bybit UID
   *[other] your wish
} <code>{ $how }</code>. An admin pays and I tell you when it is done.
prize-not-open = That prize is not open to you: claimed already, paid, or over.
prize-press-again = That took a while. Press one of the buttons under the question again, please.
prize-paid = 💵 <b>{ $prize } is paid</b> for { $name }, to { $how }. Congratulations.
    <i>For the best paper account, simulated money.</i>
prize-unclaimed = The { $prize } of { $name } was not claimed within 7 days. It stays unpaid.
    <i>For the best paper account, simulated money.</i>
prize-claimed-title = 💵 <b>A winner said how to be paid</b>
prize-payouts = /payouts
button-pay-way = { $way ->
    [tron] USDT, TRON
    [ton] USDT, TON
    [bybit] Bybit UID
   *[other] Another way
}
command-payouts = prizes to pay
payouts-title = { $count ->
    [0] <b>Payouts:</b> nothing is open.
    [one] <b>Payouts:</b> { $count } open
   *[other] <b>Payouts:</b> { $count } open
}
payout-line = <b>#{ $id } { $prize }</b> { $name } (id <code>{ $user }</code>), { $round }: { $state ->
    [due] due, being asked
    [asked] asked, no answer yet
    [claimed] to pay
    [held] held: looks like cheating
    [paid] paid
    [refused] refused
   *[unclaimed] not claimed in time
}{ $how ->
    [none] {""}
   *[some] { " " }<code>{ $how }</code>
}
payout-sure = <b>Paid?</b> The winner is told, and it cannot be taken back.
payout-done = Done.
payout-changed = Nothing to do: it changed meanwhile.
button-payout = { $do ->
    [a] ✅ Paid #{ $id }
    [r] Release #{ $id }
   *[x] Refuse #{ $id }
}
button-payout-yes = ✅ Yes, it is paid

# /help

help-subject-rounds = Competitions and groups
help-rounds-more = A day, a week, a month: the best paper account since the bell. In a group /leaderboard group is its own ranking, and its admins have /group.

# What is said beside results

round-cancelled = 🏁 <b>{ $name }</b>: no price was known around the bell, so nobody could be scored. It counts for nobody; entries go on.
round-out = You are not counted in { $name }: { $why ->
    [small] your account had under $400 at the bell. You are in again from the next one.
    [beyond-limits] { $coins } is beyond 10x or 20 % of your equity. Make it smaller and you are in.
    [left] you left it.
    [reset] you reset your account.
   *[other] a rule of the round is not met.
} /compete
    <i>Simulated money.</i>
round-review = Your account is looked at by people for { $name }, because it moves much like others. There is nothing you need to do; until then it has no rank, and nothing is decided.
    <i>Simulated money.</i>
round-alarm = ⚠️ <b>{ $name }:</b> { $what ->
    [disputed] the replay gave another result than the score. Nothing is payable until it is looked at.
   *[suspicions] accounts that may work together. What was found: <code>./helix rounds suspects</code>.
} Accounts: <code>{ $accounts }</code>

# What followers hear

follow-opened = 👥 <b>{ $name }</b> opened: <b>{ $side ->
    [long] LONG
   *[short] SHORT
} { $coin }</b> { $leverage }x at { $entry } · <i>paper, simulated money, not advice</i>
follow-closed = 👥 <b>{ $name }</b> closed after { $held }: { $side ->
    [long] LONG
   *[short] SHORT
} { $coin } { $leverage }x, { $entry } to { $exit }, <b>{ $move }</b> of price · <i>paper, simulated money</i>
button-trader = 👤 { $name }

# On /start

start-round = Today's round pays <b>{ $prize }</b> to the best paper trader. Free to enter.
button-round-today = 🏆 Today's { $prize } round
payouts-more = …and { $count } more, shown when these are done.

# A trade's picture to send on

picture-trade-title = { $side ->
    [long] LONG
   *[short] SHORT
} { $coin } { $leverage }
picture-trade-on-stake = on the stake
picture-trade-ending = { $ending ->
    [target] Target hit after { $span }
    [stop] Stopped after { $span }
    [trailing] Trailing stop hit after { $span }
    [liquidation] Liquidated after { $span }
    [delisted] Delisted after { $span }
   *[closed] Closed after { $span }
}
picture-trade-invitation = A $10,000 paper account of your own, free: @{ $name }
picture-trade-entry = entry
picture-trade-exit = exit
picture-trade-move = price
picture-trade-net = fees in
