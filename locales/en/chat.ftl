# /start

start-new = <b>Hi { $name }. I am Helix.</b>
    I estimate at which prices leveraged traders would be closed by force, for { $coins ->
        [one] { $coins } coin
       *[other] { $coins } coins
    }. You see the big levels, put an alert on one with two taps, and check how often such levels were reached.
start-back = <b>Welcome back, { $name }.</b> { $alerts ->
    [0] No alerts set.
    [one] { $alerts } alert set.
   *[other] { $alerts } alerts set.
}
start-now = <b>Now:</b> { $coin } { $price } · largest level { $levels }
start-level-above = above { $price } ({ $away })
start-level-below = below { $price } ({ $away })
start-no-levels = <b>Now:</b> { $coin } { $price } · no large level near
start-no-market = <b>Now:</b> the market is still loading. Try again in a minute.
start-source = <i>{ $source } · levels modelled</i>
start-promise = <i>Levels are estimates, not promises. Leverage can cost the whole stake. 18+, /terms</i>
start-under-link = New here? /start
terms = <b>Terms, in short</b>
    Helix shows estimates made from public market data. It is information, not advice, and nobody manages your money.
    Leverage can cost the whole stake within minutes. For adults only (18+).
    Kept about you: your Telegram id, first name, settings and alerts. Nothing is sold.
    <i>No result is promised: how often levels were reached is measured and shown, also when it is bad.</i>

# Buttons

button-show-map = 🗺 Show me the { $coin } map
button-top-now = 🔥 Top coins now
button-language = 🌐 { $language } · { $city }, { $time } · change
button-map = 🗺 Map
button-scan = 🔎 Scan
button-alert = 🔔 Alert
button-refresh = ↻
button-copy = 📋 Copy levels
button-bybit = Bybit ↗
button-more = +
button-filters = ⚙ Filters
button-zoom = ⤓ Zoom file
button-back = ‹ Back
button-back-top = ‹ Top
button-beside = 🖼 { $windows } side by side
button-open-own = Open your own ↗
button-open-bot = Open Helix ↗
button-alert-at = 🔔 At { $price }
button-alert-before = 🔔 { $percent } % before
button-all-leverage = All leverage
button-hide-weak = Hide weak: off
button-percent = { $share } %
button-all-venues = All venues
button-signals = Signals
button-movers = Movers
button-hunters = Hunters
button-liquidated = Liquidated
button-nine = 🖼 Nine maps
button-delete = ✖ { $what }
button-your-alerts = 🔔 Your alerts
button-settings = ⚙ Settings
button-help = ❔ Help
button-start = 🏠 Start
button-top = 🔥 Top

# /top

top-title = <b>Top { $window }</b> · { $coins ->
    [one] { $coins } coin
   *[other] { $coins } coins
} · { $at }
top-signals = { $signals ->
    [0] <b>No signal now.</b> A signal needs 70-85 % on one side and a fresh spike.
    [one] <b>{ $signals } signal:</b> lopsided 70-85 % and a fresh spike
   *[other] <b>{ $signals } signals:</b> lopsided 70-85 % and a fresh spike
}
top-head-coin = coin
top-head-heavy = heavy
top-head-largest = largest
top-head-fresh = fresh
top-up = up
top-down = dn
top-volume = vol { $ratio }
top-oi = OI { $change }
top-move = { $change }
top-lopsided = lopsided, waiting for a spike
top-rest = no signal
top-young = too little data
top-extremes = Over 85 %, kept apart: { $coins }.
top-extreme-up = { $coin } { $share } up
top-extreme-down = { $coin } { $share } down
top-in-words = <blockquote expandable><b>In words.</b> "81% up" = of the clustered liquidations near price, 81 % lie above it. "largest" = how far the biggest cluster is. "fresh" = what jumped in the last 5 minutes.</blockquote>
top-source = <i>{ $source } · modelled · how often it was right: /accuracy</i>
top-empty = <b>Top { $window }</b>: nothing to rank yet. The market is still loading; try again in a minute.
top-tab-empty = Nothing is measured here yet on this market.
top-tab-source = <i>{ $source } { $at } · measured</i>
top-head-change = 24h
top-head-turnover = turnover
top-head-funding = fund 8h
top-head-reached = reached
top-head-other = other
top-head-longs = longs
top-head-shorts = shorts

