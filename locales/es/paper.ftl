# Operar en papel: órdenes, posiciones, cuentas

command-long = compra en papel
command-short = vende en corto en papel
command-positions = mis posiciones en papel abiertas
command-orders = mis órdenes en papel pendientes
command-close = cierra una posición en papel
command-account = mi cuenta en papel y su curva
command-history = mis operaciones en papel cerradas
command-reset = empieza de nuevo con otra cuenta en papel
help-subject-paper = Operar en papel
help-paper-more = El importe es lo que pones: <code>/long BTC 100 10x</code> son $100 de margen y $1,000 de posición. <code>2%</code> es una parte de lo disponible, con <code>risk 10</code> el stop cuesta $10. <code>tp 68100 sl 66010</code> son objetivo y stop. Todo con dinero simulado.
paper-off = Aquí no se puede operar en papel por ahora. Los escaneos, mapas y alertas funcionan como siempre.
paper-simulated = <i>Dinero simulado.</i>
paper-source = <i>Dinero simulado · { $source } · no es consejo</i>
paper-source-live = precios en vivo
paper-source-recorded = precios grabados
paper-source-simulated = precios SIMULADOS
paper-needs-start = En papel se opera en tu chat privado: abre Helix allí una vez y vuelve a tocar.
paper-in-private = Tu orden está en tu chat privado conmigo.
paper-span = { $unit ->
    [days] { $days } d { $hours } h
    [hours] { $hours } h { $minutes } min
    [minutes] { $minutes } min
   *[seconds] { $seconds } s
}
start-new-paper = <b>Hola, { $name }. Soy Helix.</b>
    Estimo a qué precios se cerrarían por la fuerza las posiciones apalancadas, en { $coins ->
        [one] { $coins } moneda
       *[other] { $coins } monedas
    }. Ves los niveles grandes, pruebas un plan con dinero simulado y compruebas con qué frecuencia se alcanzaron esos niveles.
start-back-paper = <b>Hola de nuevo, { $name }.</b> { $line }
paper-start-open = Tu <b>cuenta en papel de { $start }</b> está abierta. Sin registro, sin tarjeta.
paper-start-back = En papel { $equity }{ $today ->
    [none] { "" }
   *[other] { " " }· hoy { $today }
}{ $rank ->
    [none] { "" }
   *[other] , puesto { $rank }
} · { $alerts ->
    [0] sin alertas.
    [one] { $alerts } alerta puesta.
   *[other] { $alerts } alertas puestas.
}

# La orden antes de confirmar

