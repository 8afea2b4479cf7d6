# Names of rounds, ranks and scores

round-weekday = { $day ->
    [d1] lunes
    [d2] martes
    [d3] miércoles
    [d4] jueves
    [d5] viernes
    [d6] sábado
   *[d7] domingo
}
round-month = { $month ->
    [m1] enero
    [m2] febrero
    [m3] marzo
    [m4] abril
    [m5] mayo
    [m6] junio
    [m7] julio
    [m8] agosto
    [m9] septiembre
    [m10] octubre
    [m11] noviembre
   *[m12] diciembre
}
round-name = { $period ->
    [day] { $weekday } { $date }
    [week] semana del { $date }
   *[month] { $month }
}
round-short = { $period ->
    [day] { $weekday }
    [week] la semana
   *[month] { $month }
}
round-left = { $unit ->
    [days] { $days } días { $hours } h
    [hours] { $hours } h { $minutes } min
   *[minutes] { $minutes } min
}
round-place = { $form ->
    [one] { $rank }.º
   *[other] { $rank }.º
}
round-trader = { $name }
round-hidden = un trader
round-facts = { $score }, { $trades ->
    [one] { $trades } operación
   *[other] { $trades } operaciones
}
round-standing = { $place } de { $ranked }, { $facts }
round-unranked = { $facts }, sin puesto: { $why }
round-why = { $why ->
    [few-trades] { $running ->
        [yes] { $missing ->
            [one] falta una operación más
           *[other] faltan { $missing } operaciones más
        }
       *[no] menos de 3 operaciones
    }
    [short-holds] la mitad de las operaciones duró menos de 15 min
    [small] menos de $400 en la campana
    [beyond-limits] demasiado apalancamiento o demasiado de una moneda
    [left] salió de la ronda
    [reset] la cuenta se reinició
    [review] en revisión
   *[none] todavía no cuenta
}
round-head-trader = trader
round-head-score = result
round-head-trades = ops
round-head-hidden = (oculto)

# The post at the bell, the board of a group

bell-title = 🏁 <b>{ $name }, cerrado</b> · { $traders ->
    [one] { $traders } trader
   *[other] { $traders } traders
}, { $ranked } clasificados
bell-nobody = Nadie hizo las 3 operaciones que hacen falta para tener puesto.
bell-checked = comprobado: { $fills ->
    [one] { $fills } ejecución repetida
   *[other] { $fills } ejecuciones repetidas
}, mismo resultado. Prueba <code>{ $proof }</code>
bell-prize = 💵 <b>{ $prize } para { $name }</b>, { $checked }
bell-prize-nobody = 💵 Nadie cumplió para los { $prize }; { $checked }
bell-no-prize = ✔ Resultado { $checked }
bell-best = Mejor operación: { $coin } { $side ->
    [long] en largo
   *[short] en corto
}{ $leverage ->
    [none] {""}
   *[some] { " " }{ $leverage }x
}, de { $entry } a { $exit }, <b>{ $score }</b>.
bell-middle = El trader del medio hizo <b>{ $score }</b>.
bell-btc = BTC hizo { $score }.
bell-group-one = { $name } { $place }
bell-group = Este grupo: { $named }{ $ranked } de nosotros con puesto.
bell-late = Helix estaba caído a la hora de la campana: contaron los primeros precios de después.
bell-open = <b>{ $name }: abierto</b> hasta las { $time } { $city }. Resultado = cambio de tu cuenta en papel desde la campana.
bell-source = <i>Dinero simulado, precios { $source ->
    [live] reales
    [recorded] grabados
   *[simulated] SIMULADOS
}. Entrar es gratis, mínimo 3 operaciones. /compete</i>
live-title = 🏆 <b>{ $name } hasta ahora</b> · { $time } · { $traders ->
    [one] { $traders } trader
   *[other] { $traders } traders
}, { $ranked } clasificados
live-nobody = Nadie tiene 3 operaciones todavía.
live-source = <i>Abierto hasta las { $time } { $city }. Dinero simulado, precios { $source ->
    [live] reales
    [recorded] grabados
   *[simulated] SIMULADOS
}. Lo edito cuando cambian los puestos. /compete</i>
live-over = 🏁 Esa ronda terminó. El resultado está en el mensaje más nuevo.
button-my-rank = 📊 Mi puesto
button-this-group = 🏆 Este grupo
button-full-board = 📜 Tabla completa
button-join-round = { $period ->
    [day] ▶ Entrar en la ronda del { $name }
    [week] ▶ Entrar en la ronda de esta semana
   *[month] ▶ Entrar en la ronda de { $name }
}
rank-toast = { $name }: { $standing }.{ $running ->
    [none] {""}
   *[some] { " " }{ $running }
}
rank-running = { $name } hasta ahora: { $score }.
rank-missed = { $name }: no estuvo en { $round }.{ " " }{ $running }
rank-nobody = No estás en esta ronda. Entra con el botón de abajo.

