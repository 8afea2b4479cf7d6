# Lo que está en duda de los datos: una línea corta en tarjetas e imágenes

flags = ⚠️ <b>Datos:</b> { $what }
flags-more = { $count ->
    [one] { $count } más
   *[other] { $count } más
}
flag-span = { $unit ->
    [minutes] { $number } min
    [hours] { $number } h
   *[days] { $number ->
        [one] { $number } día
       *[other] { $number } días
    }
}
flag-venue-left-out = sin { $venue }, su precio dista { $percent }
flag-oi-refused = interés abierto de { $venue } rechazado, otra unidad
flag-clock = { $ahead ->
    [yes] nuestro reloj adelanta { $span } a { $venue }
   *[no] nuestro reloj atrasa { $span } respecto a { $venue }
}
flag-stale = ninguna vela nueva desde hace { $span }
flag-hole = faltan { $span } de { $venue }
flag-no-volume = sin operaciones en { $venue } en { $span }
flag-disagree = las bolsas difieren { $percent }
flag-ending = { $venue } la retira el { $at }
flag-young = listada en { $venue } hace { $span }
flag-pre-market = premercado en { $venue }, sin precio índice
flag-future-bar = { $venue } envió una vela del futuro, rechazada
flag-half-candle = { $venue } envió media vela, leída de nuevo
flag-wick = una mecha de { $percent } en { $venue }
flag-revised-bar = { $venue } cambió una vela cerrada
flag-loading = historia cargada al { $share } %
flag-deaf = { $venue } sin oír { $span } del último día

# Por qué no hay nada que decir

reason-history-loading = { $left ->
    [unknown] su historia se está cargando, { $share } % hasta ahora. Pregunta de nuevo pronto.
   *[known] su historia se está cargando: { $share } %, quedan unos { $span }.
}
reason-just-listed = se listó hace un momento y su primera vela no ha cerrado. Pregunta de nuevo en cinco minutos.
reason-ended = { $known ->
    [yes] fue retirada el { $at }.
   *[no] ya no se negocia.
}
