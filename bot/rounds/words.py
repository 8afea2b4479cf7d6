"""How rounds, ranks and scores are written."""

from datetime import datetime, timedelta
from decimal import Decimal
from unicodedata import combining, normalize
from zoneinfo import ZoneInfo

from babel import Locale as BabelLocale

from bot.texts import Markup
from bot.views import numbers
from bot.views.reader import Reader
from engine.club.rounds.values import PPM, Line, Own, Period, Round

_MINUTE, _HOUR, _DAY = 60, 3600, 86400
_CYRILLIC_AS = (
    "аa бb вv гg дd еe ёe жzh зz иi йi кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щsch "
    "ъ ыy ь эe юyu яya єye іi їyi ґg"
)
_CYRILLIC = {pair[0]: pair[1:] for pair in _CYRILLIC_AS.split()}


def score(ppm: int) -> str:
    """+40.2 %."""
    return numbers.percent(ppm / PPM)


def tight_score(ppm: int) -> str:
    """+40.2%, at most seven columns."""
    share = ppm / PPM
    return numbers.tight_percent(share) if abs(share) < 9.9995 else f"{share * 100:+.0f}%"


def tight_dip(ppm: int) -> str:
    """-4.1%, -12%: at most five columns."""
    share = ppm / PPM * 100
    return f"-{share:.1f}%" if 0.05 <= share < 9.95 else "0.0%" if share < 0.05 else f"-{share:.0f}%"


def round_name(one: Round, reader: Reader, house: ZoneInfo) -> Markup:
    """Friday 6 Feb · week of 2 Feb · February 2026."""
    first = one.starts_at.astimezone(house)
    return reader.t(
        "round-name",
        period=one.period.value,
        weekday=weekday(one, reader, house),
        date=_date(first, reader),
        month=reader.t("month-words", month=f"m{first.month}", year=str(first.year)),
    )


def weekday(one: Round, reader: Reader, house: ZoneInfo) -> Markup:
    return reader.t("round-weekday", day=f"d{one.starts_at.astimezone(house).isoweekday()}")


def short_name(one: Round, reader: Reader, house: ZoneInfo) -> Markup:
    """Friday · the week · February."""
    month = reader.t("round-month", month=f"m{one.starts_at.astimezone(house).month}")
    return reader.t("round-short", period=one.period.value, weekday=weekday(one, reader, house), month=month)


def _date(local: datetime, reader: Reader) -> Markup:
    moment = reader.t("moment", day=str(local.day), month=f"m{local.month}", time="")
    return Markup(moment.strip())


def left(until: datetime, reader: Reader) -> Markup:
    """5 h 12 min."""
    seconds = max(int((until - reader.now).total_seconds()), 0)
    unit = "days" if seconds >= 2 * _DAY else "hours" if seconds >= _HOUR else "minutes"
    return reader.t(
        "round-left",
        unit=unit,
        days=seconds // _DAY,
        hours=seconds % _DAY // _HOUR if unit == "days" else seconds // _HOUR,
        minutes=max(seconds % _HOUR // _MINUTE, 1 if unit == "minutes" else 0),
    )


def held(seconds: int, reader: Reader) -> Markup:
    return left(reader.now + timedelta(seconds=seconds), reader)


def place(rank: int, reader: Reader) -> Markup:
    """212th."""
    form = BabelLocale(reader.t.locale.value).ordinal_form(rank)
    return reader.t("round-place", rank=rank, form=form)


def trader(line: Line, reader: Reader) -> Markup:
    """The name they chose, or what stands for it where they hide."""
    return reader.t("round-hidden") if line.name is None else reader.t("round-trader", name=line.name)


def standing(own: Own, reader: Reader, *, is_running: bool) -> Markup:
    """212th of 1,104, +0.2 %, 3 trades; without a rank, why."""
    t, line = reader.t, own.line
    facts = t("round-facts", score=score(line.score_ppm), trades=line.trades)
    if line.rank is not None:
        return t("round-standing", place=place(line.rank, reader), ranked=own.ranked, facts=facts)
    why = "none" if line.why is None else line.why.value
    return t("round-unranked", facts=facts, why=unranked(why, reader, is_running=is_running, trades=line.trades))


def unranked(why: str, reader: Reader, *, is_running: bool, trades: int = 0) -> Markup:
    missing = max(3 - trades, 1)
    return reader.t("round-why", why=why, missing=missing, running="yes" if is_running else "no")


def money(usd: Decimal) -> str:
    """$100, $1,000, $99.50."""
    return f"${usd:,.0f}" if usd == usd.to_integral_value() else f"${usd:,.2f}"


def price(usd: Decimal) -> str:
    """As it was traded where that is short, else five figures."""
    shown = numbers.level(float(usd))
    exact = f"{usd:,f}"
    return exact if len(exact) <= len(shown) and usd > 0 else shown


def plain_letters(name: str) -> str:
    """For columns, which hold ASCII only: Лев → Lev, Zoë → Zoe. Empty where nothing remains."""
    letters = []
    for letter in normalize("NFKD", name):
        if letter.lower() in _CYRILLIC:
            latin = _CYRILLIC[letter.lower()]
            letters.append(latin.capitalize() if letter.isupper() else latin)
        elif letter.isascii() and letter.isprintable() and not combining(letter):
            letters.append(letter)
    return "".join(letters).strip()


def period_of(key: str) -> Period:
    return Period(key.partition("-")[0])