# /leaderboard

command-leaderboard = quién opera mejor en papel
board-title = 🏆 <b>{ $name }{ $scope ->
    [group] , este grupo
   *[all] {""}
}</b> · { $when }
board-closes = cierra en { $left }
board-state = { $state ->
    [running] en curso
    [closed] cerrado, en comprobación
    [checked] cerrado, comprobado
    [disputed] cerrado, en revisión
    [cancelled] anulado: sin precios en la campana
   *[published] final
}
board-you = <b>Tú:</b> { $standing }
board-not-in = { $running ->
    [yes] No estás en esta ronda: /compete
   *[no] No estuviste en esta ronda.
}
board-counts = { $traders ->
    [one] { $traders } trader
   *[other] { $traders } traders
}, { $ranked } clasificados{ $prize ->
    [none] {""}
   *[some] { " " }· <b>{ $prize }</b> para el primero
}
board-proof = ✔ { $fills ->
    [one] { $fills } ejecución repetida
   *[other] { $fills } ejecuciones repetidas
}, mismo resultado. Prueba <code>{ $proof }</code>
board-source = <i>Dinero simulado, precios { $source ->
    [live] reales
    [recorded] grabados
   *[simulated] SIMULADOS
} · { $at }{ $dip ->
    [yes] { " " }· "dip": mayor caída del capital
   *[no] { "" }
}</i>
board-which = ¿Qué tabla? <code>/leaderboard day</code>, <code>week</code> o <code>month</code>:
board-just-shown = Publicada hace { $seconds } s, aquí ↑
picture-simulated-money = DINERO SIMULADO
picture-board-badge = { $badge ->
    [group] ESTE GRUPO
    [final] FINAL
   *[checking] EN COMPROBACIÓN
}
picture-board-counts = { $ranked } clasificados de { $traders ->
    [one] { $traders } trader
   *[other] { $traders } traders
}
picture-board-prize = { $prize } para el primero
picture-board-won = { $prize } para { $name }
picture-board-trader = trader
picture-board-score = resultado
picture-board-trades = operac.
picture-board-dip = mayor caída
picture-board-proof = { $fills ->
    [one] { $fills } ejecución repetida
   *[other] { $fills } ejecuciones repetidas
}, mismo resultado · prueba { $proof }
picture-board-best = mejor operación
picture-board-middle = trader del medio
picture-board-side = { $side ->
    [long] largo
   *[short] corto
}
button-day = Día
button-week = Semana
button-month = Mes
button-my-page = 📊 Mi página
button-everybody = 🌍 Todos
button-my-group = 🏆 Mi grupo
button-compete = 🏁 Participar
button-board = 🏆 Clasificación

# /compete

