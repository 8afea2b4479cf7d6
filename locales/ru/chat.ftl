# /start

start-new = <b>Привет, { $name }. Я Helix.</b>
    Я оцениваю, на каких ценах трейдеров с плечом закроют принудительно, по { $coins ->
        [one] { $coins } монете
       *[other] { $coins } монетам
    }. Вы видите крупные уровни, в два касания ставите на уровень оповещение и проверяете, как часто такие уровни достигались.
start-back = <b>С возвращением, { $name }.</b> { $alerts ->
    [0] Оповещений нет.
    [one] Стоит { $alerts } оповещение.
    [few] Стоят { $alerts } оповещения.
   *[other] Стоит { $alerts } оповещений.
}
start-now = <b>Сейчас:</b> { $coin } { $price } · крупнейший уровень { $levels }
start-level-above = выше { $price } ({ $away })
start-level-below = ниже { $price } ({ $away })
start-no-levels = <b>Сейчас:</b> { $coin } { $price } · крупных уровней рядом нет
start-no-market = <b>Сейчас:</b> рынок ещё загружается. Попробуйте через минуту.
start-source = <i>{ $source } · уровни по модели</i>
start-promise = <i>Уровни это оценки, а не обещания. Плечо может стоить всей ставки. 18+, /terms</i>
start-under-link = Впервые здесь? /start
terms = <b>Условия, коротко</b>
    Helix показывает оценки по открытым данным рынка. Это сведения, а не совет, и вашими деньгами никто не управляет.
    Плечо может стоить всей ставки за минуты. Только для взрослых (18+).
    О вас хранится: номер Telegram, имя, настройки и оповещения. Ничего не продаётся.
    <i>Результат не обещан: как часто уровни достигались, измеряется и показывается, даже если это плохо.</i>

# Кнопки

button-show-map = 🗺 Показать карту { $coin }
button-top-now = 🔥 Монеты сейчас
button-language = 🌐 { $language } · { $city }, { $time } · сменить
button-map = 🗺 Карта
button-scan = 🔎 Скан
button-alert = 🔔 Алерт
button-refresh = ↻
button-copy = 📋 Копировать уровни
button-bybit = Bybit ↗
button-more = +
button-filters = ⚙ Фильтры
button-zoom = ⤓ Файл
button-back = ‹ Назад
button-back-top = ‹ Топ
button-beside = 🖼 { $windows } рядом
button-open-own = Открыть свою ↗
button-open-bot = Открыть Helix ↗
button-alert-at = 🔔 На { $price }
button-alert-before = 🔔 За { $percent } % до
button-all-leverage = Все плечи
button-hide-weak = Слабые: видны
button-percent = { $share } %
button-all-venues = Все биржи
button-signals = Сигналы
button-movers = Движение
button-hunters = Охотники
button-liquidated = Ликвидации
button-nine = 🖼 Девять карт
button-delete = ✖ { $what }
button-your-alerts = 🔔 Ваши оповещения
button-settings = ⚙ Настройки
button-help = ❔ Помощь
button-start = 🏠 Начало
button-top = 🔥 Топ

# /top

top-title = <b>Топ { $window }</b> · { $coins ->
    [one] { $coins } монета
    [few] { $coins } монеты
   *[other] { $coins } монет
} · { $at }
top-signals = { $signals ->
    [0] <b>Сейчас сигналов нет.</b> Сигналу нужны 70-85 % с одной стороны и свежий всплеск.
    [one] <b>{ $signals } сигнал:</b> перекос 70-85 % и свежий всплеск
    [few] <b>{ $signals } сигнала:</b> перекос 70-85 % и свежий всплеск
   *[other] <b>{ $signals } сигналов:</b> перекос 70-85 % и свежий всплеск
}
# Inside <pre> only ASCII lines up on every phone; explained below it.
top-head-coin = coin
top-head-heavy = heavy
top-head-largest = largest
top-head-fresh = fresh
top-up = up
top-down = dn
top-volume = vol { $ratio }
top-oi = OI { $change }
top-move = { $change }
top-lopsided = lopsided, waiting for a spike
top-rest = no signal
top-young = too little data
top-extremes = Больше 85 %, отдельно: { $coins }.
top-extreme-up = { $coin } { $share } вверх
top-extreme-down = { $coin } { $share } вниз
top-in-words = <blockquote expandable><b>Словами.</b> "heavy 81% up" = из сгруппированных ликвидаций у цены 81 % выше неё ("dn": ниже). "largest" = как далеко крупнейшее скопление. "fresh" = что подскочило за последние 5 минут. "lopsided" = перекос, ждём всплеска.</blockquote>
top-source = <i>{ $source } · по модели · как часто сбывалось: /accuracy</i>
top-empty = <b>Топ { $window }</b>: сравнивать пока нечего. Рынок ещё загружается, попробуйте через минуту.
top-tab-empty = На этом рынке здесь пока ничего не измерено.
top-tab-source = <i>{ $source } { $at } · измерено</i>
top-head-change = 24h
top-head-turnover = turnover
top-head-funding = fund 8h
top-head-reached = reached
top-head-other = other
top-head-longs = longs
top-head-shorts = shorts

