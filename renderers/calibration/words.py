"""The protocol in words, for the page."""

STAR = "* sees turnover inside the span, which no baseline sees: not a win over any of them."
PROTOCOL = (
    "Given the path. A map is frozen at the start of a span (an hour, or four). The path price then took says which "
    "levels it crossed; what stood there is the map's prediction. Measured: dollars closed by force in the span, longs "
    "and shorts as rows of their own. Figures: rank correlation (rho), the chance that one of the largest 5 % of rows "
    "has the higher prediction (AUC), and the share of all dollars that fell on the tenth predicted highest.",
    "Baselines B0-B8. B7 is how far the span broke the extremes of the last 1 to 72 hours, and its travel; B8 is B7 "
    "times past volume and past open interest, 36 terms fitted by EM. B8 knows no positions and is the honest bar. B0 "
    "to B6 say where, not given a path, and stand in the location test; B1 stands in both.",
    "Walk-forward. Everything fitted is fitted on spans that ended a day before the span it is asked about, and fitted "
    "again every 30 days. The map's settings (churn, half-life) are chosen on the first training span of each set. No "
    "date, block or baseline was changed after it was scored.",
    "Two forms. A non-negative mixture is good at the largest spans, a regression of logarithms at the many small "
    "ones; the combination takes the geometric mean of both with equal weight. Whoever takes a new form has to beat "
    "B8 in that form too. The average map is the strictest opponent: the same terms with the training span's mean map "
    "in place of the hour's. Only what is left over that is knowledge of where positions stand.",
    "Intervals. Whole days (or horizons, if longer) are drawn again, all predictors on the same draw, so differences "
    "are paired. Hit shares also carry Wilson's interval. Fewer than 30 cases say nothing.",
    "Honesty. The forms that combine map and B8 were thought of after a first look at these very sets. Their weights "
    "never saw the spans they are scored on, but the idea did: hours measured from now on are the untouched test. Many "
    "rows are compared; one in forty clears zero by luck.",
    "Self-test. Worlds are made in which the map is right up to heavy noise: it must be found. Maps of other days are "
    "asked on this hour's path: they must not be.",
)
