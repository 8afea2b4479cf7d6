# Names of rounds, ranks and scores

round-weekday = { $day ->
    [d1] понедельник
    [d2] вторник
    [d3] среда
    [d4] четверг
    [d5] пятница
    [d6] суббота
   *[d7] воскресенье
}
round-month = { $month ->
    [m1] январь
    [m2] февраль
    [m3] март
    [m4] апрель
    [m5] май
    [m6] июнь
    [m7] июль
    [m8] август
    [m9] сентябрь
    [m10] октябрь
    [m11] ноябрь
   *[m12] декабрь
}
round-name = { $period ->
    [day] { $weekday }, { $date }
    [week] неделя с { $date }
   *[month] { $month }
}
round-short = { $period ->
    [day] { $weekday }
    [week] неделя
   *[month] { $month }
}
round-left = { $unit ->
    [days] { $days } дн. { $hours } ч
    [hours] { $hours } ч { $minutes } мин
   *[minutes] { $minutes } мин
}
round-place = { $form ->
    [one] { $rank }-е место
   *[other] { $rank }-е место
}
round-trader = { $name }
round-hidden = трейдер
round-facts = { $score }, { $trades ->
    [one] { $trades } сделка
    [few] { $trades } сделки
   *[other] { $trades } сделок
}
round-standing = { $place } из { $ranked }, { $facts }
round-unranked = { $facts }, без места: { $why }
round-why = { $why ->
    [few-trades] { $running ->
        [yes] { $missing ->
            [one] нужна ещё одна сделка
            [few] нужны ещё { $missing } сделки
           *[other] нужно ещё { $missing } сделок
        }
       *[no] меньше 3 сделок
    }
    [short-holds] половина сделок длилась меньше 15 мин
    [small] меньше $400 в начале раунда
    [beyond-limits] слишком большое плечо или слишком много одной монеты
    [left] выход из раунда
    [reset] счёт начат заново
    [review] на проверке
   *[none] пока не считается
}
round-head-trader = trader
round-head-score = score
round-head-trades = trades
round-head-hidden = (skryt)

# The post at the bell, the board of a group

bell-title = 🏁 <b>{ $name }: раунд закрыт</b> · { $traders ->
    [one] { $traders } трейдер
    [few] { $traders } трейдера
   *[other] { $traders } трейдеров
}, { $ranked } в рейтинге
bell-nobody = Ни у кого не было 3 сделок, нужных для места.
bell-checked = проверено: { $fills ->
    [one] { $fills } исполнение повторено
    [few] { $fills } исполнения повторены
   *[other] { $fills } исполнений повторено
}, результат тот же. Отпечаток <code>{ $proof }</code>
bell-prize = 💵 <b>{ $prize }: { $name }</b>, { $checked }
bell-prize-nobody = 💵 { $prize } никому: условия не выполнены; { $checked }
bell-no-prize = ✔ Результат { $checked }
bell-best = Лучшая сделка: { $coin } { $side ->
    [long] лонг
   *[short] шорт
}{ $leverage ->
    [none] {""}
   *[some] { " " }{ $leverage }x
}, { $entry } → { $exit }, <b>{ $score }</b>.
bell-middle = Середина рейтинга: <b>{ $score }</b>.
bell-btc = BTC: { $score }.
bell-group-one = { $name }: { $place }
bell-group = Эта группа: { $named }в рейтинге { $ranked } из нас.
bell-late = В момент закрытия Helix не работал: засчитаны первые цены после него.
bell-open = <b>{ $name }: раунд открыт</b> до { $time } { $city }. Результат = изменение вашего виртуального счёта с начала раунда.
bell-source = <i>Виртуальные деньги, { $source ->
    [live] настоящие цены
    [recorded] записанные цены
   *[simulated] цены — СИМУЛЯЦИЯ
}. Участие бесплатное, минимум 3 сделки. /compete</i>
live-title = 🏆 <b>{ $name }: пока так</b> · { $time } · { $traders ->
    [one] { $traders } трейдер
    [few] { $traders } трейдера
   *[other] { $traders } трейдеров
}, { $ranked } в рейтинге
live-nobody = Пока ни у кого нет 3 сделок.
live-source = <i>Открыт до { $time } { $city }. Виртуальные деньги, { $source ->
    [live] настоящие цены
    [recorded] записанные цены
   *[simulated] цены — СИМУЛЯЦИЯ
}. Меняю сообщение, когда меняются места. /compete</i>
live-over = 🏁 Этот раунд закончился. Результат — в новом сообщении.
button-my-rank = 📊 Моё место
button-this-group = 🏆 Эта группа
button-full-board = 📜 Весь рейтинг
button-join-round = { $period ->
    [day] ▶ Участвовать: { $name }
    [week] ▶ Участвовать: эта неделя
   *[month] ▶ Участвовать: { $name }
}
rank-toast = { $name }: { $standing }.{ $running ->
    [none] {""}
   *[some] { " " }{ $running }
}
rank-running = { $name }, пока: { $score }.
rank-missed = { $name }: не участвует ({ $round }).{ " " }{ $running }
rank-nobody = Вы не участвуете в этом раунде. Вступить можно кнопкой ниже.