ticket-title = { $side ->
    [long] <b>En papel: LARGO { $coin }</b> · dinero simulado
   *[short] <b>En papel: CORTO { $coin }</b> · dinero simulado
}
ticket-row-stake = Importe
ticket-row-position = Valor { $leverage }
ticket-row-quantity = Cantidad
ticket-row-market = { $side ->
    [long] Compra ahora
   *[short] Venta ahora
}
ticket-row-limit = { $side ->
    [long] Compra a
   *[short] Venta a
}
ticket-row-target = Objetivo
ticket-row-stop = Stop
ticket-row-liquidation = Liquidado a
ticket-win-or-lose = <b>Ganas { $win } o pierdes { $lose }</b>, con comisiones de { $fees } de entrada y salida incluidas.
ticket-lose-only = <b>Pierdes { $lose } en el stop</b>, con comisiones de { $fees } de entrada y salida incluidas. Sin objetivo: sigue abierta hasta que la cierres.
ticket-win-only = <b>Ganas { $win } en el objetivo</b>, con comisiones de { $fees } de entrada y salida incluidas. Sin stop, solo la liquidación pone fin a una pérdida.
ticket-open-end = Comisiones de { $fees } de entrada y salida. Sin stop y sin objetivo: solo la cierras tú, o la liquidación.
ticket-at-most = Si el precio salta el stop, se pierde como mucho { $most }: importe y comisiones.
ticket-at-most-no-stop = Se pierde como mucho { $most }: importe y comisiones.
ticket-funding = Funding a las { $at }: { $gets ->
    [yes] recibirías
   *[no] pagarías
} { $dust ->
    [yes] menos de
   *[no] unos
} { $amount }.
ticket-good-for = <i>Vale 30 s o 0.10 % de precio; después te la muestro de nuevo.</i>
ticket-good-for-limit = <i>Espera en el libro hasta que el precio llegue a { $price }. Ahora está en { $now }.</i>
ticket-opposite = La orden es de { $ordered } { $coin }: { $held } cierran primero tu { $side ->
    [long] largo
   *[short] corto
} ({ $gain } tras comisiones) y el resto es lo de arriba.
ticket-only-closes = Esto solo cierra { $part ->
    [all] tu
   *[other] { $part } { $coin } de tu
} { $side ->
    [long] largo
   *[short] corto
} de { $held } { $coin }: <b>{ $gain }</b> tras comisiones. No se abre nada nuevo.
ticket-adds = Ya tienes { $quantity } { $coin }: esto se suma, y stop y objetivo pasan a ser los de todo{ $target ->
    [none] { $stop ->
        [none] { "" }
       *[other] { "" }: { $stop } en el stop
    }
   *[other] { "" }: { $target } en el objetivo{ $stop ->
        [none] { "" }
       *[other] { "" }, { $stop } en el stop
    }
}.
ticket-source = <i>Con { $source } · no es consejo</i>
ticket-moved = El precio es ahora { $price } ({ $change }). Mismo stop: { $outcome ->
    [both] ganas { $win } o pierdes { $lose }.
    [lose] pierdes { $lose }.
    [win] ganas { $win }.
   *[none] ninguno puesto.
}
ticket-changed = La orden ha cambiado desde entonces. Aquí está como es ahora.
ticket-cancelled = ✖ <b>{ $coin }</b>: orden descartada. No ha pasado nada.
ticket-gone = Esa orden ya terminó o no es tuya. Una nueva: /long o /short
ticket-sent-already = Esa orden ya está enviada.
ticket-no-price = No hay precio de { $coin } { $since ->
    [none] en este momento
   *[other] desde las { $since }
}, así que no se opera; no voy a adivinar.
reason-no-contract = aquí no se conocen sus filtros ni sus tramos de riesgo en la bolsa, así que no se puede operar en papel.
ticket-plan-gone = Ese plan ya no existe: mira el escaneo otra vez.

button-ride-long = 🟢 Seguir: largo
button-ride-short = 🔴 Seguir: corto
button-fade-long = 🟢 Contra: largo
button-fade-short = 🔴 Contra: corto
button-level-long = 🟢 Largo hasta { $level }
button-level-short = 🔴 Corto en { $level }
button-level-long-at = 🟢 Largo en { $level }
button-level-short-to = 🔴 Corto hasta { $level }
button-buy = { $side ->
    [long] ✅ Comprar
   *[short] ✅ Vender en corto
}{ $risk ->
    [none] { "" }
   *[other] { " " }· riesgo { $risk }
}
button-buy-at = { $side ->
    [long] ✅ Comprar a { $price }
   *[short] ✅ Vender en corto a { $price }
}
button-stake = Con { $stake }
button-risk = Riesgo $…
button-risk-is = Riesgo { $risk }
button-stop = Stop…
button-target = Objetivo…
button-trail = Móvil…
button-use = Usar { $price }
button-use-leverage = Usar { $leverage }
button-use-stake = Usar { $stake }
button-use-share = Usar { $share } %
button-no-stop = Sin stop
button-no-target = Sin objetivo
button-no-trail = Sin stop móvil
button-type = ✍ Escribirlo
button-stop-share = -{ $share } % · { $price }
button-trail-share = { $share } % detrás
button-close = Cerrar
button-half = Mitad
button-stop-entry = Stop a entrada
button-close-coin = ✖ Cerrar { $coin }
button-half-coin = ½ { $coin }
button-manage-coin = ⚙ { $coin }
button-order-cancel = ✖ Cancelar orden
button-order-move = Mover…
button-order-cancel-one = ✖ { $number }
button-order-cancel-all = ✖ Cancelar todas
button-share = 📤 Compartir
button-share-to = 📤 Enviar a alguien
button-map-trade = 🗺 Mapa con mi operación
button-paper-next = 🔥 Siguiente
button-account = 💼 Cuenta
button-positions = 📈 Posiciones
button-orders = 📋 Órdenes
button-history = 📜 Historial
button-csv = ⤓ CSV
button-reset-do = De nuevo con { $start }
button-keep = ‹ Conservar mi cuenta

