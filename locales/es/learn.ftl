# /learn: seis lecciones

command-learn = aprende en seis lecciones cortas
button-learn = 🎓 Aprende en 6 pasos
learn-home = <b>Aprende en 6 pasos</b> · { $done } de 6 hechas
    Unas pocas imágenes cada una y después una operación simulada en un día famoso. Unos dos minutos por lección.
learn-home-line = { $state ->
    [done] ✅
    [next] ▶
   *[open] ▫️
} { $number } · { $name }
learn-home-badges = 🏅 { $count ->
    [one] { $count } insignia
   *[other] { $count } insignias
} hasta ahora.
learn-home-graduate = 🎓 <b>Las seis hechas.</b> Puedes repetir cada una con otras elecciones.
learn-home-foot = <i>Dinero simulado. No se promete ninguna ventaja. El apalancamiento puede costarte todo el importe. 18+, /terms</i>
button-learn-lesson = { $state ->
    [done] ✅ { $number }
   *[open] { $number }
}
button-learn-go = ▶ Lección { $number }: { $name }
button-learn-badges = 🏅 Tus insignias
button-learn-all = 🎓 Todas las lecciones
button-learn-next = Siguiente ›
button-learn-practice = Práctica ›
button-learn-next-lesson = Lección { $number } ›
button-learn-again = ↻ Prueba de otra forma
button-learn-skip = ⏭ Ir al final
button-learn-long = 🟢 Largo
button-learn-short = 🔴 Corto
button-learn-stop = Stop { $percent } %
button-learn-target = Objetivo { $percent } %
button-learn-buy = ✅ { $side ->
    [long] Comprar
   *[short] Vender
} · riesgo { $risk }
learn-running = La repetición está en marcha. Puedes ir al final.
learn-private = Las lecciones son solo tuyas: ábrelas en el chat privado.
learn-stop-eaten = Un stop al { $percent } % del importe son { $stop } aquí, pero solo las comisiones de entrada y salida son { $fees }. Se cerraría al instante. A { $leverage }x elige más de { $least } %.

learn-name-1 = Niveles y el mapa
learn-name-2 = Largo, corto y 10x
learn-name-3 = Stop y comisiones
learn-name-4 = Objetivo y recompensa
learn-name-5 = Liquidación y funding
learn-name-6 = Señales y poco riesgo
learn-screen = <b>{ $number } · { $name }</b>