# /leaderboard

command-leaderboard = кто лучше торгует на виртуальном счёте
board-title = 🏆 <b>{ $name }{ $scope ->
    [group] , эта группа
   *[all] {""}
}</b> · { $when }
board-closes = закроется через { $left }
board-state = { $state ->
    [running] идёт
    [closed] закрыт, проверяется
    [checked] закрыт, проверен
    [disputed] закрыт, на разборе
    [cancelled] отменён: не было цен в момент закрытия
   *[published] итог
}
board-you = <b>Вы:</b> { $standing }
board-not-in = { $running ->
    [yes] Вы не участвуете в этом раунде: /compete
   *[no] Вы не участвовали в этом раунде.
}
board-counts = { $traders ->
    [one] { $traders } трейдер
    [few] { $traders } трейдера
   *[other] { $traders } трейдеров
}, { $ranked } в рейтинге{ $prize ->
    [none] {""}
   *[some] { " " }· <b>{ $prize }</b> первому
}
board-proof = ✔ { $fills ->
    [one] { $fills } исполнение повторено
    [few] { $fills } исполнения повторены
   *[other] { $fills } исполнений повторено
}, результат тот же. Отпечаток <code>{ $proof }</code>
board-source = <i>Виртуальные деньги, { $source ->
    [live] настоящие цены
    [recorded] записанные цены
   *[simulated] цены — СИМУЛЯЦИЯ
} · { $at }{ $dip ->
    [yes] { " " }· "dip": самая глубокая просадка
   *[no] { "" }
}</i>
board-which = Какой рейтинг? <code>/leaderboard day</code>, <code>week</code> или <code>month</code>:
board-just-shown = Показано { $seconds } с назад, здесь ↑
picture-simulated-money = ВИРТУАЛЬНЫЕ ДЕНЬГИ
picture-board-badge = { $badge ->
    [group] ЭТА ГРУППА
    [final] ИТОГ
   *[checking] ПРОВЕРЯЕТСЯ
}
picture-board-counts = { $ranked } в рейтинге из { $traders ->
    [one] { $traders } трейдера
   *[other] { $traders } трейдеров
}
picture-board-prize = { $prize } первому
picture-board-won = { $prize }: { $name }
picture-board-trader = трейдер
picture-board-score = результат
picture-board-trades = сделок
picture-board-dip = просадка
picture-board-proof = { $fills ->
    [one] { $fills } исполнение повторено
    [few] { $fills } исполнения повторены
   *[other] { $fills } исполнений повторено
}, результат тот же · отпечаток { $proof }
picture-board-best = лучшая сделка
picture-board-middle = середина
picture-board-side = { $side ->
    [long] лонг
   *[short] шорт
}
button-day = День
button-week = Неделя
button-month = Месяц
button-my-page = 📊 Моя страница
button-everybody = 🌍 Все
button-my-group = 🏆 Моя группа
button-compete = 🏁 Участвовать
button-board = 🏆 Рейтинг

# /compete

