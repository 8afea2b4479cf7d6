"""`/audit`: who changed what, newest first."""

from collections.abc import Sequence

from bot.texts import Markup
from bot.views.card import lines
from bot.views.reader import Reader
from bot.views.thresholds import knob_name, value_text
from engine.club.audit import AuditLine
from engine.signals.tuning import KNOB_OF, Knob


def audit_text(found: Sequence[AuditLine], total: int, reader: Reader) -> Markup:
    t = reader.t
    if not found:
        return t("audit-empty")
    return lines(t("audit-title", changes=total), *(_line(one, reader) for one in found), t("audit-source"))


def _line(one: AuditLine, reader: Reader) -> Markup:
    who = {"at": reader.moment(one.at), "name": one.user_name}
    name, _, coin = one.subject.partition(" ")
    if one.action == "threshold" and name in KNOB_OF:
        subject = f"{knob_name(name, reader)} {coin}".strip()
        was, becomes = (_value(KNOB_OF[name], value, reader) for value in (one.was, one.becomes))
        return reader.t("audit-line", subject=subject, was=was, becomes=becomes, **who)
    if one.was:
        return reader.t("audit-line", subject=one.subject, was=one.was, becomes=one.becomes, **who)
    return reader.t("audit-line-new", action=one.action, subject=one.subject, becomes=one.becomes, **who)


def _value(knob: Knob, text: str, reader: Reader) -> str:
    """As it was written; what is no figure stays as it is."""
    figure, _, default = text.partition(" ")
    try:
        value = value_text(knob, float(figure))
    except ValueError:
        return text
    return f"{value} {reader.t.plain('audit-default')}" if default else value
