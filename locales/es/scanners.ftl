# Lo que encontraron los escáneres, en /top y /scan

movers-title = <b>Más activas:</b> las monedas que hoy corren
movers-words = <blockquote expandable><b>En palabras.</b> "24h" = cuánto se movió el precio desde ayer. "volumen" = cuánto se negoció en ese tiempo. "fund 8h" = lo que los largos pagan a los cortos, contado por 8 horas; con menos, pagan los cortos. "!" = sobresale entre todas las monedas.</blockquote>
liquidated-title = <b>Liquidadas:</b> más cierres forzados en { $hours } h
liquidated-since = Se escucha solo desde el { $at }.
liquidated-words = <blockquote expandable><b>En palabras.</b> Cierres forzados publicados por las bolsas { $hours ->
    [one] en la última hora
   *[other] en las últimas { $hours } horas
}: los largos se vendieron, los cortos se recompraron. ">" = al menos eso: en una ráfaga no se publica cada orden.</blockquote>
button-hours = { $hours } h

top-why = <blockquote expandable><b>Por qué este orden.</b> Primero las señales, luego las cargadas a un lado. Entre iguales cuenta cuánto se inclina la moneda más allá de lo que explica la media del propio precio, lo cerca y lo grande que es el nivel, lo que saltó ahora, hasta dónde llegan las mechas y el historial. Los pesos son nuestros, no medidos.
    { $reasons }</blockquote>
reason-line = <b>{ $number } { $coin }</b>: { $reason }
reason-share = { $side ->
    [up] { $share } % arriba
   *[down] { $share } % abajo
}
reason-beyond = { $points ->
    [one] { $points } punto no lo explica la media del precio
   *[other] { $points } puntos no los explica la media del precio
}
reason-explained = todo lo explica la media del precio
reason-magnet = { $level } { $away }, { $amount }
reason-volume = volumen { $ratio }
reason-oi = interés abierto { $change }
reason-move = 5 min { $change }
reason-wicks = mechas { $beyond } más allá de los niveles
reason-record = alcanzado { $reached } de { $cases }, el otro lado { $other }
reason-no-record = historial: aún sin medir
reason-few-cases = historial: muy pocos casos, { $cases }
reason-no-levels = sin niveles claros

scan-wicks = <b>Riesgo de mecha:</b> 3 de cada 4 mechas pasaron un nivel como mucho { $beyond } y volvieron ({ $cases ->
    [one] { $cases } caso
   *[other] { $cases } casos
}, medido).
scan-lead = { $way ->
    [same] { $leader } suele moverse { $minutes } min antes que { $coin }: corr { $correlation }, n={ $returns }.
   *[other] { $leader } suele moverse { $minutes } min antes que { $coin }, en sentido contrario: corr { $correlation }, n={ $returns }.
}

picture-state-no-signal = sin señal
picture-state-lopsided = cargada
picture-state-confirmed = SEÑAL
picture-state-extreme = extrema
picture-state-too-little-data = pocos datos