learn-text-1-1 = Quien opera con dinero prestado tiene un precio en el que la bolsa le cierra la operación a la fuerza: el <b>nivel de liquidación</b>. Nadie le pregunta. Un largo se vende, un corto se recompra, al instante.
learn-text-1-2 = El mapa suma dónde deberían estar muchos de esos precios. <b>Brillante = muchos.</b> Los cortos acaban <b>por encima</b> del precio: A1, A2. Los largos <b>por debajo</b>: B1, B2. Es una estimación: nadie publica los reales.
learn-text-1-3 = Cuando el precio llega, las órdenes forzadas lo empujan más, hasta agotarse: la banda termina. Pero el precio <b>no tiene por qué</b> llegar. Cuántas veces llegó se cuenta para cada moneda: /accuracy
learn-text-2-1 = Un <b>largo</b> gana cuando el precio sube, un <b>corto</b> cuando baja. Los dos pierden en el otro sentido. Un corto vende primero y recompra después.
learn-text-2-2 = El <b>importe</b> es tu propio dinero en la operación. El <b>apalancamiento</b> dice cuántas veces mayor es la posición: $100 a 10x se mueven como $1,000.
learn-text-2-3 = Así, un 1 % del precio es un 10 % de tu importe, <b>en ambos sentidos</b>. A 10x, un movimiento de un 9.5 % en tu contra se lo lleva todo.
learn-text-3-1 = Bybit cobra un 0.055 % de la <b>posición</b>, al entrar y al salir. Del importe es un 0.11 % por el apalancamiento: a 10x un 1.1 %, a 50x un 5.5 %.
learn-text-3-2 = Un <b>stop</b> cierra solo a un precio que tú dices. Lo medimos por lo que puede perder con comisiones: <b>5–10 % del importe</b>. Sabes la pérdida antes de empezar.
learn-text-3-3 = Las comisiones se llevan primero su parte del stop. Lo que queda es cuánto puede oscilar el precio. Un stop del 1 % a 10x no deja <b>nada</b>: se rechaza, con los números.
learn-text-4-1 = Pon el <b>objetivo</b> dentro del siguiente grupo de niveles, entre su borde cercano y su centro. Allí se cruzan muchas órdenes, y detrás se acaba el empuje.
learn-text-4-2 = La <b>recompensa por uno arriesgado</b> es lo que ganas dividido por lo que pierdes, con comisiones. Aquí 21.54 / 9.79 = 2.20. La ves antes de cada operación.
learn-text-4-3 = Cuanto más lejos el objetivo, más paga y menos veces se alcanza. A 1 por 1 tienes que acertar la mitad de las veces, a 5 por 1 una de cada seis. Ninguno es dinero gratis.
learn-text-5-1 = Cuanto mayor el apalancamiento, más cerca la <b>liquidación</b>. A 10x está a un 9.5 %, a 50x a un 1.5 %: una hora tranquila.
learn-text-5-2 = Lo que cuenta es el <b>precio de marca</b>, un promedio entre bolsas, no la última operación. Una sola operación loca no cierra a nadie a la fuerza.
learn-text-5-3 = Una liquidación cuesta <b>todo el importe y las comisiones</b>. Un stop puesto antes habría costado la décima parte. Ponlo antes de necesitarlo.
learn-text-5-4 = <b>Funding</b>: cada pocas horas un lado paga al otro. Si la tasa es positiva, pagan los largos. Se cobra sobre la posición, no sobre el importe, y la tasa cambia.
learn-text-6-1 = Una <b>señal</b> necesita dos cosas: 70–85 % de los niveles agrupados en un lado <b>y</b> un pico reciente de volumen, interés abierto o precio. Más del 85 % va aparte.
learn-text-6-2 = La pregunta honesta: ¿se alcanzó el nivel más veces que uno <b>igual de lejos en el otro lado</b>? Si son iguales, el mapa no sabía nada. Lo mostramos en ambos casos y <b>no prometemos ventaja</b>.
learn-text-6-3 = Arriesga poco y podrás equivocarte muchas veces. Diez pérdidas seguidas dejan el 90 % de la cuenta a 1 % por operación, y el 35 % a 10 %.
learn-text-6-4 = Ahora juega: cada ronda es gratis, con dinero simulado y precios reales. Cuenta el cambio de tu cuenta desde la campana. Quien arriesga poco dura más. ¡Suerte!