ask-risk = ¿Cuánto puede costar el stop? Escribe dólares, como <code>{ $example }</code>. Ajusto la posición para que cueste justo eso, comisiones incluidas.
ask-stop = ¿Dónde está tu stop? Tu entrada es { $price }. Escribe un precio, como <code>{ $example }</code>.
ask-target = ¿Dónde quieres tomar la ganancia? Tu entrada es { $price }. Escribe un precio, como <code>{ $example }</code>.
ask-trail = ¿A qué distancia debe seguir el stop al precio? Escribe un porcentaje del precio, como <code>{ $example }</code>, de 0.1 a 20.
ask-move = ¿Dónde debe esperar la orden? Escribe un precio, como <code>{ $example }</code>.
button-never-mind = ✖ Mejor no
ask-over = Entonces nada.
ask-odd = «{ $typed }» no es un número que me sirva aquí. Escribe uno como <code>{ $example }</code>, o sigue con los botones.

# El mensaje que sigue a una orden

paper-card-sent = ⏳ <b>{ $coin }</b>: tu orden va de camino. Se ejecuta al próximo precio, no a uno que ya pudieras ver.
paper-card-gone = <b>{ $coin }</b>: esa orden era de otro mercado simulado, que ya terminó.
paper-card-moved = <b>{ $coin }</b>: esto sigue más abajo ↓ <i>Dinero simulado.</i>
paper-card-handed-on = <b>{ $coin }</b>: una orden posterior se sumó a esta posición. Su mensaje sigue: /positions
paper-card-dropped = { $refused ->
    [yes] ✖ <b>{ $coin }</b>: la bolsa rechazó la orden. No ha pasado nada.
   *[no] ✖ <b>{ $coin }</b>: la orden está cancelada. No se ejecutó nada.
}
paper-card-resting = ⏳ { $way ->
    [buy] <b>COMPRA { $quantity } { $coin }</b> espera
   *[sell] <b>VENTA { $quantity } { $coin }</b> espera
} a { $price }{ $now ->
    [none] { "" }
   *[other] { " " }· ahora { $now } (a { $away })
}
paper-stop-then = después stop { $price }
paper-target-then = objetivo { $price }
paper-position = ✅ <b>{ $side ->
    [long] LARGO
   *[short] CORTO
} { $quantity } { $coin }</b> a { $price } · { $now }
paper-now = ahora { $price } · <b>{ $gain }</b> tras comisiones
paper-now-unknown = sin precio en este momento
paper-no-stop = sin stop
paper-stop-at = stop { $price } ({ $gain })
paper-trail-at = stop móvil { $price } ({ $gain })
paper-target-at = objetivo { $price } ({ $gain })
paper-liquidation-at = liquidación { $price }
paper-partly = ⏳ { $filled } de { $quantity } ejecutado; el resto { $price ->
    [market] se está ejecutando
   *[other] espera a { $price }
}.
paper-held-since = <i>{ $leverage } · desde { $at }</i>
paper-over = { $mark } <b>{ $what }</b> tras { $span }: <b>{ $gain }</b>{ $reward }. Cuenta { $equity }.
paper-bell = { $coin } ↑ { $what }: <b>{ $gain }</b>
paper-over-reward = , { $reward } por 1 arriesgado
paper-over-target = Objetivo alcanzado en { $price }
paper-over-stop = Stop en { $price }
paper-over-trailing = Stop móvil en { $price }
paper-over-liquidation = Liquidada en { $price }
paper-over-delisted = Retirada de la bolsa, cerrada en { $price }
paper-over-closed = Cerrada en { $price }
paper-trade = { $side ->
    [long] LARGO
   *[short] CORTO
} { $quantity } { $coin } { $leverage }, de { $entry } a { $exit }
paper-why-liquidated = El precio de marca llegó a { $liquidation ->
    [none] tu precio de liquidación
   *[other] { $liquidation }
}: lo que quedaba del importe era justo lo que la bolsa exige conservar. Se hizo cargo de la posición a { $bankruptcy }, el precio en el que el importe se agota. Eso costó { $cost }, con una comisión de { $fee }.
paper-why-taken-over = El precio saltó más allá de { $bankruptcy }, donde el importe se agota. Ninguna orden se ejecuta más allá: la bolsa se hizo cargo de la posición a ese precio y su fondo de seguro asumió el resto. La operación costó { $cost }, con una última comisión de { $fee }.
paper-why-delisted = La bolsa terminó el contrato y cerró todas las posiciones a este precio, sin comisión.
paper-why-gap = Tu stop estaba en { $price }: el precio lo saltó, así que se ejecutó al siguiente precio que hubo.
paper-share-text = { $mark } { $side ->
    [long] LARGO
   *[short] CORTO
} { $coin } { $leverage } en papel: de { $entry } a { $exit }, { $change } sobre el importe, { $gain } en dinero simulado. Pruébalo con tu propia cuenta en papel de $10,000, gratis:
paper-share-how = Para enviar:
picture-exit = salida { $price }