command-compete = участвовать в сегодняшнем раунде
compete-title = 🏁 <b>{ $name }</b>: торгуйте на виртуальном счёте, выиграйте настоящие деньги
compete-closes = Закроется через <b>{ $left }</b>, { $at }, время { $city }.
compete-prize = { $prize ->
    [none] Без приза: ради чести; итог узнают все группы.
   *[some] 💵 <b>{ $prize }</b> лучшему на виртуальном счёте за { $period ->
        [day] день
        [week] неделю
       *[month] месяц
    }. Участие бесплатное, покупать ничего не нужно.
}
compete-rules = <blockquote expandable><b>Правила</b>
    1. Результат: изменение вашего виртуального счёта с начала раунда в процентах. Открытое считается закрытым по bid или ask, с комиссией.
    2. Для места: не меньше 3 сделок, половина из них от 15 мин, и $400 или больше в начале раунда.
    3. Пока он идёт: плечо до 10x, маржа одной монеты до 20 % капитала. /reset выводит из раунда.
    4. Один счёт на человека. Связанные счета и сделки между ними ищут, и они лишают приза.
    5. При равенстве выше тот, у кого меньше просадка, затем меньше сделок. Приз положен, когда повтор всех исполнений даёт тот же результат.</blockquote>
compete-you-out = <b>Вы:</b> пока не участвуете. Вступите один раз и будете участвовать каждый раз, пока не выйдете.
compete-you-in = <b>Вы:</b> участвуете, { $standing }.
compete-hold = Половина ваших сделок длилась { $held } или дольше; для места нужно 15 мин.
compete-state = <b>Вы:</b> { $state ->
    [in] участвуете. Результат появится с первой сделкой.
    [coming] участвуете; засчитывается со следующего взгляда на цены, через несколько секунд.
    [small] записаны, но в начале раунда на счёте было меньше $400: места в этом раунде не будет. Со следующего раунда вы снова в игре.
    [beyond-limits] записаны, но не в счёте, пока позиция больше 10x или 20 % капитала: { $coins }. Уменьшите её, и вы в игре.
    [no-account] виртуального счёта ещё нет: его откроет /start.
   *[out] вне этого раунда; со следующего снова, если вступите.
}
compete-source = <i>Виртуальные деньги, { $source ->
    [live] настоящие цены
    [recorded] записанные цены
   *[simulated] цены — СИМУЛЯЦИЯ
}. Итоги публикуются с отпечатком. 18+, /terms</i>
compete-away = Соревнования здесь сейчас не идут.
compete-joined = Вы участвуете.
compete-left = Вы вышли. Для этого раунда это окончательно.
compete-not-in = Вы не участвовали.
compete-sure = <b>Выйти из раунда?</b> Для того, что идёт, это окончательно; вернуться можно со следующего.
compete-private = Вступать и выходить можете только вы сами: кнопка откроет личный чат.
button-join = ▶ Вступить
button-leave = ✖ Выйти
button-leave-yes = ✖ Да, выйти из этого раунда
button-profile = 👤 Имя и приватность

# One's name and privacy

profile-title = 👤 <b>Ваше имя в рейтингах</b>
profile-name = Имя: <b>{ $name }</b>
profile-hidden = { $hidden ->
    [yes] Скрыто: вместо имени в рейтингах стоит «трейдер», и найти вас нельзя.
   *[no] Показано в рейтингах под этим именем. Ваш аккаунт Telegram — нет.
}
profile-follow = { $allowed ->
    [yes] Другие могут следить за вашими сделками.
   *[no] Следить за вашими сделками нельзя.
} Подписчиков: { $followers }.
profile-note = <i>Выбрать имя, скрыться, разрешить следить за собой: на всё есть кнопка.</i>
profile-ask-name = Напишите имя для рейтингов: от 3 до 20 букв, цифр, пробел, точка, дефис или подчёркивание.
profile-named = Теперь вы в рейтингах — <b>{ $name }</b>.
profile-fault = { $fault ->
    [short] Слишком коротко: нужно 3 буквы или больше.
    [long] Слишком длинно: не больше 20 букв.
    [letters] Только буквы одного алфавита, цифры, пробел, точка, дефис и подчёркивание, пожалуйста.
    [link] Без ссылок и @имён, пожалуйста.
    [rude] Такое имя не для открытого рейтинга. Другое?
    [posing] Похоже на сам Helix или его администратора. Другое?
   *[taken] Такое имя или похожее на вид уже занято.
} Вы остаётесь <b>{ $name }</b>. Напишите другое или /compete.
profile-saved = Сохранено.
button-name = ✏ Изменить имя
button-hide = { $hidden ->
    [yes] 👁 Показывать меня
   *[no] 🙈 Скрыть меня
}
button-allow-follow = { $allowed ->
    [yes] 👥 Следить разрешено. Запретить
   *[no] 👥 Разрешить следить за мной
}

