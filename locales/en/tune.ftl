# /tune

tune-all-coins = All coins
button-audit = 📜 Changes
button-tune = ‹ Thresholds
button-tune-default = Back to the default
button-tune-keep = ✅ Keep { $value }
button-tune-drop = ✖ Drop
tune-knob = { $name ->
    [volume_ratio] Volume
    [oi_change_1h] Open interest
    [move_5m] 5-minute move
    [lopsided_from] Lopsided from
   *[extreme_over] Extreme over
}
tune-title = <b>What makes a signal</b>, { $coin ->
    [all] all coins
   *[other] { $coin }
}
tune-line = { $name ->
    [volume_ratio] Volume over <b>{ $value }</b> the hour before
    [oi_change_1h] or open interest over <b>{ $value }</b> in an hour
    [move_5m] or a 5-minute move over <b>{ $value }</b>
    [lopsided_from] Lopsided from <b>{ $value }</b>
   *[extreme_over] Extreme over <b>{ $value }</b>
}{ $set ->
    [yes] {" "}(set here)
   *[no] {""}
}
tune-month = <b>The last 30 days with these:</b> { $signals } signals; { $said }
tune-how = Tap one, or write <code>/tune volume 2.0</code>, <code>/tune BTC oi 4%</code>.
tune-knob-title = <b>{ $name }</b>, { $coin ->
    [all] all coins
   *[other] { $coin }
}: now { $value }
tune-knob-words = { $name ->
    [volume_ratio] Volume of the last 5 minutes against the mean of the 12 bars before: fresh when over this.
    [oi_change_1h] Open interest against an hour ago: fresh when it grew by more than this.
    [move_5m] How far price moved in 5 minutes, either way: fresh when farther than this.
    [lopsided_from] Share of clustered liquidations on the heavier side from which a map counts as lopsided.
   *[extreme_over] Share over which a map is “extreme” and kept apart: no signal.
}
tune-knob-how = From { $least } to { $most }. Tap a value to see what it would have done; nothing changes yet.
tune-try-title = <b>{ $name }: { $becomes } instead of { $was }?</b> { $coin ->
    [all] All coins, the last 30 days:
   *[other] { $coin }, the last 30 days:
}
tune-nothing-yet = { $coin ->
    [all] The past month is still being looked through: no coin is done yet. Try again in some minutes, or keep it unseen.
   *[other] The past month of { $coin } is not looked through yet. Try again later, or keep it unseen.
}
tune-verdict = { $verdict ->
    [same] Nothing would have been different.
    [few] Fewer than 30 ended on one side: too few to say.
    [more] More often right in these 30 days: the intervals do not overlap.
    [less] Less often right in these 30 days: the intervals do not overlap.
   *[overlap] No difference shown: the intervals overlap.
}
tune-covered = Looked through: { $coins ->
    [one] { $coins } coin
   *[other] { $coins } coins
}, { $windows }; { $since } to { $until }, the largest contract of each.
tune-caution = <i>Won for 1: the mean result for 1 risked, fees in. Judged on the days it was chosen by: the coming ones may differ.</i>
tune-source = <i>{ $source } { $at } · levels modelled, prices measured</i>
tune-row-value = {"now / tried"}
tune-row-signals = signals
tune-row-hit = hit
tune-row-stopped = stopped
tune-row-expired = expired
tune-row-open = still open
tune-row-share = hit share
tune-row-interval = 95 % range
tune-row-won = won for 1
tune-out-of-bounds = { $name ->
    [lopsided_from] “Lopsided from” goes from { $least } to { $most } and stays below “extreme over”.
    [extreme_over] “Extreme over” goes from { $least } to { $most } and stays above “lopsided from”.
   *[other] That one goes from { $least } to { $most }.
}
tune-kept = Kept: every process has it within seconds. It is in /audit.
tune-kept-already = That holds already.
tune-dropped = Dropped: nothing has changed.

# /audit

audit-title = { $changes ->
    [one] <b>{ $changes } change</b>, newest first
   *[other] <b>{ $changes } changes</b>, newest first
}
audit-empty = <b>Nothing was changed yet.</b> Thresholds (/tune) and admins' signals will stand here.
audit-line = { $at } <b>{ $name }</b>: { $subject }, { $was } → { $becomes }
audit-line-new = { $at } <b>{ $name }</b>: { $action } { $subject }, { $becomes }
audit-default = (default)
audit-source = <i>Lines are only ever added. Kept by the database, which refuses to change them.</i>