learn-move-covid = 12 mar 2020 · el desplome del covid
learn-move-tesla = 8 feb 2021 · Tesla compra bitcoin
learn-move-may = 19 may 2021 · el desplome de mayo
learn-move-etf = 23 oct 2023 · el rumor del ETF
learn-move-yen = 5 ago 2024 · el yen se da la vuelta
learn-move-october = 10 oct 2025 · la cascada
learn-practice = <b>Práctica:</b> { $move } · dinero simulado
learn-ask-1 = Son las 20:00 UTC. ¿Hacia qué lado irá? Elige uno; el objetivo es un nivel a un 6 %, el stop pierde un cuarto del importe.
learn-ask-2 = Es mediodía. Elige lado, cantidad y apalancamiento. Esta vez sin stop: mira qué hace el apalancamiento solo.
learn-ask-3 = Es mediodía y el precio sube despacio. Elige un lado y cuánto puede perder el stop.
learn-ask-4 = Es la 01:00 y las acciones en Tokio caen. El stop es un 10 % del importe: ¿a qué distancia pones el objetivo?
learn-ask-5 = Son las 09:00. Elige un apalancamiento y vigila la línea amarilla. No hay stop: esa es la lección.
learn-ask-6 = Son las 11:30. Todo es tuyo: lado, cantidad, apalancamiento, stop, objetivo. O tan poco riesgo como quieras.
learn-ticket = { $side ->
    [long] LARGO
   *[short] CORTO
} BTC a <b>{ $entry }</b> · importe { $stake }, { $leverage }x = { $position }
learn-ticket-target = Objetivo { $price }: <b>{ $gain }</b>
learn-ticket-stop = Stop { $price }: <b>-{ $loss }</b>
learn-ticket-stop-eaten = Stop { $price }: <b>sin sentido</b>, solo las comisiones son { $fees }
learn-ticket-liquidation = Liquidación { $price } ({ $away }): <b>-{ $loss }</b>
learn-ticket-fees = Comisiones de entrada y salida, unos { $fees }, incluidas.
learn-ticket-reward = Recompensa por uno arriesgado: <b>{ $reward }</b>
learn-source = <i>Binance BTCUSDT: apertura, máximo, mínimo y cierre reales del día; el camino entre ellos está dibujado. Dinero simulado, comisiones y liquidación de Bybit.</i>
learn-replay = <b>{ $time } UTC</b> · { $side ->
    [long] LARGO
   *[short] CORTO
} { $leverage }x desde { $entry } · ahora { $now }
    { $state ->
    [before] El día sigue …
   *[open] <b>{ $net }</b> si cierras ahora, con comisiones.
}
learn-end-target = 🎯 <b>Objetivo alcanzado en { $price }: { $net }</b>, ya sin { $fees } de comisiones.
learn-end-stop = 🛑 <b>Stop en { $price }: { $net }</b>, de ello { $fees } de comisiones.
learn-end-liquidation = 💥 <b>Liquidado en { $price }: { $net }</b>. Se fue todo el importe, y { $fees } de comisiones.
learn-end-day = 🏁 <b>Se acabó el día. Cerrado en { $price }: { $net }</b>, ya sin { $fees } de comisiones.
learn-end-gap = El precio saltó por encima del stop: se ejecutó al siguiente precio que hubo.
learn-funding = Funding, a la tasa habitual de 0.01 %: { $funding }.
learn-other-side = El otro lado con las mismas elecciones: { $net }.
learn-after-1 = Aquella noche el precio atravesó todos los niveles cercanos, y volvió. Un nivel es un lugar, no una promesa.
learn-after-2 = Solo cambió el apalancamiento: el mismo movimiento del precio, otro resultado.
learn-after-3 = Un stop ajustado pierde poco y a menudo, uno amplio pocas veces y mucho. Con stop sabes la cantidad antes.
learn-after-4 = El objetivo cercano se alcanza a menudo y paga poco. Mira la recompensa antes que el gráfico.
learn-after-5 = Con la mitad de apalancamiento la línea amarilla estaba el doble de lejos.
learn-after-6 = Una operación no demuestra nada. Muchas pequeñas, contadas con honestidad, sí.
learn-badge = 🏅 <b>Nueva insignia: { $name }</b>
learn-graduate = 🎓 <b>Has hecho las seis. Nueva insignia: { $name }</b>

learn-badges = <b>Tus insignias</b> · { $held } de { $all }
learn-badges-none = Aún ninguna: la primera lección trae la primera.
learn-badges-newest = La más nueva: <b>{ $name }</b>, { $at }.
learn-badges-how = Las lecciones, las operaciones simuladas y las rondas traen insignias. No cuentan para nada más que tu propia alegría.
badge-lesson-1 = Niveles y el mapa
badge-lesson-2 = Largo, corto y 10x
badge-lesson-3 = Stop y comisiones
badge-lesson-4 = Objetivo y recompensa
badge-lesson-5 = Liquidación y funding
badge-lesson-6 = Señales y poco riesgo
badge-graduate = Curso completo
badge-first-trade = Primera operación simulada
badge-first-target = Primer objetivo alcanzado
badge-first-stop = Primer stop respetado
badge-ten-trades = Diez operaciones
badge-calm-week = Una semana sin liquidación
badge-round-joined = En una ronda
badge-round-ranked = Clasificado en una ronda
badge-top-ten = Entre los diez primeros
badge-winner = Ganador de una ronda

# En las imágenes