# Pulsaciones

toast-closing = Se cierra al próximo precio.
toast-half = Se está cerrando la mitad.
toast-half-too-small = Esa parte sería menor que el mínimo que acepta la bolsa ({ $least } { $coin }).
toast-closed-already = Esa posición ya está cerrada.
toast-changed = La posición ha cambiado desde entonces. Aquí está como es ahora.
toast-stop-set = Stop en { $price }.
toast-stop-off = Ya no hay stop. Solo la liquidación pone fin a una pérdida.
toast-target-set = Objetivo en { $price }.
toast-target-off = Ya no hay objetivo.
toast-trail-set = El stop sigue un { $share } % por detrás.
toast-trail-off = Ya no hay stop móvil.
toast-stop-wrong = { $side ->
    [long] El stop de un largo está por debajo del precio, que es ahora { $price }.
   *[short] El stop de un corto está por encima del precio, que es ahora { $price }.
}
toast-target-wrong = { $side ->
    [long] El objetivo de un largo está por encima del precio, que es ahora { $price }.
   *[short] El objetivo de un corto está por debajo del precio, que es ahora { $price }.
}
toast-trail-wrong = De 0.1 % a 20 %.
toast-no-price = Ahora mismo no hay precio de { $coin }, así que no cambio nada.
toast-cancelling = Cancelada.
toast-cancelled-all = Se cancelan todas las órdenes pendientes.
toast-order-gone = Esa orden ya no existe.
toast-moving = Movida a { $price }.
toast-refused = No se ha hecho: { $why }
toast-sent = Enviada.
toast-paper-off = Aquí no se puede operar en papel.

# Listas