command-compete = participa en la ronda de hoy
compete-title = 🏁 <b>{ $name }</b>: opera en papel, gana dinero de verdad
compete-closes = Cierra en <b>{ $left }</b>, { $at }, hora de { $city }.
compete-prize = { $prize ->
    [none] Sin premio: es por el honor, y se cuenta en todos los grupos.
   *[some] 💵 <b>{ $prize }</b> para el mejor trader en papel { $period ->
        [day] del día
        [week] de la semana
       *[month] del mes
    }. Entrar es gratis, no hay que comprar nada.
}
compete-rules = <blockquote expandable><b>Reglas</b>
    1. Resultado: cambio de tu cuenta en papel desde la campana, en porcentaje. Lo abierto cuenta como si se cerrara a bid o ask, con comisión.
    2. Para tener puesto: al menos 3 operaciones, la mitad de 15 min o más, y $400 o más en la campana.
    3. Mientras dura: apalancamiento hasta 10x, margen de una moneda hasta el 20 % de tu capital. /reset te saca de la ronda.
    4. Una cuenta por persona. Se buscan cuentas vinculadas y operaciones entre ellas, y quitan el premio.
    5. En empate gana la caída menor, luego menos operaciones. El premio se debe cuando repetir todas las ejecuciones da el mismo resultado.</blockquote>
compete-you-out = <b>Tú:</b> todavía no estás. Entra una vez y estarás siempre hasta que salgas.
compete-you-in = <b>Tú:</b> dentro, { $standing }.
compete-hold = La mitad de tus operaciones duró { $held } o más; para tener puesto hacen falta 15 min.
compete-state = <b>Tú:</b> { $state ->
    [in] dentro. Tu resultado aparece con tu primera operación.
    [coming] dentro; cuenta desde la próxima lectura de precios, en unos segundos.
    [small] inscrito, pero tu cuenta tenía menos de $400 en la campana: sin puesto en esta ronda. Vuelves a entrar en la próxima campana.
    [beyond-limits] inscrito, pero no cuentas mientras una posición pase de 10x o del 20 % del capital: { $coins }. Redúcela y estás dentro.
    [no-account] todavía no tienes cuenta en papel: /start la abre.
   *[out] fuera de esta ronda; vuelves en la próxima campana si entras.
}
compete-source = <i>Dinero simulado, precios { $source ->
    [live] reales
    [recorded] grabados
   *[simulated] SIMULADOS
}. Los resultados se publican con su prueba. 18+, /terms</i>
compete-away = Aquí no hay competiciones en marcha.
compete-joined = Estás dentro.
compete-left = Has salido. Para esta ronda es definitivo.
compete-not-in = No estabas.
compete-sure = <b>¿Salir de la ronda?</b> Para la que está en curso es definitivo; puedes volver en la próxima campana.
compete-private = Entrar y salir es solo tuyo: el botón abre el chat privado.
button-join = ▶ Entrar
button-leave = ✖ Salir
button-leave-yes = ✖ Sí, salir de esta ronda
button-profile = 👤 Nombre y privacidad

# One's name and privacy

profile-title = 👤 <b>Tu nombre en las tablas</b>
profile-name = Nombre: <b>{ $name }</b>
profile-hidden = { $hidden ->
    [yes] Oculto: las tablas muestran "un trader" en tu lugar y nadie te encuentra.
   *[no] Se muestra en las tablas con este nombre. Tu cuenta de Telegram, no.
}
profile-follow = { $allowed ->
    [yes] Otros pueden seguir tus operaciones.
   *[no] Nadie puede seguir tus operaciones.
} Seguidores: { $followers }.
profile-note = <i>Elige un nombre, ocúltate o deja que te sigan: cada cosa es un botón.</i>
profile-ask-name = Escribe el nombre que quieres en las tablas: de 3 a 20 letras, cifras, espacio, punto, guion o guion bajo.
profile-named = Desde ahora eres <b>{ $name }</b> en las tablas.
profile-fault = { $fault ->
    [short] Es demasiado corto: 3 letras o más.
    [long] Es demasiado largo: 20 letras como mucho.
    [letters] Solo letras de un mismo alfabeto, cifras, espacio, punto, guion y guion bajo, por favor.
    [link] Sin enlaces ni @nombres, por favor.
    [rude] Ese no es para una tabla pública. ¿Otro?
    [posing] Parece Helix o uno de sus administradores. ¿Otro?
   *[taken] Alguien tiene ese nombre, o uno que se ve igual.
} Sigues siendo <b>{ $name }</b>. Escribe otro, o /compete.
profile-saved = Guardado.
button-name = ✏ Cambiar mi nombre
button-hide = { $hidden ->
    [yes] 👁 Mostrarme en las tablas
   *[no] 🙈 Ocultarme en las tablas
}
button-allow-follow = { $allowed ->
    [yes] 👥 Seguidores: permitidos. Prohibir
   *[no] 👥 Dejar que me sigan
}