# /trader

command-trader = как торгует участник, и подписка на него
trader-title = 👤 <b>{ $name }</b> · виртуальный счёт и деньги
trader-running = { $name }: { $standing }
trader-not-in = Сейчас ни в одном раунде.
trader-history = Прошлые раунды (d день, w неделя): место, результат
trader-badges = Значки: { $badges }
trader-followers = { $may ->
    [yes] Следить можно. Подписчиков: { $followers }.
   *[no] Следить не разрешает.
}
trader-source = <i>Виртуальные деньги, { $source ->
    [live] настоящие цены
    [recorded] записанные цены
   *[simulated] цены — СИМУЛЯЦИЯ
}. Прошлый успех не обязан продолжаться.</i>
trader-how = Какой трейдер? Например <code>/trader nightowl</code>.
trader-nobody = Трейдера «{ $typed }» я не знаю; тех, кто скрыт, найти нельзя. /leaderboard покажет, кто торгует.
trader-gone = Этот трейдер теперь скрыт.
trader-followed = Теперь буду рассказывать о его сделках.
trader-unfollowed = Вы больше не следите.
trader-no-consent = Этот трейдер не разрешает следить за собой.
button-follow = 👥 Следить
button-unfollow = ✖ Не следить

# Prizes

prize-ask = 🏆 <b>Вы выиграли { $prize }.</b> { $name }: все исполнения повторены, результат тот же.
    Как вам заплатить? Выберите способ и напишите адрес. У вас 7 дней; платит администратор вручную.
    <i>За лучший виртуальный счёт, деньги на нём виртуальные. Я никогда не спрашиваю пароли и сид-фразы, и платить вперёд ничего не нужно.</i>
prize-address = { $way ->
    [tron] Напишите адрес USDT в сети TRON (TRC-20). Он начинается с T.
    [ton] Напишите адрес USDT в сети TON. Он начинается с UQ или EQ.
    [bybit] Напишите ваш Bybit UID: это число из профиля Bybit.
   *[other] Напишите одним сообщением, как вам заплатить.
}
prize-address-wrong = { $way ->
    [tron] Это не похоже на адрес TRON: T и ещё 33 буквы и цифры. Скопируйте его из кошелька, пожалуйста.
    [ton] Это не похоже на адрес TON: UQ или EQ и ещё 46 знаков. Скопируйте его из кошелька, пожалуйста.
    [bybit] Это не похоже на Bybit UID: от 5 до 12 цифр.
   *[other] Напишите чуть больше, пожалуйста: от 5 до 300 букв.
}
prize-kept = ✅ Записано: { $way ->
    [tron] USDT в сети TRON
    [ton] USDT в сети TON
    [bybit] Bybit UID
   *[other] ваше пожелание
} <code>{ $how }</code>. Администратор заплатит, и я вам сообщу.
prize-not-open = Этот приз вам недоступен: уже востребован, выплачен или срок прошёл.
prize-press-again = Прошло много времени. Нажмите, пожалуйста, одну из кнопок под вопросом ещё раз.
prize-paid = 💵 <b>{ $prize } выплачено</b>: { $name }, { $how }. Поздравляю.
    <i>За лучший виртуальный счёт, деньги на нём виртуальные.</i>
prize-unclaimed = { $prize } ({ $name }) не востребованы за 7 дней. Приз остаётся невыплаченным.
    <i>За лучший виртуальный счёт, деньги на нём виртуальные.</i>
