"""Words no name may contain, a line a language. The check reads them and the name in the same folded spelling.

`INSIDE`: refused wherever they stand. `WHOLE`: only as the whole name or a part of it set off by a sign or a digit, as
they also stand inside good words (class, disputa, употребить). `GOOD`: words that hold a bad one by chance.
"""

_INSIDE = """
fuck fuk phuck fvck motherfuck nigger niger nigga niqqer faggot cunt whore bitch biatch shit asshole arsehole dickhead
cocksuck jizz bullshit wanker retard porn rapist pedofil pedophil hitler nazi slut twat
puta pvta puto mierda pendej cabron joder gilipol maricon verga chinga culero hijueput malparid carajo zorra
pizd blyat blyad mudak zalup huylo huilo xuilo naxuy
хуй хуе хуи хуя пизд ебат ебан ебал ебуч еблан заеб уеб выеб долбоеб бляд блят мудак мудил гандон гондон пидор пидар
пидр сука сучк залуп шлюх дроч чмошн гитлер нацист педофил
"""
_WHOLE = """
as ass anal anus cock dick cum tit tits pussy fag homo rape sex ses isis hoe spic chink coon paki kunt kike
culo polla pene coño cono teta tetas mierda pija chocho negrata sudaca
huy xuy xyu nahuy suka blya zhopa pidor pidar gandon
хер жопа жид хач чурка говно срать секс бля член чмо тварь сиськи
"""
_GOOD = """
scunthorpe shiitake matsushita badminton therapist saltwater pornic pornichet bitchart bitchain bitcheck bitchange
comput reputa disput diput imput amput deputy vergara putong
страхуй страхуе страхуя психуй психуе психуя хлебал хлебат колебат колебал колебан требат небанал погребал погребат
барсук рисук асука сукачев скипидар потреблят истреблят злоупотреблят оскорблят ослаблят расслаблят углублят
приспособлят ограблят
"""
_POSING = """
helix admin administrator moderator support official helpdesk telegram bybit binance
soporte suporte oficial админ модератор поддержка хеликс официал
"""
_POSING_WHOLE = "bot robot mod moder owner staff system root бот модер мод система"

NUMBERS = ("1488",)
INSIDE = tuple(_INSIDE.split())
WHOLE = tuple(_WHOLE.split())
GOOD = tuple(_GOOD.split())
POSING = tuple(_POSING.split())
POSING_WHOLE = tuple(_POSING_WHOLE.split())