# /trader

command-trader = cómo le fue a un trader, y seguirlo
trader-title = 👤 <b>{ $name }</b> · en papel, dinero simulado
trader-running = { $name }: { $standing }
trader-not-in = Ahora no está en ninguna ronda.
trader-history = Rondas anteriores (d día, w semana): puesto, resultado
trader-badges = Insignias: { $badges }
trader-followers = { $may ->
    [yes] Se le puede seguir. Seguidores: { $followers }.
   *[no] No deja que le sigan.
}
trader-source = <i>Dinero simulado, precios { $source ->
    [live] reales
    [recorded] grabados
   *[simulated] SIMULADOS
}. Lo que fue bien antes no tiene por qué seguir.</i>
trader-how = ¿Qué trader? Por ejemplo <code>/trader nightowl</code>.
trader-nobody = No conozco a ningún trader “{ $typed }”; a quien se oculta no se le encuentra. /leaderboard muestra quién opera.
trader-gone = Ese trader ya se oculta.
trader-followed = Desde ahora te cuento sus operaciones.
trader-unfollowed = Ya no le sigues.
trader-no-consent = Este trader no deja que le sigan.
button-follow = 👥 Seguir
button-unfollow = ✖ Dejar de seguir

# Prizes

prize-ask = 🏆 <b>Has ganado { $prize }.</b> { $name }: se repitió cada ejecución y da el mismo resultado.
    ¿Cómo quieres cobrar? Elige y escríbeme la dirección. Tienes 7 días; un administrador paga a mano.
    <i>Por la mejor cuenta en papel, con dinero simulado. Nunca pido contraseñas ni frases semilla, y no hay que pagar nada antes.</i>
prize-address = { $way ->
    [tron] Escribe tu dirección de USDT en TRON (TRC-20). Empieza por T.
    [ton] Escribe tu dirección de USDT en TON. Empieza por UQ o EQ.
    [bybit] Escribe tu UID de Bybit: un número de tu perfil de Bybit.
   *[other] Escribe cómo quieres cobrar, en un solo mensaje.
}
prize-address-wrong = { $way ->
    [tron] No parece una dirección de TRON: T y 33 letras y cifras más. Cópiala de tu monedero, por favor.
    [ton] No parece una dirección de TON: UQ o EQ y 46 letras más. Cópiala de tu monedero, por favor.
    [bybit] No parece un UID de Bybit: de 5 a 12 cifras.
   *[other] Escribe un poco más, por favor: de 5 a 300 letras.
}
prize-kept = ✅ Anotado: { $way ->
    [tron] USDT en TRON
    [ton] USDT en TON
    [bybit] UID de Bybit
   *[other] tu deseo
} <code>{ $how }</code>. Un administrador paga y te aviso cuando esté hecho.
prize-not-open = Ese premio no está abierto para ti: ya reclamado, pagado o vencido.
prize-press-again = Ha pasado un rato. Pulsa otra vez uno de los botones bajo la pregunta, por favor.
prize-paid = 💵 <b>{ $prize } pagados</b> por { $name }, a { $how }. Enhorabuena.
    <i>Por la mejor cuenta en papel, con dinero simulado.</i>
prize-unclaimed = Los { $prize } de { $name } no se reclamaron en 7 días. Se quedan sin pagar.
    <i>Por la mejor cuenta en papel, con dinero simulado.</i>