prize-claimed-title = 💵 <b>Победитель сказал, как ему заплатить</b>
prize-payouts = /payouts
button-pay-way = { $way ->
    [tron] USDT, TRON
    [ton] USDT, TON
    [bybit] Bybit UID
   *[other] Другой способ
}
command-payouts = призы к выплате
payouts-title = { $count ->
    [0] <b>Выплаты:</b> ничего не открыто.
    [one] <b>Выплаты:</b> открыта { $count }
   *[other] <b>Выплаты:</b> открыто { $count }
}
payout-line = <b>#{ $id } { $prize }</b> { $name } (id <code>{ $user }</code>), { $round }: { $state ->
    [due] положен, спрашиваю
    [asked] спросил, ответа нет
    [claimed] к выплате
    [held] задержан: похоже на обман
    [paid] выплачен
    [refused] отказано
   *[unclaimed] не востребован вовремя
}{ $how ->
    [none] {""}
   *[some] { " " }<code>{ $how }</code>
}
payout-sure = <b>Выплачено?</b> Победитель узнает об этом, отменить нельзя.
payout-done = Готово.
payout-changed = Делать нечего: тем временем изменилось.
button-payout = { $do ->
    [a] ✅ Выплачен #{ $id }
    [r] Отпустить #{ $id }
   *[x] Отказать #{ $id }
}
button-payout-yes = ✅ Да, выплачен

# /help

help-subject-rounds = Соревнования и группы
help-rounds-more = День, неделя, месяц: лучший виртуальный счёт с начала раунда. В группе /leaderboard group — её собственный рейтинг, а у администраторов есть /group.

# What is said beside results

round-cancelled = 🏁 <b>{ $name }</b>: в момент закрытия не было известно ни одной цены, поэтому подсчитать результат нельзя. Раунд никому не засчитан; участие продолжается.
round-out = Вы не в счёте ({ $name }): { $why ->
    [small] в начале раунда на счёте было меньше $400. Со следующего раунда вы снова в игре.
    [beyond-limits] { $coins }: больше 10x или 20 % капитала. Уменьшите позицию, и вы в игре.
    [left] вы вышли из раунда.
    [reset] вы начали счёт заново.
   *[other] не выполнено правило раунда.
} /compete
    <i>Виртуальные деньги.</i>
round-review = Ваш счёт проверяют люди ({ $name }): он движется очень похоже на другие. Делать ничего не нужно; до решения у него нет места, и ничего не решено.
    <i>Виртуальные деньги.</i>
round-alarm = ⚠️ <b>{ $name }:</b> { $what ->
    [disputed] повтор дал не тот результат, что подсчёт. До разбора ничего не выплачивается.
   *[suspicions] счета, которые, возможно, действуют вместе. Что найдено: <code>./helix rounds suspects</code>.
} Счета: <code>{ $accounts }</code>

# What followers hear

follow-opened = 👥 <b>{ $name }</b>, открыто: <b>{ $side ->
    [long] ЛОНГ
   *[short] ШОРТ
} { $coin }</b> { $leverage }x по { $entry } · <i>виртуальный счёт и деньги, не совет</i>
follow-closed = 👥 <b>{ $name }</b>, закрыто через { $held }: { $side ->
    [long] ЛОНГ
   *[short] ШОРТ
} { $coin } { $leverage }x, { $entry } → { $exit }, <b>{ $move }</b> цены · <i>виртуальный счёт и деньги</i>
button-trader = 👤 { $name }

# On /start

start-round = Сегодняшний раунд: <b>{ $prize }</b> лучшему на виртуальном счёте. Участие бесплатное.
button-round-today = 🏆 Раунд дня: { $prize }
payouts-more = …и ещё { $count }: появятся, когда эти закончатся.

# A trade's picture to send on

picture-trade-title = { $side ->
    [long] ЛОНГ
   *[short] ШОРТ
} { $coin } { $leverage }
picture-trade-on-stake = к ставке
picture-trade-ending = { $ending ->
    [target] Цель достигнута через { $span }
    [stop] Стоп через { $span }
    [trailing] Скользящий стоп через { $span }
    [liquidation] Ликвидация через { $span }
    [delisted] Делистинг через { $span }
   *[closed] Закрыта через { $span }
}
picture-trade-invitation = Свой виртуальный счёт на $10 000, бесплатно: @{ $name }
picture-trade-entry = вход
picture-trade-exit = выход
picture-trade-move = цена
picture-trade-net = с комиссией
