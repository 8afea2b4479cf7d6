# Карты поставщика данных рядом с нашими

vendor-title = <b>Карта { $coin } { $window }, CoinGlass { $model }</b> · { $price } · { $share }
vendor-relative = <b>Относительно:</b> самый сильный уровень — 100 %. Это не доллары.
vendor-stale = ⚠ <b>CoinGlass сейчас не отвечает.</b> Этой карте { $minutes } мин.
vendor-left-out = ⚠ { $cells ->
    [one] { $cells } ячейка ответа лежит
    [few] { $cells } ячейки ответа лежат
   *[other] { $cells } ячеек ответа лежат
} вне его собственных осей и { $cells ->
    [one] пропущена
   *[other] пропущены
}.
vendor-day = <b>24 ч, измерено CoinGlass:</b> { $what }
vendor-day-liquidated = ликвидировано на { $venues }: лонги { $long }, шорты { $short }
vendor-day-oi = открытый интерес { $oi } ({ $change })
vendor-day-funding = фандинг { $rate }
vendor-day-volume = оборот { $amount }
vendor-how-to-read = <blockquote expandable><b>Как читать.</b> Это модель CoinGlass в наших цветах. Её числа сравнимы только внутри этой картинки. Она предполагает, где позиции открыли, а не остались ли они. Рядом с нашей: /compare</blockquote>
vendor-source = <i>CoinGlass, модель { $model }, сейчас { $at }, возраст { $age } · расчёт CoinGlass, относительный{ $weak } · не совет</i>
vendor-age-seconds = { $number } с
vendor-age-minutes = { $number } мин
vendor-same = То же, что { $seconds } с назад: CoinGlass спрашиваем раз в несколько минут.
vendor-own-instead = ⚠ { $why } Поэтому вот наша карта.

# Почему её нет: и всплывающий текст, не больше 200 знаков

vendor-no-key = Карты CoinGlass закрыты: у этого Helix нет ключа CoinGlass. Ключ плана Professional или выше открывает модели 1, 2 и 3 рядом с нашей.
vendor-bad-key = CoinGlass не знает ключа этого Helix. Новый может поставить тот, кто его держит.
vendor-plan = Ключ CoinGlass верный, но в его плане нет карт: нужен Professional или выше.
vendor-quota = Запросы к CoinGlass на эту минуту исчерпаны. { $seconds ->
    [0] Попробуйте через минуту.
   *[other] Попробуйте через { $seconds } с.
}
vendor-away = CoinGlass сейчас не отвечает. Попробуйте через минуту или откройте нашу карту.
vendor-nonsense = CoinGlass прислал то, что нельзя прочесть. Лучше ничего, чем неверное.
vendor-no-coin = У CoinGlass нет карты этой монеты. Наша — в одно касание.
vendor-no-window = У CoinGlass нет карты за 14 дней: есть 12h, 24h, 3d, 7d, 30d, 90d, 180d и 1y.
vendor-empty = CoinGlass прислал карту без единого уровня. Попробуйте через несколько минут.
vendor-not-live = CoinGlass показывает настоящий рынок, а цены здесь — симуляция или запись: рядом им не место.
vendor-line-key = 🔑 <b>Что открывает ключ:</b> модели CoinGlass 1, 2, 3 и /compare с нашей. Тот, кто держит этот Helix, задаёт <code>COINGLASS_API_KEY</code>; для карт нужен план Professional или выше, измеренная история есть на любом плане.
vendor-line-not-live = ℹ Карты CoinGlass появятся, когда Helix работает на живых ценах.

# /compare

compare-title = <b>{ $coin } { $window }: { $pair }</b> · { $verdict }
compare-pair = { $ours } рядом с { $theirs }
compare-verdict = { $verdict ->
    [alike] похожи
    [partly] отчасти похожи
    [hardly] почти не похожи
   *[too-few] общего слишком мало
}
compare-shared = <b>Названы обеими:</b> { $levels }.
compare-none-shared = <b>Ни одного общего уровня</b> в пределах 0.4 % цены.
compare-price-gap = ⚠ Их цена отличается от нашей на { $percent } %.
compare-stale = ⚠ CoinGlass сейчас не отвечает: его карте { $minutes } мин.
compare-own-instead = ⚠ { $why } Поэтому здесь две наши карты.
compare-key-adds = 🔑 С ключом CoinGlass (план Professional или выше) здесь встанут его три модели рядом с нашей.
compare-in-words = <blockquote expandable><b>Словами.</b> 1 — одинаковы, 0 — ничего общего. Любая карта бледнеет с удалением от цены, поэтому первые две строки могут быть высоки и при разных уровнях. "levels alone" считает лишь то, что выступает сверх удаления: судите по ней. У двух поставщиков карты одной биржи совпадали по форме лишь на 0.02–0.21 и отличались в 15 раз по размеру. Ни одна карта не истина.</blockquote>
compare-source = <i>{ $source } · расчёт модели · не совет</i>
compare-source-vendor = { $ours }; CoinGlass, модель { $model }, { $at }, относительно
compare-pick-coin = <b>Какую монету сравнить?</b> Нажмите или напишите: <code>/compare BTC 7d m1</code>
levels-compare-above = above
levels-compare-below = below
levels-compare-amount = by amount
levels-compare-rank = by rank
levels-compare-beyond = levels alone
levels-compare-bins = prices counted
command-compare = наша карта рядом с CoinGlass и насколько они похожи

button-compare = ⚖ Сравнить
button-coinglass = CoinGlass ↗
button-own-map = 🗺 Карта Helix
button-vendor-map = 🗺 Карта CoinGlass
button-two-own = Helix

picture-vendor-title = CoinGlass, модель { $model }
picture-vendor-venues = CoinGlass, несколько бирж
picture-vendor-relative = ОТНОСИТЕЛЬНО
picture-vendor-legend = % от сильнейшего
picture-vendor-sum = сумма по пути, относит.
picture-vendor-foot = CoinGlass, модель { $model }, расчёт CoinGlass, относительно · HELIX
picture-compare-title = { $coin } { $window }: { $ours } | { $theirs }
picture-compare-verdict = { $verdict } · только уровни: выше { $above }, ниже { $below }
picture-compare-units = Helix: { $venues }, USD | CoinGlass, модель { $model }: относительно
