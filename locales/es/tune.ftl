# /tune

tune-all-coins = Todas
button-audit = 📜 Cambios
button-tune = ‹ Umbrales
button-tune-default = Volver al valor inicial
button-tune-keep = ✅ Guardar { $value }
button-tune-drop = ✖ Descartar
tune-knob = { $name ->
    [volume_ratio] Volumen
    [oi_change_1h] Interés abierto
    [move_5m] Movimiento de 5 min
    [lopsided_from] Cargado desde
   *[extreme_over] Extremo sobre
}
tune-title = <b>Qué hace una señal</b>, { $coin ->
    [all] todas las monedas
   *[other] { $coin }
}
tune-line = { $name ->
    [volume_ratio] Volumen por encima de <b>{ $value }</b> la hora anterior
    [oi_change_1h] o interés abierto por encima de <b>{ $value }</b> en una hora
    [move_5m] o un movimiento de 5 minutos mayor que <b>{ $value }</b>
    [lopsided_from] Cargado a un lado desde <b>{ $value }</b>
   *[extreme_over] Extremo por encima de <b>{ $value }</b>
}{ $set ->
    [yes] {" "}(fijado aquí)
   *[no] {""}
}
tune-month = <b>Los últimos 30 días con estos:</b> { $signals } señales; { $said }
tune-how = Toca uno, o escribe <code>/tune volumen 2.0</code>, <code>/tune BTC oi 4%</code>.
tune-knob-title = <b>{ $name }</b>, { $coin ->
    [all] todas las monedas
   *[other] { $coin }
}: ahora { $value }
tune-knob-words = { $name ->
    [volume_ratio] Volumen de los últimos 5 minutos frente a la media de las 12 velas anteriores: fresco si supera esto.
    [oi_change_1h] Interés abierto frente a hace una hora: fresco si creció más que esto.
    [move_5m] Cuánto se movió el precio en 5 minutos, en cualquier sentido: fresco si es más que esto.
    [lopsided_from] Parte de las liquidaciones agrupadas en el lado más cargado desde la que un mapa cuenta.
   *[extreme_over] Parte por encima de la cual un mapa es «extremo» y queda aparte: sin señal.
}
tune-knob-how = De { $least } a { $most }. Toca un valor para ver qué habría hecho; aún no cambia nada.
tune-try-title = <b>{ $name }: ¿{ $becomes } en vez de { $was }?</b> { $coin ->
    [all] Todas las monedas, últimos 30 días:
   *[other] { $coin }, últimos 30 días:
}
tune-nothing-yet = { $coin ->
    [all] El mes pasado aún se está revisando: ninguna moneda está lista. Prueba en unos minutos, o guárdalo sin verlo.
   *[other] El mes pasado de { $coin } aún no está revisado. Prueba más tarde, o guárdalo sin verlo.
}
tune-verdict = { $verdict ->
    [same] Nada habría sido distinto.
    [few] Menos de 30 terminadas en un lado: muy pocas para opinar.
    [more] Acertó más a menudo en estos 30 días: los intervalos no se solapan.
    [less] Acertó menos a menudo en estos 30 días: los intervalos no se solapan.
   *[overlap] No se ve diferencia: los intervalos se solapan.
}
tune-covered = Revisado: { $coins ->
    [one] { $coins } moneda
   *[other] { $coins } monedas
}, { $windows }; de { $since } a { $until }, el mayor contrato de cada una.
tune-caution = <i>Ganado por 1: resultado medio por 1 arriesgado, comisiones incluidas. Juzgado en los mismos días en que se eligió: los próximos pueden ser distintos.</i>
tune-source = <i>{ $source } { $at } · niveles modelados, precios medidos</i>
tune-row-value = {"hoy / prueba"}
tune-row-signals = senales
tune-row-hit = aciertos
tune-row-stopped = stops
tune-row-expired = vencidas
tune-row-open = abiertas
tune-row-share = acierto
tune-row-interval = rango 95 %
tune-row-won = ganado por 1
tune-out-of-bounds = { $name ->
    [lopsided_from] «Cargado desde» va de { $least } a { $most } y queda por debajo de «extremo sobre».
    [extreme_over] «Extremo sobre» va de { $least } a { $most } y queda por encima de «cargado desde».
   *[other] Ese va de { $least } a { $most }.
}
tune-kept = Guardado: todos los procesos lo tienen en segundos. Está en /audit.
tune-kept-already = Eso ya vale.
tune-dropped = Descartado: nada ha cambiado.

# /audit

audit-title = { $changes ->
    [one] <b>{ $changes } cambio</b>, el más nuevo primero
   *[other] <b>{ $changes } cambios</b>, los más nuevos primero
}
audit-empty = <b>Aún no se cambió nada.</b> Aquí aparecerán los umbrales (/tune) y las señales de administradores.
audit-line = { $at } <b>{ $name }</b>: { $subject }, { $was } → { $becomes }
audit-line-new = { $at } <b>{ $name }</b>: { $action } { $subject }, { $becomes }
audit-default = (inicial)
audit-source = <i>Solo se añaden líneas. La base de datos se niega a cambiarlas.</i>