picture-learn-title = Aprende en 6 pasos
picture-learn-done = { $done } de 6 hechas
picture-learn-home-note = Cada lección acaba con una operación simulada en un día famoso.
picture-learn-kicker = Lección { $number } de 6
picture-learn-schematic = ESQUEMA
picture-learn-replay = REPETICIÓN
picture-learn-simulated = DINERO SIMULADO
picture-learn-drawn = Apertura, máximo, mínimo y cierre reales; el camino entre ellos está dibujado.
picture-learn-badges = Tus insignias
picture-learn-badges-count = { $held } de { $all }
picture-learn-badges-note = Por lo que aprendiste e hiciste.
picture-learn-entry = Entrada
picture-learn-stop = Stop
picture-learn-target = Objetivo
picture-learn-liquidation = Liquidación
picture-learn-verdict = { $end ->
    [target] Objetivo alcanzado
    [stop] Stop
    [liquidation] Liquidado
   *[day] Fin del día
}
picture-learn-trade = { $side ->
    [long] LARGO
   *[short] CORTO
} { $leverage }x
picture-learn-trader = alguien compra a 10x
picture-learn-forced = aquí la bolsa lo vende
picture-learn-price-now = precio ahora
picture-learn-shorts = aquí acaban cortos
picture-learn-few-shorts = algunos cortos
picture-learn-longs = aquí acaban largos
picture-learn-few-longs = algunos largos
picture-learn-swept = barrido: la banda acaba
picture-learn-waiting = sigue esperando
picture-learn-note-1-1 = Un nivel de liquidación es de una posición.
picture-learn-note-1-2 = Brillante = muchos. Estimado, no publicado.
picture-learn-note-1-3 = El precio puede llegar, o no.
picture-learn-sold = Aquí abajo gana el corto
picture-learn-bought = Aquí arriba gana el largo
picture-learn-here = aquí entras
picture-learn-note-2-1 = Los dos pierden en el otro sentido.
picture-learn-stake-head = $100 tuyos son una posición de
picture-learn-note-2-2 = Importe x apalancamiento = posición.
picture-learn-move-head = El precio se mueve 1 %: tus $100 cambian
picture-learn-wrong = { $leverage }x, lado malo
picture-learn-note-2-3 = El apalancamiento agranda ambos.
picture-learn-fees-head = Comisiones de ida y vuelta, del importe
picture-learn-note-3-1 = 0.055 % de la posición, dos veces.
picture-learn-stop-head = Lo que un stop puede perder de $100
picture-learn-fees = comisiones { $fees }
picture-learn-stop-row = Stop { $percent } %
picture-learn-note-3-2 = Pérdida con comisiones, sabida antes de empezar.
picture-learn-room-head = Cuánto puede oscilar el precio a 10x
picture-learn-nothing = no queda nada
picture-learn-note-3-3 = Las comisiones se llevan primero su parte.
picture-learn-next-cluster = el siguiente grupo
picture-learn-note-4-1 = Entre su borde cercano y su centro.
picture-learn-reward-head = 2.20 por 1 arriesgado, con comisiones
picture-learn-win = Objetivo
picture-learn-lose = Stop
picture-learn-note-4-2 = Ves los dos antes de comprar.
picture-learn-right-head = Cuántas veces tienes que acertar
picture-learn-right-row = { $reward } por 1
picture-learn-note-4-3 = Para no perder a la larga, con comisiones.
picture-learn-away-head = Un largo se liquida tras una caída de
picture-learn-note-5-1 = Margen aislado, primer tramo de riesgo, reglas de Bybit.
picture-learn-last = una operación loca: no pasa nada
picture-learn-mark = aquí decide el precio de marca
picture-learn-note-5-2 = Velas: precio de marca. Mecha larga: última operación.
picture-learn-cost-head = Importe $100 a 10x: lo que cuesta
picture-learn-liquidated = Liquidación
picture-learn-note-5-3 = Importe, comisión de entrada y de salida.
picture-learn-funding-head = Funding de 0.01 % cada 8 h sobre $1,000
picture-learn-funding-row = { $span ->
    [once] una vez
    [day] al día
    [week] a la semana
   *[month] 30 días
}
picture-learn-note-5-4 = La tasa cambia, y su signo.
picture-learn-signal-head = La parte del lado pesado, y qué significa
picture-learn-even = parejo: sin señal
picture-learn-waits = espera un pico
picture-learn-confirmed = con un pico: señal
picture-learn-apart = va aparte
picture-learn-note-6-1 = Dos condiciones, las dos medidas.
picture-learn-record-head = Alcanzado, de 100 casos (ejemplo)
picture-learn-record-level = El nivel
picture-learn-record-mirror = Igual de lejos, otro lado
picture-learn-note-6-2 = Iguales: el mapa no sabía nada. Cuentas reales: /accuracy
picture-learn-left-head = Lo que dejan diez pérdidas seguidas
picture-learn-risk-row = { $percent } % por vez
picture-learn-note-6-3 = De la cuenta, arriesgando cada vez la misma parte.
picture-learn-rounds = Rondas: gratis, dinero simulado
picture-learn-note-6-4 = /leaderboard y /compete
