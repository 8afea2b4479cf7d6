"""`/audit`: who changed what, newest first."""

from collections.abc import Sequence

from bot.texts import Markup
from bot.views.card import lines
from bot.views.reader import Reader
from engine.club.audit import AuditLine


def audit_text(found: Sequence[AuditLine], total: int, reader: Reader) -> Markup:
    t = reader.t
    if not found:
        return t("audit-empty")
    return lines(t("audit-title", changes=total), *(_line(one, reader) for one in found), t("audit-source"))


def _line(one: AuditLine, reader: Reader) -> Markup:
    words = {"at": reader.moment(one.at), "name": one.user_name, "subject": one.subject, "becomes": one.becomes}
    if one.was:
        return reader.t("audit-line", was=one.was, **words)
    return reader.t("audit-line-new", action=one.action, **words)
