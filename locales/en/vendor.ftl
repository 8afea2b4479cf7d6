# A data vendor's maps beside ours

vendor-title = <b>{ $coin } { $window } map, CoinGlass { $model }</b> · { $price } · { $share }
vendor-relative = <b>Relative:</b> the strongest level is 100 %. Not dollars.
vendor-stale = ⚠ <b>CoinGlass does not answer now.</b> This map is { $minutes } min old.
vendor-left-out = ⚠ { $cells ->
    [one] { $cells } cell
   *[other] { $cells } cells
} of the answer lay outside its own axes and { $cells ->
    [one] is
   *[other] are
} left out.
vendor-day = <b>24 h, measured by CoinGlass:</b> { $what }
vendor-day-liquidated = liquidated on { $venues }: longs { $long }, shorts { $short }
vendor-day-oi = open interest { $oi } ({ $change })
vendor-day-funding = funding { $rate }
vendor-day-volume = traded { $amount }
vendor-how-to-read = <blockquote expandable><b>How to read it.</b> CoinGlass's own model, drawn in our colours. Its numbers compare inside this picture only. It guesses where positions were opened, not whether they are still there. Beside ours: /compare</blockquote>
vendor-source = <i>CoinGlass model { $model }, live { $at }, { $age } old · modelled by CoinGlass, relative{ $weak } · not advice</i>
vendor-age-seconds = { $number } s
vendor-age-minutes = { $number } min
vendor-same = Same as { $seconds } s ago: CoinGlass is asked again every few minutes.
vendor-own-instead = ⚠ { $why } So here is our own map.

# Why there is none: toasts too, at most 200 characters

vendor-no-key = CoinGlass maps are locked: this Helix has no CoinGlass key. A key of plan Professional or higher unlocks models 1, 2 and 3 beside ours.
vendor-bad-key = CoinGlass does not know the key of this Helix. Whoever runs it can put a new one in.
vendor-plan = The CoinGlass key of this Helix is good, but its plan has no maps: they need Professional or higher.
vendor-quota = The CoinGlass plan's questions for this minute are used up. { $seconds ->
    [0] Try again in a minute.
   *[other] Try again in { $seconds } s.
}
vendor-away = CoinGlass does not answer right now. Try again in a minute, or look at our own map.
vendor-nonsense = CoinGlass sent something that cannot be read. Nothing is shown rather than something wrong.
vendor-no-coin = CoinGlass has no map of this coin. Ours is one tap away.
vendor-no-window = CoinGlass has no 14-day map: it has 12h, 24h, 3d, 7d, 30d, 90d, 180d and 1y.
vendor-empty = CoinGlass sent a map without a single level. Try again in a few minutes.
vendor-not-live = CoinGlass shows the real market. Prices here are simulated or recorded, so the two cannot stand side by side.
vendor-line-key = 🔑 <b>What a key unlocks:</b> CoinGlass models 1, 2, 3, and /compare with ours. Whoever runs this Helix sets <code>COINGLASS_API_KEY</code>; maps need CoinGlass's plan Professional or higher, its measured history works on every plan.
vendor-line-not-live = ℹ CoinGlass maps appear when Helix runs on live prices.

# /compare

compare-title = <b>{ $coin } { $window }: { $pair }</b> · { $verdict }
compare-pair = { $ours } beside { $theirs }
compare-verdict = { $verdict ->
    [alike] alike
    [partly] partly alike
    [hardly] hardly alike
   *[too-few] too little in common to tell
}
compare-shared = <b>Both name:</b> { $levels }.
compare-none-shared = <b>No level in common</b> within 0.4 % of price.
compare-price-gap = ⚠ Their price is { $percent } % from ours.
compare-stale = ⚠ CoinGlass does not answer now: its map is { $minutes } min old.
compare-own-instead = ⚠ { $why } So two maps of ours stand here.
compare-key-adds = 🔑 With a CoinGlass key (plan Professional or higher) its three models stand here beside ours.
compare-in-words = <blockquote expandable><b>In words.</b> 1 = the same, 0 = nothing in common. Every map fades with distance from price, so the first two rows can be high where the levels differ. "levels alone" counts only what stands out beyond distance: judge by that. Two vendors' maps of one book were measured to correlate at 0.02 to 0.21 and to differ 15 times in size. No map is the truth.</blockquote>
compare-source = <i>{ $source } · modelled · not advice</i>
compare-source-vendor = { $ours }; CoinGlass model { $model }, { $at }, relative
compare-pick-coin = <b>Compare which coin?</b> Tap one, or write: <code>/compare BTC 7d m1</code>
levels-compare-above = above
levels-compare-below = below
levels-compare-amount = by amount
levels-compare-rank = by rank
levels-compare-beyond = levels alone
levels-compare-bins = prices counted
command-compare = our map beside CoinGlass's, with how alike they are

button-compare = ⚖ Compare
button-coinglass = CoinGlass ↗
button-own-map = 🗺 Helix map
button-vendor-map = 🗺 CoinGlass map
button-two-own = Helix

picture-vendor-title = CoinGlass model { $model }
picture-vendor-venues = CoinGlass, several venues
picture-vendor-relative = RELATIVE
picture-vendor-legend = % of the strongest
picture-vendor-sum = sum on the way, relative
picture-vendor-foot = CoinGlass model { $model }, modelled by CoinGlass, relative · HELIX
picture-compare-title = { $coin } { $window }: { $ours } | { $theirs }
picture-compare-verdict = { $verdict } · levels alone: above { $above }, below { $below }
picture-compare-units = Helix: { $venues }, USD | CoinGlass model { $model }: relative
