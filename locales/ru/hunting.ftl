# /hunt: как часто цена доходила до уровней монеты

command-hunt = какие монеты доходят до своих уровней
button-back-hunters = ‹ Охотники { $window }
member-needs-start = Для этого один раз откройте Helix в личном чате и нажмите «Старт».
hunters-title = <b>Охотники { $window }:</b> { $hunting ->
    [0] пока ни одной, измерено { $coins }
   *[other] { $hunting } из { $coins } измеренных
}
hunters-rule = { $hunting ->
    [0] Ни у одной монеты крупнейший уровень не превзошёл и другую сторону, и случайный уровень больше, чем объясняет случай. Ближе всех к этому:
   *[other] * = до крупнейшего уровня цена доходила чаще, чем до такого же далёкого с другой стороны и чем до случайного.
}
hunters-few = Пока слишком мало случаев (меньше 30): { $coins }.
hunters-none = <b>Охотники { $window }:</b> пока ничего не измерено. Прошлые карты разбираются по одной, сначала у крупнейших монет; спросите через несколько минут.
hunters-words = <blockquote expandable><b>Словами.</b> Для каждой монеты построены карты прошлого через каждые { $within }. "reached" = как часто цена дошла до крупнейшего уровня за { $within }. "other" = то же для такого же далёкого уровня с другой стороны: ценно только то, что больше. "time" = половина попаданий заняла не больше. "wick" = насколько цена обычно проскакивает кластер, прежде чем вернуться. Порядок учитывает, как ненадёжны малые числа. Кнопка с номером открывает все окна монеты.</blockquote>
hunting-source = <i>{ $source } { $at } · уровни по модели, дальнейшее измерено · не совет</i>
top-head-time = time
top-head-wick = wick
top-head-half = half
top-head-random = rand
top-head-window = win

hunt-coin-hunts = <b>{ $coin } охотится на { $windows }.</b> Лучше всего на { $window }: до крупнейшего уровня за { $within } дошла в { $reached } из { $cases }, до другой стороны в { $other }.
hunt-coin-none = <b>{ $coin } пока не охотится ни на одном окне.</b> Её крупнейший уровень не превзошёл и другую сторону, и случайный уровень больше, чем объясняет случай.
hunt-coin-few = <b>{ $coin }: на всех окнах слишком мало случаев.</b> Чтобы что-то сказать, нужно тридцать.
hunt-coin-unmeasured = <b>{ $coin } ещё не измерена.</b> Прошлые карты разбираются по одной, сначала у крупнейших монет.
hunt-few = Слишком мало случаев: { $windows }.
hunt-words = <blockquote expandable>"95%" = где лежит истинная доля. "other" = такой же далёкий уровень с другой стороны. "half" = половина попаданий заняла не больше. "wick" = обычный проскок за кластер.</blockquote>
hunt-venue = только на { $venue }

hunt-detail-title = <b>{ $coin } { $window }: { $verdict ->
    [hunts] охотится
    [too-few] слишком мало случаев
   *[no-difference] разницы пока не измерено
}.</b> Прошлых карт: { $maps }, с { $since }{ $left ->
    [0] {""}
   *[other] , пропущено из-за дыр: { $left }
}.
hunt-detail-gap = <b>Крупнейший уровень:</b> за { $within } цена дошла в { $share } % случаев (от { $low } до { $high }), до другой стороны в { $other } %: { $gap } пунктов (от { $gap_low } до { $gap_high }). До случайного такого же далёкого: { $random } %.
hunt-detail-times = <b>Время:</b> половина попаданий за { $half }, четыре из пяти за { $most }.
hunt-detail-no-times = <b>Время:</b> меньше десяти попаданий ни о чём не говорят.
hunt-detail-wicks = <b>Проскок за кластер:</b> половина до { $half }, девять из десяти до { $most }; цена вернулась { $turned } раз из { $swept }.
hunt-detail-few-wicks = <b>Проскок за кластер:</b> слишком мало, цена вернулась { $turned } раз из { $swept }.
hunt-detail-venues = По биржам:
hunt-detail-words = <blockquote expandable><b>Словами.</b> "largest" = крупнейший уровень карты, "magnet" = крупнейший на тяжёлой стороне, "above" и "below" = ближайшие сверху и снизу. "95%" = где лежит истинная доля, "other" = такой же далёкий уровень с другой стороны, "rand" = случайный на столько же отклонений. «Охотится» сказано только там, где превзойдены оба и больше, чем объясняет удача среди всех монет и окон вместе.</blockquote>
hunt-level-largest = largest
hunt-level-magnet = magnet
hunt-level-above = above
hunt-level-below = below

picture-measured = ИЗМЕРЕНО
picture-hunting = { $coin }: как часто цена доходит до уровней
picture-hunting-answer = { $windows ->
    [none] пока ни одно окно не выделяется
   *[other] охотится на { $windows }
}
picture-hunting-few = слишком мало случаев: { $cases }
picture-hunting-reached = дошла из
picture-hunting-times = 50 %, 80 % за
picture-hunting-wicks = проскок: 50 %, 90 %
picture-hunting-key-reached = крупнейший уровень, 95 %
picture-hunting-key-mirror = так же далеко с другой стороны
picture-hunting-key-random = случайный уровень
picture-minutes = { $number } мин
picture-hours = { $number } ч
picture-days = { $number } д
