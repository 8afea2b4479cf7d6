# Real accounts on Hyperliquid

whales-title = <b>{ $coin } whales: long { $long }, short { $short }</b> in { $count ->
    [one] { $count } position
   *[other] { $count } positions
}
whales-coverage = Seen: <b>{ $share } %</b> of Hyperliquid's open interest, both sides counted.
whales-no-coverage = Seen share unknown: Hyperliquid gave no open interest.
whales-old = ⚠ Nothing new for { $minutes } min: Hyperliquid does not answer, or nobody asks.
whales-in-words = <blockquote expandable><b>In words.</b> L bought, S sold; "ends" is where the account would be closed by force and how far that is from price now. These are real, public positions, but of one exchange and of its largest accounts only. With cross margin the end moves with the rest of the account, and an account may hedge elsewhere.</blockquote>
whales-source = <i>Hyperliquid only, live { $at } · measured · { $accounts ->
    [one] { $accounts } public account
   *[other] { $accounts } public accounts
} watched · not advice</i>
whales-pick-coin = <b>Whales of which coin?</b> Tap one, or write: <code>/whales BTC</code>
whales-layer-line = 🐋 <b>Whales, measured, Hyperliquid only:</b> { $count ->
    [0] none would end in this picture
    [one] { $count } would end in this picture, longs { $long }, shorts { $short }
   *[other] { $count } would end in this picture, longs { $long }, shorts { $short }
}; seen { $covered } % of its open interest.
reason-whales-not-live = prices here are simulated or recorded, and there are no public accounts in such a market.
reason-whales-none = none of the public accounts I watch holds it, or they were not read yet.
levels-whales-entry = in
levels-whales-ends = ends
command-whales = large real positions on Hyperliquid
button-whales-layer = { $state ->
    [on] 🐋 Whales: on
   *[off] 🐋 Whales: off
}
button-whales-map = 🗺 On the map
picture-whales = whales' ends, measured, Hyperliquid
