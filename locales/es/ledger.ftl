# El registro de aciertos: sellos diarios, /accuracy

day-words = { $day } de { $month ->
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
} de { $year }
month-words = { $month ->
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
} { $year }

head-title = <b>Sello del registro del { $day }</b>
head-kept = { $coins ->
    [0] Ese día no se guardó ningún mapa; { $entries } entradas en total.
    [one] Se guardaron { $maps } mapas de { $coins } moneda antes de su hora; { $entries } entradas en total.
   *[other] Se guardaron { $maps } mapas de { $coins } monedas antes de su hora; { $entries } entradas en total.
}
head-line = <code>{ $line }</code>
head-before = El sello anterior: <code>{ $head }…</code>
head-how = <blockquote expandable><b>Para qué sirve.</b> Cada mapa se guarda antes de que empiece su hora, con una huella que cubre todo lo anterior. Esta línea es la huella del registro entero al acabar el día. Quien la tenga puede demostrar más tarde que nadie mejoró los mapas viejos: <code>helix ledger verify --heads FILE</code>, con líneas como esta en el archivo.</blockquote>
head-source = <i>{ $source } · medido, no es un consejo · los días son UTC</i>

record-too-little = <b>Historial:</b> aún hay pocos datos: { $cases } de { $needed } casos.
record-filtered = <b>Historial:</b> solo se mide sin filtros.
record-unmeasured = <b>Historial:</b> aún hay pocos datos: todavía sin medir.