paper-positions-title = <b>Tus posiciones en papel</b>, { $count }
paper-no-positions = <b>Ninguna posición abierta.</b> Abre una desde un escaneo o un nivel del mapa, o escribe <code>/long BTC 100 10x</code>.
paper-costs = <i>{ $leverage } · funding a las { $at }: { $gets ->
    [yes] recibes
   *[no] pagas
} { $dust ->
    [yes] menos de
   *[no] unos
} { $amount }</i>
paper-costs-unknown = <i>{ $leverage }</i>
paper-orders-title = <b>Tus órdenes pendientes</b>, { $count }
paper-no-orders = <b>Ninguna orden pendiente.</b> Aquí estarían un stop, un objetivo o una orden límite.
paper-order-limit = límite
paper-order-market = a mercado
paper-order-target = objetivo
paper-order-stop = stop
paper-order-trailing = stop móvil
paper-order = { $way ->
    [buy] 🟢 compra
   *[sell] 🔴 venta
} { $quantity ->
    [all] todo
   *[other] { $quantity }
} { $coin }: { $kind }{ $price ->
    [none] { "" }
   *[other] { " " }{ $price }
}{ $filled ->
    [none] { "" }
   *[other] , { $filled } ejecutado
}
paper-history-title = <b>Tus operaciones en papel cerradas</b>, primero las últimas
paper-no-history = <b>Todavía ninguna operación cerrada.</b> La primera estará aquí.
paper-history-row = { $number }. { $at } · { $side ->
    [long] largo
   *[short] corto
} { $coin } { $leverage } · de { $entry } a { $exit } · <b>{ $gain }</b>{ $cause ->
    [liquidation] { " " }💥
    [tier-reduction] { " " }💥
    [delisting] { " " }⚑
   *[order] { "" }
}
paper-history-csv = Ejecuciones y libro de la cuenta en papel { $number }: horas en UTC, importes exactos. Dinero simulado.
paper-close-how = ¿Qué posición? Por ejemplo <code>/close BTC</code>, o una parte: <code>/close BTC 50%</code>.
paper-close-none = No tienes { $coin } en papel. /positions
paper-close-odd = «{ $typed }» no es una parte. Escríbela así: <code>/close { $coin } 50%</code>.
paper-close-too-small = El { $share } % sería menor que el mínimo que acepta la bolsa ({ $least } { $coin }).
paper-close-sent = { $part ->
    [all] Se cierra tu posición de { $coin } al próximo precio.
   *[some] Se cierra el { $share } % de tu posición de { $coin } al próximo precio.
}

# /account, /reset

picture-equity-title = { $name }: cuenta en papel
picture-equity-change = { $change } desde el { $since }
picture-equity-start = inicio
picture-equity-today = hoy
picture-equity-won = operación ganada
picture-equity-lost = operación perdida
picture-equity-below = bajo su máximo
picture-equity-dip = mayor caída
picture-equity-trades = operaciones
picture-equity-won-tile = ganadas
picture-equity-won-of = { $won } de { $trades }
button-curve = 📈 Curva
paper-account-title = 💼 <b>Cuenta en papel: { $equity }</b>
paper-account-today = Hoy { $gain } ({ $change })
paper-account-start = Desde { $at }: { $gain } ({ $change }), empezaste con { $start }
paper-account-margin = Margen { $margin }{ $asked ->
    [none] { "" }
   *[other] , reservado para órdenes { $asked }
} · disponible { $available }
paper-account-open = { $positions ->
    [0] Ninguna posición abierta
    [one] { $positions } posición
   *[other] { $positions } posiciones
}, { $orders ->
    [0] ninguna orden
    [one] { $orders } orden
   *[other] { $orders } órdenes
}
paper-account-no-trades = Todavía ninguna operación cerrada.
paper-account-trades = { $capped ->
    [yes] Últimas { $count } operaciones, { $won } ganadas ({ $share } %)
   *[no] { $count ->
        [one] { $count } operación
       *[other] { $count } operaciones
    }, { $won ->
        [one] { $won } ganada
       *[other] { $won } ganadas
    } ({ $share } %)
}
paper-account-rank = Ronda de hoy: puesto { $rank }, { $change }
paper-reset-ask = <b>¿Empezar de nuevo?</b> Tu cuenta en papel con { $equity } se cierra para siempre, { $positions ->
    [0] no hay nada abierto
    [one] su { $positions } posición se cierra al próximo precio
   *[other] sus { $positions } posiciones se cierran al próximo precio
}, y dejas la competición en curso. Sus operaciones ya no se verán: llévatelas antes como archivo, /history.
    ¿Con cuánto quieres empezar?
