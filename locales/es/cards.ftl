# Común a todas las tarjetas

moment = { $day } { $month ->
    [m1] ene
    [m2] feb
    [m3] mar
    [m4] abr
    [m5] may
    [m6] jun
    [m7] jul
    [m8] ago
    [m9] sep
    [m10] oct
    [m11] nov
   *[m12] dic
} { $time }
list-and = { $first } y { $last }
window-words = { $window ->
    [w12h] 12 h
    [w24h] 24 h
    [w3d] 3 días
    [w7d] 7 días
    [w14d] 14 días
    [w30d] 30 días
    [w90d] 90 días
    [w180d] 180 días
   *[w1y] 1 año
}
levels-price = precio
source-live = { $venues }, en vivo { $at }
source-recorded = { $venues }, grabado { $at }
source-simulated = { $venues }, SIMULADO { $at }
filter-venue = solo { $venue }
filter-leverage = { $band ->
    [mid] abiertas con 25x o más
   *[high] abiertas con 50x o más
}
filter-weak = oculto el { $share } % más débil
all-leverage = todo el apalancamiento
history-from = historial solo desde { $at }

# Línea 1 de un scan

state-no-signal = sin señal, { $share } % es parejo
state-no-levels = sin señal, sin niveles claros
state-lopsided = cargado a un lado, falta el impulso
state-confirmed = { $side ->
    [up] señal al alza, confirmada
   *[down] señal a la baja, confirmada
}
state-extreme = extremo, { $share } %: aparte
state-too-little-data = { $days ->
    [0] pocos datos: listado hoy
    [one] pocos datos: listado hace { $days } día
   *[other] pocos datos: listado hace { $days } días
}

# /scan

scan-title = <b>{ $coin } { $window }</b> · { $price } · <b>{ $state }</b>
scan-filtered = <i>Se muestra: { $what }</i>
scan-share = { $side ->
    [above] El { $share } % de las liquidaciones agrupadas a menos del { $band } % está arriba ({ $heavy } frente a { $light }).
   *[below] El { $share } % de las liquidaciones agrupadas a menos del { $band } % está abajo ({ $heavy } frente a { $light }).
}
scan-no-levels = No hay grupos de liquidaciones a menos de { $band } % del precio.
scan-fresh = <b>Reciente:</b> volumen { $volume } · interés abierto { $oi } · 5 min { $move }
scan-ride = <b>A favor hasta { $level }:</b> { $side ->
    [long] largo
   *[short] corto
} { $entries }, stop { $stop }, objetivo { $target }. { $wins }
scan-fade = <b>En contra en { $level }:</b> { $side ->
    [long] largo
   *[short] corto
} { $entries }, stop { $stop }, objetivo { $target }. { $wins }
leg-wins = Gana { $reward } por 1 arriesgado, comisiones incluidas.
leg-wins-too = Gana { $reward } por 1.
leg-eaten-by-fees = Las comisiones se comerían toda la ganancia: no compensa.
scan-day = <b>24 h:</b> { $what }
day-oi = interés abierto { $oi } ({ $change })
day-funding = { $hours ->
    [0] funding { $rate }
    [8] funding { $rate }
   *[other] funding { $rate } cada { $hours } h
}
day-liquidated = { $since ->
    [all] liquidados: largos { $long }, cortos { $short }
   *[part] liquidados desde { $at }: largos { $long }, cortos { $short }
}
record = <b>Historial:</b> el nivel mayor se alcanzó en { $within } en { $reached } de { $cases } casos; un nivel igual de lejano al otro lado, en { $other }. { $edge }
record-within = { $unit ->
    [hours] { $number } h
   *[days] { $number } días
}
record-edge = { $has ->
    [yes] Ventaja demostrada.
   *[no] Por ahora, ninguna ventaja demostrada.
}
in-words = <blockquote expandable><b>En palabras.</b> { $words }</blockquote>
words-no-levels = { $coin } no tiene ningún grupo grande de cierres forzados cerca de su precio en esta ventana. Nada en que apoyarse: espera o mira una ventana más larga.
words-story = { $heavier ->
    [short] Si { $coin } sube a { $price }, vendedores en corto por unos { $amount } tendrían que comprar. Eso puede empujar el precio hasta que se agoten{ $plan ->
        [yes] : el primer plan recoge ganancias dentro de { $level }, el segundo vende ahí.
       *[no] .
    }
   *[long] Si { $coin } baja a { $price }, compradores a crédito por unos { $amount } tendrían que vender. Eso puede hundir el precio hasta que se agoten{ $plan ->
        [yes] : el primer plan recoge ganancias dentro de { $level }, el segundo compra ahí.
       *[no] .
    }
}
words-fresh = { $fresh ->
    [yes] Hay más actividad de lo normal: algo se mueve ahora.
   *[no] Ahora mismo no se mueve nada fuera de lo normal.
}
words-record = { $edge ->
    [none] Aquí aún no se ha medido con qué frecuencia se alcanzan estos niveles: arriesga poco.
    [yes] Hasta ahora estos niveles se alcanzaron más que por azar; eso puede acabar cualquier día: arriesga poco.
   *[no] Pero hasta ahora estos niveles no fueron mejores que una moneda al aire: arriesga poco.
}
scan-source = <i>{ $source } · niveles modelados con { $window }{ $venues ->
    [0] {""}
    [one] , liquidado: { $venues } bolsa, medido
   *[other] , liquidado: { $venues } bolsas, medido
} · no es un consejo</i>