# /settings

settings-title = <b>Настройки</b>
settings-locale = Язык
settings-zone = Часовой пояс
settings-theme = Картинки
settings-style = Сообщения
settings-window = Окно
settings-line = { $name }: <b>{ $value }</b>
settings-theme-dark = тёмные
settings-theme-light = светлые
settings-style-full = всё
settings-style-brief = коротко
settings-zone-how = <b>Часовой пояс:</b> { $city }, сейчас { $time }.
    Выберите или напишите город латиницей, например <code>Moscow</code>.
settings-zone-unknown = Не знаю пояса «{ $typed }». Напишите крупный город рядом латиницей, например <code>Moscow</code>.
settings-saved = Сохранено.
settings-private = Настройки только ваши: откройте их в личном чате.
language-name = Русский

# /accuracy, /health

accuracy-source = <i>{ $source } { $at } · измерено против такого же далёкого уровня с другой стороны</i>
health-title = <b>Состояние</b>
health-line = { $ok ->
    [yes] ✅
   *[no] ❌
} { $name }: { $value }

# /help

help-title = <b>Что умеет Helix</b>
help-how = Напишите монету и окно в любом порядке: <code>btc 12h</code>, <code>/heatmap sol 1w</code>, <code>pepe 12 h</code>. Всё есть и кнопками.
help-subject-market = Уровни и карты
help-subject-alerts = Оповещения
help-subject-you = Вы и настройки
help-subject-admin = Для администраторов
help-line = { $command } { $what }
help-market-more = Окна: { $windows }. Карта окна содержит позиции, открытые внутри него.
    Фильтры словами: <code>min=75</code> прячет слабейшие 75 %, <code>lev=high</code> показывает 50x и выше (<code>lev=mid</code> 25x), <code>ex=bybit</code> одну биржу, <code>m1</code> карту CoinGlass, <code>whales</code> настоящие позиции.
help-alerts-more = На карте коснитесь уровня, потом 🔔. Оповещение по цене говорит один раз; по расстоянию один раз и снова, когда цена отойдёт.
help-you-more = Время показано в вашем поясе. Картинки тёмные или светлые.
help-admin-more = Это видят только администраторы.
command-start = начните здесь
command-help = все команды по темам
command-scan = уровни монеты одной карточкой
command-heatmap = карта картинкой
command-top = самые перекошенные монеты сейчас
command-alert = сказать, когда цена подойдёт к уровню
command-alerts = мои оповещения
command-settings = язык, пояс, картинки, сообщения
command-accuracy = как часто сбывалось
command-terms = условия, коротко
command-health = что работает, а что нет

# Не понято

unknown-command = Не знаю { $command }. Может быть, что-то из этого?
unknown-text = Не нашёл здесь монеты. Напишите, например, <code>btc 12h</code> или нажмите кнопку.
unknown-number = Одного числа мне мало. Нажмите ещё раз кнопку, к которой оно относится, или напишите целиком, например <code>/long BTC { $typed }</code>.
ask-window = Какое окно?
pick-coin = Какая монета? Напишите или нажмите:
press-old = Это меню из старой версии. Начните заново: /start
press-not-yours = Это спрашивал { $name }. Спросите своё: /scan или /heatmap
flood = Слишком много сразу. Отдохну { $seconds } секунд и вернусь.
private-only = Это только ваше: откройте в личном чате.
not-allowed = Эта команда не для всех.
asked-before = Такая же карта была { $seconds } с назад, вот она ↑
same-as-before = То же, что { $seconds } с назад. Следующая свеча через { $next }.
same-still = Ничего нового.

# Ошибки

error-internal = У нас что-то сломалось. Записано и будет проверено; попробуйте, пожалуйста, ещё раз.
error-refused = Так нельзя.
error-unknown-coin = { $nearest ->
    [yes] Не знаю монеты «{ $typed }». Может быть:
   *[no] Не знаю монеты «{ $typed }». Что есть, показывает /top.
}
error-unknown-window = «{ $typed }» не из моих окон. Выберите:
error-no-data = По <b>{ $coin }</b> сейчас нет данных: { $why }
error-unavailable = Источник сейчас не отвечает. Попробуйте, пожалуйста, через минуту.
error-venue-away = Биржа сейчас не отвечает, и я лучше промолчу, чем скажу старое. Попробуйте, пожалуйста, через минуту.
error-storage-away = Моя память на минуту не отвечает. Сообщение сохранено, отвечу, как только она вернётся.
reason-no-history = цены для этого окна ещё не пришли.
reason-no-such-venue = на этой бирже её нет.
reason-unknown = данных ещё нет.