paper-reset-done = ✅ <b>Una nueva cuenta en papel con { $start }.</b> La anterior está cerrada; vuelves a participar en competiciones desde la próxima campana.
paper-reset-old = Esa cuenta ya está cerrada.
paper-was-away = Estuve fuera { $minutes } min. Sin cambios: { $positions ->
    [0] { "" }
    [one] { $positions } posición
   *[other] { $positions } posiciones
}{ $orders ->
    [0] { "" }
   *[other] { $positions ->
        [0] { "" }
       *[other] { " " }y{ " " }
    }{ $orders ->
        [one] { $orders } orden
       *[other] { $orders } órdenes
    }
}.

# Por qué la bolsa dijo que no

paper-number = { $name } { $value }
paper-number-quantity = cantidad
paper-number-minimum = al menos
paper-number-maximum = como mucho
paper-number-cap = como mucho
paper-number-trigger = disparo
paper-number-leverage = apalancamiento
paper-number-allowed = permitido
paper-number-need = hace falta
paper-number-have = hay
paper-number-liquidation = liquidación
paper-number-limit = límite
paper-number-price = precio
paper-number-margin = margen
paper-number-value = valor
paper-reason-unknown = La bolsa no dio ningún motivo.
paper-reason-bad-price = Ese precio no está en la rejilla del contrato.
paper-reason-too-small = La cantidad es menor que el mínimo que acepta la bolsa.
paper-reason-under-notional = La posición valdría menos que el mínimo de la bolsa.
paper-reason-too-large = La cantidad es mayor que el máximo de la bolsa para una orden.
paper-reason-no-money = La cuenta no tiene tanto disponible.
paper-reason-leverage = Tanto apalancamiento no se permite para una posición de este tamaño.
paper-reason-wrong-side-rising = El precio ya está por encima.
paper-reason-wrong-side-falling = El precio ya está por debajo.
paper-reason-conditional-cap = Ya hay diez órdenes condicionales de esta moneda, tantas como permite la bolsa.
paper-reason-order-cap = Ya hay 500 órdenes, tantas como permite la bolsa.
paper-reason-reduce-only = No queda nada que cerrar.
paper-reason-would-liquidate = La orden está más allá del precio de liquidación de la posición a la que se sumaría.
paper-reason-would-take = Se habría ejecutado al momento, y solo debía esperar.
paper-reason-not-whole = No se podía ejecutar entera.
paper-reason-book-empty = El libro no tenía más a un precio aceptable.
paper-reason-no-price = No llegó ningún precio a tiempo, así que no se operó: no adivino.
paper-reason-price-limit = El precio está fuera de la banda que la bolsa permite alrededor del precio de marca.
paper-reason-by-user = La cancelaste tú.
paper-reason-by-oco = Se ejecutó su otra mitad.
paper-reason-no-position = La posición que protegía ya no existe.
paper-reason-liquidation = La posición fue liquidada.
paper-reason-tier-reduction = La bolsa redujo la posición a un tramo de riesgo menor.
paper-reason-delisted = La bolsa terminó el contrato.
paper-reason-round-rule = Una competición en curso permite como mucho 10x y un quinto de la cuenta en una moneda. /reset la deja.
paper-reason-closed-account = Esa cuenta está cerrada.
paper-reason-unknown-order = Esa orden ya no existe, quizá se ejecutó.
paper-reason-has-positions = Eso solo se puede cambiar mientras no haya nada abierto.
paper-reason-broken = La bolsa falló con esto y lo dejó fuera: no cambió nada.

# Por qué una orden no se puede enviar así

