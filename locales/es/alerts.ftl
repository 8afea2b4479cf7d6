# Alertas

alert-set-at = Te aviso en { $price }. /alerts
alert-set-before = Te aviso en { $price }, { $percent } % antes de { $level }. /alerts
alert-set-level = 🔔 Puesta: <b>{ $coin }</b>, cuando el precio esté a menos de { $distance } % de un nivel más fuerte que el { $strength } % de ellos ({ $window }).
    Lo digo una vez y callo hasta que el precio se haya alejado. Todas las tuyas: /alerts
alert-limit = Ya tienes { $limit ->
    [one] { $limit } alerta
   *[other] { $limit } alertas
}: borra una en /alerts.
alert-how = <b>Alertas.</b> Toca un nivel en un mapa, o escribe:
    <code>/alert { $coin } 2%</code> cuando el precio esté a menos de 2 % de un nivel fuerte
    <code>/alert { $coin } 2% 80</code> lo mismo para la quinta parte más fuerte de los niveles
    <code>/alert { $coin } { $price }</code> en un precio
    <code>/alert { $coin } desequilibrio 80</code> cuando el 80 % de los grupos esté de un lado
    <code>/alert { $coin } pico</code> cuando salte el volumen, el interés abierto o el precio
alert-bad-distance = La distancia va de { $least } % a { $most } %, por ejemplo <code>/alert { $coin } 2%</code>. La parte de un lado: <code>/alert { $coin } desequilibrio 75</code>.
alert-bad-strength = La fuerza va de 0 a 100, por ejemplo <code>/alert { $coin } 2% 80</code>.
alert-needs-start = Las alertas van a tu chat privado: abre Helix allí una vez y toca de nuevo.
alert-already-there = El precio ya está en { $price }.
alerts-title = <b>Tus alertas</b>, { $count } de { $limit }
alerts-empty = <b>Sin alertas.</b>
alert-line-price = { $coin } { $direction ->
    [rise] ↑
   *[fall] ↓
} { $price } { $level }
alert-line-level = { $coin } { $window } · a { $distance } % de un nivel, fuerza { $strength }
alert-deleted = Borrada.
alert-gone = Esa alerta ya no existe.
alert-fired-price = 🔔 <b>{ $coin } { $price }</b>: llegó a tus { $target }{ $level ->
    [none] .
   *[other] , nivel { $level }.
}
alert-fired-level = 🔔 <b>{ $coin } { $price }</b> está a { $away } de un nivel en <b>{ $target }</b>, { $amount } ({ $window }).
alert-fired-source = <i>{ $source } { $at } · nivel modelado, precio medido · no es un consejo</i>
alert-source-live = en vivo
alert-source-recorded = grabado
alert-source-simulated = SIMULADO
alert-none = ninguna
alerts-buttons = Un toque en ✖ borra, ⏱ cambia cuánto calla después de hablar.
alert-set-price = 🔔 Puesta: <b>{ $coin }</b> en { $price }, a { $away } de aquí. Lo digo una vez. Todas las tuyas: /alerts
alert-set-imbalance = 🔔 Puesta: <b>{ $coin }</b>, cuando el { $share } % de sus grupos esté de un lado ({ $window }).
    Lo digo una vez y callo hasta que termine. Todas las tuyas: /alerts
alert-set-spike = 🔔 Puesta: <b>{ $coin }</b>, cuando salte el volumen, el interés abierto o el precio.
    Lo digo una vez y callo hasta que termine. Todas las tuyas: /alerts
alert-toast-imbalance = Te aviso cuando el { $share } % esté de un lado. /alerts
alert-toast-spike = Te aviso cuando { $coin } salte. /alerts
alert-bad-share = El desequilibrio va de { $least } % a { $most } %, por ejemplo <code>/alert { $coin } desequilibrio 75</code>.
alert-bad-price = Eso no es un precio. Por ejemplo <code>/alert { $coin } en { $price }</code>.
alert-there = { $coin } ya está en { $price }: di un precio por encima o por debajo.
alert-line-imbalance = { $coin } { $window } · { $share } % de un lado
alert-line-spike = { $coin } · pico
cooldown-minutes = { $number } min
cooldown-hours = { $number } h
button-cooldown = ⏱ { $span }
button-quiet = 🌙 Silencio: { $hours }
button-test-alert = 🧪 Probar
button-alert-imbalance = 🔔 { $share } % un lado
button-alert-spike = 🔔 Pico
quiet-off = no
quiet-title = <b>Horas de silencio: { $hours }</b>, hora de { $city }.
    Lo que ocurra entonces se guarda y se cuenta en un mensaje al terminar. Elige, o escribe <code>/alerts 22:30-6:45</code>; <code>/alerts off</code> las quita.
quiet-saved = Silencio { $hours }.
quiet-ended = Sin horas de silencio.
quiet-odd = Leo horas como <code>/alerts 22-7</code> o <code>/alerts 22:30-6:45</code>; <code>/alerts off</code> las quita.
alerts-together = 🔔 <b>{ $count } alertas juntas</b>
alerts-held = 🌙 <b>Durante el silencio:</b> { $count ->
    [one] { $count } alerta
   *[other] { $count } alertas
}
alerts-more = … y { $count } más.
alert-at-time = { $at } { $what }
alert-test = 🧪 <b>Una prueba.</b> Así se vería ahora{ $quiet ->
    [none] :
   *[other] ; en tus horas de silencio { $quiet } esperaría:
}
alert-test-none = Nada que probar: { $coin } no tiene niveles ahora.
alert-fired-imbalance = 🔔 <b>{ $coin } { $price }</b>: el { $share } % de sus grupos está { $side ->
    [above] por encima
   *[below] por debajo
} del precio ({ $window }).
alert-fired-spike = 🔔 <b>{ $coin } { $price }</b>: { $what ->
    [volume] volumen { $figure } lo habitual
    [oi] interés abierto { $figure } en una hora
   *[move] precio { $figure } en 5 minutos
}.
alert-fired-source-spike = <i>{ $source } { $at } · medido · no es un consejo</i>
alert-fired-ended = 🔕 <b>{ $coin }</b> ya no se negocia: su contrato ha salido de la bolsa. Tu alerta ha terminado ({ $alert }).
alert-fired-source-ended = <i>{ $source } { $at } · según la lista de contratos</i>
