# /hunt: how often price came to a coin's levels

command-hunt = which coins reach their levels
button-back-hunters = ‹ Hunters { $window }
member-needs-start = For this open Helix once in the private chat and press Start.
hunters-title = <b>Hunters { $window }:</b> { $hunting ->
    [0] none of { $coins } measured coins so far
   *[other] { $hunting } of { $coins } measured coins
}
hunters-rule = { $hunting ->
    [0] No coin's largest level beats both the other side and a random one by more than luck. Nearest to it first:
   *[other] * = its largest level was reached more often than one as far away on the other side, and than a random one.
}
hunters-few = Too few cases yet (under 30): { $coins }.
hunters-none = <b>Hunters { $window }:</b> nothing is measured yet. Past maps are looked at one by one, the largest coins first; ask again in some minutes.
hunters-words = <blockquote expandable><b>In words.</b> For each coin a map was made every { $within } of the past. "reached" = how often price came to its largest level within { $within }. "other" = the same for a level as far away on the other side: only more than that is worth anything. "time" = half of the hits took no longer. "wick" = how far price usually shot beyond a cluster before it turned back. The order counts in how uncertain few cases are. A press on a number shows all windows of the coin.</blockquote>
hunting-source = <i>{ $source } { $at } · levels modelled, what followed measured · not advice</i>
top-head-time = time
top-head-wick = wick
top-head-half = half
top-head-random = rand
top-head-window = win

hunt-coin-hunts = <b>{ $coin } hunts on { $windows }.</b> Best on { $window }: largest level reached within { $within } in { $reached } of { $cases }, other side { $other }.
hunt-coin-none = <b>{ $coin } hunts on no window so far.</b> Its largest level does not beat both the other side and a random one by more than luck.
hunt-coin-few = <b>{ $coin }: too few cases on every window.</b> Thirty are needed to say anything.
hunt-coin-unmeasured = <b>{ $coin } is not measured yet.</b> Past maps are looked at one by one, the largest coins first.
hunt-few = Too few cases: { $windows }.
hunt-words = <blockquote expandable>"95%" = where the true share lies. "other" = a level as far on the other side. "half" = half of the hits took no longer. "wick" = usual overshoot of a cluster.</blockquote>
hunt-venue = at { $venue } alone

hunt-detail-title = <b>{ $coin } { $window }: { $verdict ->
    [hunts] it hunts
    [too-few] too few cases
   *[no-difference] no difference measured so far
}.</b> { $maps } past maps since { $since }{ $left ->
    [0] {""}
   *[other] , { $left } left out for holes
}.
hunt-detail-gap = <b>Largest level:</b> reached within { $within } in { $share } % of the cases ({ $low } to { $high }), the other side in { $other } %: { $gap } points ({ $gap_low } to { $gap_high }). A random level as far away: { $random } %.
hunt-detail-times = <b>Time:</b> half of the hits within { $half }, four of five within { $most }.
hunt-detail-no-times = <b>Time:</b> fewer than ten hits say nothing.
hunt-detail-wicks = <b>Wick beyond a cluster:</b> half up to { $half }, nine of ten up to { $most }, of { $turned } times price came back out of { $swept }.
hunt-detail-few-wicks = <b>Wick beyond a cluster:</b> too few, { $turned } times price came back out of { $swept }.
hunt-detail-venues = By venue:
hunt-detail-words = <blockquote expandable><b>In words.</b> "largest" = the largest level of the map, "magnet" = the largest of the heavier side, "above" and "below" = the nearest ones. "95%" = where the true share lies, "other" = a level as far away on the other side, "rand" = a random level as many deviations away. "Hunts" is said only where both are beaten by more than the luck of all coins and windows together.</blockquote>
hunt-level-largest = largest
hunt-level-magnet = magnet
hunt-level-above = above
hunt-level-below = below

picture-measured = MEASURED
picture-hunting = { $coin }: how often its levels are reached
picture-hunting-answer = { $windows ->
    [none] no window stands out so far
   *[other] hunts on { $windows }
}
picture-hunting-few = too few cases: { $cases }
picture-hunting-reached = reached of
picture-hunting-times = half, 80 % within
picture-hunting-wicks = wick: half, 90 %
picture-hunting-key-reached = largest level, 95 %
picture-hunting-key-mirror = as far on the other side
picture-hunting-key-random = a random level
picture-minutes = { $number } min
picture-hours = { $number } h
picture-days = { $number } d