trade-no-price = No hay precio de { $coin } en este momento, así que no se opera; no voy a adivinar.
trade-bad-leverage = { $leverage } no es posible con { $coin }: de 1x a { $largest }. { $nearest } funcionaría.
trade-leverage-tier = { $leverage } es demasiado para una posición de { $value }: la bolsa permite { $largest } con ese tamaño. A { $leverage } funcionaría un importe de hasta { $stake }.
trade-wrong-side = { $part ->
    [stop] { $side ->
        [long] El stop de un largo está por debajo de la entrada de { $entry }; { $level } no lo está.
       *[short] El stop de un corto está por encima de la entrada de { $entry }; { $level } no lo está.
    }
   *[target] { $side ->
        [long] El objetivo de un largo está por encima de la entrada de { $entry }; { $level } no lo está.
       *[short] El objetivo de un corto está por debajo de la entrada de { $entry }; { $level } no lo está.
    }
}
trade-round-leverage = La competición en curso permite como mucho { $largest }; esto tiene { $leverage }. /reset la deja.
trade-round-share = La competición en curso permite el { $share } % de la cuenta en una moneda, ahora { $largest }; esto serían { $margin }. { $stake ->
    [none] De { $coin } no cabe nada más.
   *[other] Funcionaría un importe de hasta { $stake }.
}
trade-target-out-of-reach = Un corto no puede ganar el { $share } % de su importe: el precio tendría que caer por debajo de cero. Como mucho el { $largest } %.
trade-risk-needs-stop = Para perder como mucho { $risk } necesito un stop: elige uno y ajusto la posición a él.
trade-risk-impossible = Un stop al { $share } % del importe no es posible con { $leverage }: solo las comisiones de entrada y salida son el { $fees } %. { $largest ->
    [none] Desde el { $smallest } % tiene sentido.
   *[other] Desde el { $smallest } % tiene sentido, o con { $largest }.
}
trade-stop-too-close = El stop { $stop } está a { $away } de tu entrada; solo las comisiones son { $fees }. { $sensible ->
    [none] Con este apalancamiento ningún stop antes de la liquidación tiene sentido: usa menos.
   *[other] Desde { $sensible } tiene sentido: pierdes como mucho { $loss }.
}
trade-stop-beyond-liquidation = El stop { $stop } está más allá de la liquidación en { $liquidation }: el importe se habría perdido antes. { $farthest ->
    [none] Con este apalancamiento no hay sitio para un stop: usa menos.
   *[other] Hasta { $farthest } funciona.
}
trade-too-small = { $quantity ->
    [none] Con eso no alcanza para la orden mínima, { $smallest } { $coin }.
   *[other] Serían { $quantity } { $coin }; la bolsa no acepta menos de { $smallest }.
}{ " " }Funcionaría un importe desde { $stake }{ $leverage ->
    [none] .
   *[other] , o { $leverage }.
}
trade-too-large = Serían { $quantity } { $coin }; la bolsa acepta como mucho { $largest } en una orden. Funcionaría un importe de hasta { $stake }.
trade-not-enough = Hacen falta { $needed } con comisiones; hay { $available } disponibles. { $stake ->
    [none] Cierra algo antes, o empieza de nuevo: /reset
   *[other] Funcionaría un importe de hasta { $stake }.
}

# Qué no se entendió de una orden escrita

trade-how = Escríbelo así: <code>{ $usage }</code>: moneda, importe en dólares, apalancamiento y, si quieres, stop (<code>sl</code>) y objetivo (<code>tp</code>), como precio o en porcentaje del importe.
trade-coin-missing = <b>¿Qué moneda?</b> Toca una o escríbelo todo.
trade-word-unknown = No entiendo «{ $word }», así que no he enviado nada.
trade-number-bad = «{ $word }» no sirve: { $flaw ->
    [negative] es menor que cero
    [zero] es cero
    [too-large] es demasiado grande
    [no-number] no es un número
    [over-all] solo hay el 100 % de lo que tienes
    [unit] esa unidad no va ahí
   *[not-plain] leo números sencillos como 1,000.50
}.
trade-part-twice = «{ $word }» sería { $part } por segunda vez.
trade-part-empty = Falta el número para { $part }.
trade-too-long = Es demasiado largo para una orden: como mucho { $largest } caracteres.
trade-part-size = el importe
trade-part-risk = el riesgo
trade-part-leverage = el apalancamiento
trade-part-stop = el stop
trade-part-target = el objetivo
trade-part-limit = el límite
trade-part-trail = el stop móvil
ticket-trail-later = Un stop móvil sigue a una posición: toca Móvil… cuando esté abierta.
