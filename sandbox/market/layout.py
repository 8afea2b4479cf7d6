"""Where each number of a contract's state lies in the kernels' arrays (numba wants plain arrays, people want names)."""

# Positions, float rows of (rows, capacity); the living ones are the first `K_LIVE` columns.
ENTRY = 0  # mean entry price, USD per contract unit
MARGIN = 1  # isolated: margin posted; cross: the account's equity behind this position, USD
LIQ = 2  # liquidation price on mark, 0 where there is none
LEVERAGE = 3  # entry notional / margin at opening
EXIT_AT = 4  # second (unix) at which the trader has had enough
LAST_BELOW = 5  # stop or take-profit that fires when last price falls to it, 0 for none
LAST_ABOVE = 6  # the same above, inf for none
MARK_BELOW = 7  # liquidation of a long
MARK_ABOVE = 8  # liquidation of a short
POSITION_FLOATS = 9

# Positions, integer rows.
LOTS = 0  # signed: positive is long
OPENED_MS = 1
STYLE = 2
IS_CROSS = 3
POSITION_INTS = 4

# Styles of traders.
TREND, REVERSION, NOISE, HEDGER, WHALE = 0, 1, 2, 3, 4

# Integers of a contract.
K_LIVE = 0
K_NOW_MS = 1
K_LONG = 2  # lots of all agents' longs
K_SHORT = 3
K_LIQUIDATIONS = 4  # events written since the caller last emptied the log
K_REGIME = 5
K_TICKS = 6
K_LONGS = 7  # traders who are long
K_MAKER = 8  # inventories of the market makers, signed lots
MAKERS = 6
CONTRACT_INTS = K_MAKER + MAKERS

# Floats of a contract.
S_INDEX = 0  # log of index price
S_PREMIUM = 1  # log(last) - log(index)
S_PREMIUM_SLOW = 2  # smoothed premium: mark = index * exp(this)
S_VOL_FAST = 3
S_VOL_SLOW = 4
S_EMA = 5  # three trend lines of log price: 1 h, 8 h, 3 d
S_CROWD = 8  # slow mood of participation, log
S_DRIFT = 9
S_FUNDING_SUM = 10
S_FUNDING_WEIGHT = 11
S_FUNDING_RATE = 12  # last settled rate, per interval
S_FUNDING_NEXT = 13  # unix second
S_BELOW_USD = 14  # liquidations within reach below, refreshed now and then by whales' scouts
S_ABOVE_USD = 15
S_SIGMA = 16  # present volatility, per sqrt(second)
S_LAST = 17  # last price
S_MARK = 18
S_FLOW = 19  # taker flow of the tick so far, USD, signed
S_SHARE = 20  # of the full number of traders: each of fewer stands for more; 0 before the first step
CONTRACT_FLOATS = 21

# What a contract is like (constants of the run).
P_LOT, P_TICK, P_ANCHOR, P_SIGMA_DAY, P_BETA, P_OI_USD, P_DEPTH, P_CROWD = 0, 1, 2, 3, 4, 5, 6, 7
P_LEVERAGE_MU, P_LEVERAGE_SD, P_LEVERAGE_MAX, P_CROSS, P_CHURN, P_TURNOVER = 8, 9, 10, 11, 12, 13
P_JUMPS_YEAR, P_FUNDING_S, P_FUNDING_CAP, P_WILD, P_STYLE = 14, 15, 16, 17, 18  # P_STYLE: five cumulative shares
PARAMETERS = P_STYLE + 5

# Columns of a bar.
(B_OPEN, B_HIGH, B_LOW, B_CLOSE, B_VOLUME, B_BUY, B_OI, B_MARK_HIGH, B_MARK_LOW, B_MARK, B_INDEX) = range(11)
B_LIQ_LONG, B_LIQ_SHORT, B_TURNOVER, B_LONG_SHARE = 11, 12, 13, 14  # the last: traders who are long, a fraction
BAR_COLUMNS = 15

# Columns of the liquidation log.
L_AT_MS, L_SIDE, L_BANKRUPTCY, L_LOTS, L_FILL = 0, 1, 2, 3, 4
LIQUIDATION_COLUMNS = 5