prize-claimed-title = 💵 <b>Un ganador dijo cómo quiere cobrar</b>
prize-payouts = /payouts
button-pay-way = { $way ->
    [tron] USDT, TRON
    [ton] USDT, TON
    [bybit] UID de Bybit
   *[other] Otra forma
}
command-payouts = premios por pagar
payouts-title = { $count ->
    [0] <b>Pagos:</b> no hay nada abierto.
    [one] <b>Pagos:</b> { $count } abierto
   *[other] <b>Pagos:</b> { $count } abiertos
}
payout-line = <b>#{ $id } { $prize }</b> { $name } (id <code>{ $user }</code>), { $round }: { $state ->
    [due] debido, se le pregunta
    [asked] preguntado, sin respuesta
    [claimed] por pagar
    [held] retenido: parece trampa
    [paid] pagado
    [refused] rechazado
   *[unclaimed] no reclamado a tiempo
}{ $how ->
    [none] {""}
   *[some] { " " }<code>{ $how }</code>
}
payout-sure = <b>¿Pagado?</b> Se avisa al ganador y no se puede deshacer.
payout-done = Hecho.
payout-changed = Nada que hacer: cambió entretanto.
button-payout = { $do ->
    [a] ✅ Pagado #{ $id }
    [r] Liberar #{ $id }
   *[x] Rechazar #{ $id }
}
button-payout-yes = ✅ Sí, está pagado

# /help

help-subject-rounds = Competiciones y grupos
help-rounds-more = Un día, una semana, un mes: la mejor cuenta en papel desde la campana. En un grupo, /leaderboard group es su propia clasificación, y sus administradores tienen /group.

# What is said beside results

round-cancelled = 🏁 <b>{ $name }</b>: no se conocía ningún precio a la hora de la campana, así que no se pudo puntuar a nadie. No cuenta para nadie; las inscripciones siguen.
round-out = No cuentas en { $name }: { $why ->
    [small] tu cuenta tenía menos de $400 en la campana. Vuelves a entrar en la próxima.
    [beyond-limits] { $coins } pasa de 10x o del 20 % de tu capital. Redúcelo y estás dentro.
    [left] saliste.
    [reset] reiniciaste tu cuenta.
   *[other] no se cumple una regla de la ronda.
} /compete
    <i>Dinero simulado.</i>
round-review = Unas personas revisan tu cuenta por { $name }, porque se mueve de forma muy parecida a otras. No tienes que hacer nada; hasta entonces no tiene puesto y nada está decidido.
    <i>Dinero simulado.</i>
round-alarm = ⚠️ <b>{ $name }:</b> { $what ->
    [disputed] la repetición dio otro resultado que la puntuación. No se paga nada hasta revisarlo.
   *[suspicions] cuentas que quizá actúan juntas. Lo hallado: <code>./helix rounds suspects</code>.
} Cuentas: <code>{ $accounts }</code>

# What followers hear

follow-opened = 👥 <b>{ $name }</b> abrió: <b>{ $side ->
    [long] LARGO
   *[short] CORTO
} { $coin }</b> { $leverage }x a { $entry } · <i>en papel, dinero simulado, no es consejo</i>
follow-closed = 👥 <b>{ $name }</b> cerró tras { $held }: { $side ->
    [long] LARGO
   *[short] CORTO
} { $coin } { $leverage }x, de { $entry } a { $exit }, <b>{ $move }</b> del precio · <i>en papel, dinero simulado</i>
button-trader = 👤 { $name }

# On /start

start-round = La ronda de hoy paga <b>{ $prize }</b> al mejor trader en papel. Entrar es gratis.
button-round-today = 🏆 La ronda de hoy: { $prize }
payouts-more = …y { $count } más, que se muestran cuando estos estén hechos.

# A trade's picture to send on

picture-trade-title = { $side ->
    [long] LARGO
   *[short] CORTO
} { $coin } { $leverage }
picture-trade-on-stake = sobre lo apostado
picture-trade-ending = { $ending ->
    [target] Objetivo alcanzado tras { $span }
    [stop] Stop tras { $span }
    [trailing] Stop dinámico tras { $span }
    [liquidation] Liquidada tras { $span }
    [delisted] Retirada tras { $span }
   *[closed] Cerrada tras { $span }
}
picture-trade-invitation = Tu propia cuenta en papel de $10,000, gratis: @{ $name }
picture-trade-entry = entrada
picture-trade-exit = salida
picture-trade-move = precio
picture-trade-net = con comisión