verdict = { $verdict ->
    [edge] Ventaja demostrada.
    [no-edge] Por ahora, ninguna ventaja demostrada.
   *[too-little] Aún hay pocos datos.
}
verdict-short = { $verdict ->
    [edge] ventaja demostrada
    [no-edge] por ahora, ninguna ventaja
   *[too-little] pocos datos
}
accuracy-all-title = <b>¿Qué tan buenos fueron los mapas?</b> { $edge ->
    [0] Por ahora, ninguna moneda muestra ventaja.
    [one] Ventaja demostrada en { $edge } moneda de { $coins }.
   *[other] Ventaja demostrada en { $edge } monedas de { $coins }.
}
accuracy-all-little = <b>¿Qué tan buenos fueron los mapas?</b> Aún hay pocos datos de todas las monedas.
accuracy-all-none = <b>¿Qué tan buenos fueron los mapas?</b> Aún hay pocos datos: todavía no se ha evaluado ninguna hora. Cada hora se evalúa unos minutos después de terminar.
accuracy-all-where = <b>¿Dónde</b> se cerrarán posiciones en la próxima hora? Ventaja en { $edge } monedas, por ahora ninguna en { $none }, pocos datos en { $little }.
accuracy-all-much = <b>¿Cuánto</b> se cierra, dado el camino del precio? Ventaja en { $edge } monedas, por ahora ninguna en { $none }, pocos datos en { $little }.
accuracy-all-where-figures = El décimo más fuerte de los precios: mapa { $map } %, solo la distancia { $distance } %, mejores reglas (B8) { $rules } % de lo cerrado allí.
accuracy-all-much-figures = Acuerdo de rangos (1 es perfecto): mapa { $map }, solo la distancia { $distance }, mejores reglas (B8) { $rules }.
accuracy-all-range = Frente a su mejor rival: { $best } { $ahead } en el mejor caso, { $worst } { $behind } en el peor, en puntos.
accuracy-all-kept = <b>Guardado:</b> { $frozen } mapas antes de su hora desde { $since }. { $counted } horas cuentan; { $out } descartadas por cortes, { $missed } perdidas.
accuracy-head = <b>Sello del { $day }:</b> entrada { $number }, <code>{ $hash }…</code>
accuracy-head-none = El primer sello se publica después de medianoche UTC.
accuracy-all-source = <i>{ $source } · medido, cierres forzosos según las bolsas · hasta { $at }</i>
accuracy-coin-title = <b>{ $coin }: con qué frecuencia acertó</b> · { $verdict }
accuracy-ledger-title = <b>Hora a hora, { $days } días:</b>
accuracy-coin-where = <b>Dónde:</b> de { $usd } cerrados a la fuerza, { $map } % ({ $low }-{ $high }) cayó en el décimo más fuerte de los precios del mapa; solo la distancia { $distance } %, mejores reglas (B8) { $rules } %; { $hours } horas. { $verdict }
accuracy-coin-much = <b>Cuánto, dado el camino del precio:</b> acuerdo de rangos { $map } ({ $low } a { $high }); solo la distancia { $distance }, mejores reglas (B8) { $rules }; { $hours } horas. { $verdict }
accuracy-coin-where-little = <b>Dónde:</b> aún hay pocos datos: { $hours } de { $neededhours } horas con cierres forzosos contados con su precio, { $days } de { $neededdays } días.
accuracy-coin-much-little = <b>Cuánto, dado el camino del precio:</b> aún hay pocos datos: { $hours } de { $neededhours } horas con cierres forzosos, { $days } de { $neededdays } días.
accuracy-coin-hours = Cuentan { $counted } horas; descartadas { $out }{ $reasons }; perdidas { $missed }.
accuracy-coin-unscored = <b>Hora a hora:</b> aún hay pocos datos: todavía no se ha evaluado ninguna hora de { $coin }.
accuracy-reason = { $flag ->
    [gap] flujo cortado { $hours }
    [clock] salto del reloj { $hours }
    [no-path] faltan velas { $hours }
   *[no-truth] nadie escuchaba { $hours }
}
accuracy-silent-little = Aún hay pocos datos: { $windows }.
accuracy-coins-title = <b>Monedas:</b> parte de los cierres forzosos en el décimo más fuerte de los precios
accuracy-coins-none = <b>Monedas:</b> aún hay pocos datos: todavía no se ha evaluado ninguna hora.
accuracy-coins-head-coin = moneda
accuracy-coins-head-map = mapa
accuracy-coins-head-distance = dist
accuracy-coins-head-rules = B8
accuracy-coins-head-hours = horas
accuracy-coins-legend = + ventaja demostrada, = por ahora ninguna, ? pocos datos. «dist»: solo la distancia. Ordenado por cuánto se adelanta el mapa.
accuracy-how = <b>Cómo se mide</b>
    <b>1.</b> Cinco minutos antes de cada hora se guarda el mapa de 24h y de 7d de cada moneda, con su huella encadenada a la anterior. Lo que llega tarde se anota como perdido; nunca se añade después.
    <b>2.</b> Terminada la hora se superponen los cierres forzosos que cuentan las bolsas. Bybit los cuenta todos; Binance, como mucho uno por segundo, así que su suma es un mínimo. Las horas con un flujo cortado se descartan y se cuentan.
    <b>3.</b> «Dónde»: el mapa, ponderado por la probabilidad de que el precio llegue, nombra el décimo más fuerte de los precios a menos del 6 %. ¿Cuánto de lo cerrado cayó ahí? «Cuánto»: dado el camino del precio, ¿esperaba el mapa más donde se cerró más?
    <b>4.</b> Nueve rivales responden lo mismo: todos los precios iguales, solo la distancia, el precio medio, números redondos, bandas ATR, dónde más se negoció, apalancamientos fijos, rupturas de rango, y estas con volumen e interés abierto (B8), que aprende solo de horas anteriores.
    <b>5.</b> «Ventaja demostrada» significa: mejor que cada rival, volviendo a sortear días enteros, con todas las monedas en cuenta y como mucho un 5 % de tales afirmaciones por suerte. Con menos de { $hours } horas con cierres o { $days } días: pocos datos.
    <b>6.</b> La huella del día se publica, para que nadie, ni siquiera nosotros, pueda mejorar mapas viejos.
accuracy-month-caption = <b>{ $what }, { $month }</b> · { $verdict }
    <i>{ $source } · medido; las cifras propias del mapa son modeladas · hasta { $at }</i>
accuracy-month-none = Aún no se ha evaluado ninguna hora de este mes. Cada hora se evalúa unos minutos después de terminar.

button-accuracy-month = 🖼 La imagen de este mes
button-accuracy-coins = Monedas
button-accuracy-how = Cómo se mide
button-accuracy-all = ‹ Todas las monedas
button-accuracy-coin = ‹ { $coin }

picture-accuracy-title = { $what } · { $month }
picture-accuracy-all = Todas las monedas
picture-accuracy-measured = MEDIDO
picture-accuracy-days = Cierres forzosos en el décimo más fuerte de los precios, por día
picture-accuracy-map = mapa x alcance, modelado
picture-accuracy-distance = solo distancia
picture-accuracy-rules = mejores reglas (B8)
picture-accuracy-chance = puro azar
picture-accuracy-reliability = Cerrado frente a esperado, USD por hora
picture-accuracy-expected = el mapa esperaba
picture-accuracy-closed = se cerró
picture-accuracy-little = pocos datos
picture-accuracy-hours = { $counted } horas cuentan · { $out } descartadas · { $missed } perdidas
picture-accuracy-no-day = ninguna hora