# /settings

settings-title = <b>Settings</b>
settings-locale = Language
settings-zone = Time zone
settings-theme = Pictures
settings-style = Messages
settings-window = Window
settings-line = { $name }: <b>{ $value }</b>
settings-theme-dark = dark
settings-theme-light = light
settings-style-full = everything
settings-style-brief = short
settings-zone-how = <b>Time zone:</b> { $city }, { $time } now.
    Choose one, or write your city, for example <code>Madrid</code>.
settings-zone-unknown = I know no zone like “{ $typed }”. Write a large city near you, for example <code>Chicago</code>.
settings-saved = Saved.
settings-private = Settings are yours alone: open them in the private chat.
language-name = English

# /accuracy, /health

accuracy-source = <i>{ $source } { $at } · measured against a level as far away on the other side</i>
health-title = <b>Health</b>
health-line = { $ok ->
    [yes] ✅
   *[no] ❌
} { $name }: { $value }

# /help

help-title = <b>What Helix can do</b>
help-how = Type a coin and a window in any order: <code>btc 12h</code>, <code>/heatmap sol 1w</code>, <code>pepe 12 h</code>. Everything has buttons too.
help-subject-market = Levels and maps
help-subject-alerts = Alerts
help-subject-you = You and your settings
help-subject-admin = For admins
help-line = { $command } { $what }
help-market-more = Windows: { $windows }. A window's map holds the positions opened inside it.
    Filters by words: <code>min=75</code> hides the weakest 75 %, <code>lev=high</code> shows 50x and more (<code>lev=mid</code> 25x), <code>ex=bybit</code> one venue, <code>m1</code> CoinGlass's map, <code>whales</code> real positions.
help-alerts-more = On a map tap a level, then 🔔. A price alert speaks once; a distance alert speaks once and again after price has moved away.
help-you-more = Times are shown in your zone. Pictures come dark or light.
help-admin-more = Only admins see these.
command-start = begin here
command-help = all commands by subject
command-scan = the levels of a coin in one card
command-heatmap = the map as a picture
command-top = the most lopsided coins now
command-alert = tell me when price nears a level
command-alerts = my alerts
command-settings = language, zone, pictures, messages
command-accuracy = how often it was right
command-terms = the terms, in short
command-health = what works and what does not

# What was not understood

unknown-command = I do not know { $command }. Did you mean one of these?
unknown-text = I did not find a coin in that. Write for example <code>btc 12h</code>, or use the buttons.
unknown-number = A number alone tells me too little. Press the button it belongs to once more, or write it whole, like <code>/long BTC { $typed }</code>.
ask-window = Which window?
pick-coin = Which coin? Write it, or tap one:
press-old = That menu is from an older version. Here is a fresh start: /start
press-not-yours = { $name } asked for this one. Ask for your own: /scan or /heatmap
flood = That was a lot at once. I take a break for { $seconds } seconds, then I am here again.
private-only = That is yours alone: open it in the private chat.
not-allowed = That command is not for everyone.
asked-before = The same map was posted { $seconds } s ago, here ↑
same-as-before = Same as { $seconds } s ago. Next bar in { $next }.
same-still = Nothing new.

# Errors

error-internal = Something broke on our side. It is written down and looked at; please try again.
error-refused = That is not possible.
error-unknown-coin = { $nearest ->
    [yes] I know no coin “{ $typed }”. Did you mean:
   *[no] I know no coin “{ $typed }”. /top shows what there is.
}
error-unknown-window = “{ $typed }” is not one of my windows. Choose one:
error-no-data = No data for <b>{ $coin }</b> right now: { $why }
error-unavailable = The source does not answer at the moment. Please try again in a minute.
error-venue-away = The exchange does not answer at the moment, so I say nothing rather than something old. Please try again in a minute.
error-storage-away = My memory does not answer for a moment. Your message is kept and answered as soon as it is back.
reason-no-history = no prices have arrived for this window yet.
reason-no-such-venue = it is not traded at that exchange.
reason-unknown = it is not there yet.
