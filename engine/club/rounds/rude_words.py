"""Words no name may contain, a line a language. The check reads them and the name in the same folded spelling.

`INSIDE`: refused wherever they stand. `WHOLE`: only as the whole name or a part of it set off by a sign or a digit, as
they also stand inside good words (class, disputa, употребить). `GOOD`: words that hold a bad one by chance.
"""

_INSIDE = """
fuck fuk motherfuck nigger niger nigga faggot cunt whore bitch shit asshole arsehole dickhead cocksuck jizz bullshit
wanker retard porn rapist pedofil pedophil hitler nazi kike slut twat
puta puto mierda pendej cabron coño joder gilipol maricon verga chinga culero hijueput malparid carajo zorra
хуй хуе хуи хуя пизд ебат ебан ебал ебуч еблан заеб уеб выеб долбоеб бляд блят мудак мудил гандон пидор пидар пидр
сука сучк залуп шлюх дроч чмошн гитлер нацист педофил
"""
_WHOLE = """
as ass anal anus cock dick cum tit tits pussy fag homo rape sex ses isis hoe spic chink coon paki
culo polla pene cono teta tetas mierda pija chocho negrata sudaca
хер жопа жид хач чурка говно срать секс бля член чмо тварь
"""
_GOOD = """
scunthorpe shiitake badminton
computad reputa disputa diputad imputa amputa putón deputy
страхуй психуй хлебал хлебат колебат колебал требат барсука барсуки рисука
"""
_POSING = """
helix admin administrator moderator support official helpdesk telegram bybit binance
soporte oficial админ модератор поддержка хеликс официал
"""
_POSING_WHOLE = "bot robot mod owner staff system root бот модер система"

INSIDE = tuple(_INSIDE.split())
WHOLE = tuple(_WHOLE.split())
GOOD = tuple(_GOOD.split())
POSING = tuple(_POSING.split())
POSING_WHOLE = tuple(_POSING_WHOLE.split())