# /heatmap

map-title = <b>Mapa { $coin } { $window }</b> · { $price } · { $share }
map-share = { $side ->
    [above] { $share } % de los grupos arriba
   *[below] { $share } % de los grupos abajo
}
map-no-levels = sin grupos claros
map-to-clear = { $direction ->
    [up] Hasta { $price } ({ $away }): <b>{ $amount }</b> de { $heavier ->
        [short] cortos
       *[long] largos
    }, { $levels }.
   *[down] Hasta { $price } ({ $away }): <b>{ $amount }</b> de { $heavier ->
        [short] cortos
       *[long] largos
    }, { $levels }.
}
map-swept = { $since ->
    [all] Barrido en { $window }, medido: largos { $long }, cortos { $short }.
   *[part] Barrido desde { $at }, medido: largos { $long }, cortos { $short }.
}
map-how-to-read = <blockquote expandable><b>Cómo se lee.</b> Brillante = ahí esperan muchos cierres forzados. La banda termina donde el precio la atravesó. A la derecha: el total que se despeja por el camino.</blockquote>
map-source = <i>{ $source } · modelado, posiciones abiertas en { $window } · { $shown }</i>
zoom-caption = <b>{ $coin } { $window }</b>: ábrelo en un navegador para ampliar. Funciona sin red.
beside-caption = <b>{ $coin }</b>: { $windows } lado a lado
    <i>{ $source } · modelado</i>
nine-caption = <b>Nueve mapas, { $window }</b>: { $coins }
    <i>{ $source } · modelado</i>

# Palabras en las imágenes

picture-title = Mapa de liquidaciones
picture-all-venues = Todas las bolsas
picture-live = EN VIVO
picture-recorded = GRABADO
picture-simulated = SIMULADO
picture-modelled = MODELADO
picture-share = { $side ->
    [above] { $share } % arriba
   *[below] { $share } % abajo
}
picture-price-now = precio ahora
picture-legend = USD por escalón de precio
picture-swept = barrido
picture-no-data = sin datos
picture-to-clear = { $amount } hasta { $price }
picture-to-clear-title = por despejar
picture-months = ene feb mar abr may jun jul ago sep oct nov dic
picture-made-at = { $date }, { $time } { $city }
picture-history = historial desde { $date }
picture-beside = { $coin }, lado a lado
picture-nine = Nueve mapas, { $window }
