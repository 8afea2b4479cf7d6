"""`/help`: the command table in words, by subject."""

from collections.abc import Sequence

from bot.commands import BotCommandSpec, Role, Subject, allowed
from bot.texts import Markup
from bot.views.card import lines
from bot.views.reader import Reader
from engine.market.windows import Window


def subjects_for(role: Role) -> Sequence[Subject]:
    mine = {command.subject for command in allowed(role)}
    return [subject for subject in Subject if subject in mine]


def help_text(subject: Subject | None, role: Role, reader: Reader) -> str:
    t = reader.t
    if subject is None:
        return lines(t("help-title"), t("help-how"))
    more = t(f"help-{subject.value}-more", windows=" ".join(window.value for window in Window))
    rows = [_row(command, reader) for command in allowed(role) if command.subject is subject]
    return lines(Markup(f"<b>{t(f'help-subject-{subject.value}')}</b>"), *rows, more)


def _row(command: BotCommandSpec, reader: Reader) -> Markup:
    usage = f"/{command.name}" if not command.arguments else f"<code>{command.usage}</code>"
    return reader.t("help-line", command=Markup(usage), what=reader.t.plain(command.text_key))
