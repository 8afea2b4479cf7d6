# /signals

button-signals-live = Vivas
button-signals-waiting = En espera
button-signals-closed = Cerradas, 7 días
button-back-signals = ‹ Señales
button-signal = 📍 Señal
button-say-signal = ✅ Publicar
button-cancel = ✖ Cancelar
signals-title-live = { $signals ->
    [0] <b>Ninguna señal viva.</b>
    [one] <b>{ $signals } señal viva</b> ·
   *[other] <b>{ $signals } señales vivas</b> ·
} { $waiting ->
    [0] Nada espera un impulso.
    [one] { $waiting } mapa está cargado a un lado y espera un impulso.
   *[other] { $waiting } mapas están cargados a un lado y esperan un impulso.
}
signals-title-waiting = { $signals ->
    [0] <b>Nada en espera.</b> Ningún mapa está cargado a un lado.
    [one] <b>{ $signals } mapa espera un impulso:</b> cargado a un lado y sin nada fresco aún
   *[other] <b>{ $signals } mapas esperan un impulso:</b> cargados a un lado y sin nada fresco aún
}
signals-title-closed = { $signals ->
    [0] <b>Ninguna señal terminó en 7 días.</b>
    [one] <b>{ $signals } señal terminó en 7 días:</b> aciertos { $hit }, stops { $stopped }, vencidas { $expired }
   *[other] <b>{ $signals } señales terminaron en 7 días:</b> aciertos { $hit }, stops { $stopped }, vencidas { $expired }
}
signals-none-closed = Lo confirmado que haya terminado aparecerá aquí, bueno o malo.
signals-needs = Una señal necesita { $least }-{ $most } % de las liquidaciones agrupadas en un lado y, en 5 minutos, un impulso: interés abierto por encima de +{ $oi } % en una hora, o volumen por encima de { $ratio }x, o un movimiento de 5 minutos mayor que { $move } %.
signals-lopsided-now = { $maps ->
    [0] Ahora ningún mapa está cargado a un lado.
    [one] Ahora { $maps } mapa está cargado a un lado.
   *[other] Ahora { $maps } mapas están cargados a un lado.
}
signals-in-words = <blockquote expandable><b>En palabras.</b> La línea va del stop, a la izquierda, al objetivo, a la derecha: «|» es la entrada, «o» el precio actual. A la derecha del nombre: su edad y el tiempo que queda. «*» la publicó un administrador. En las cerradas: lo ganado o perdido por 1 arriesgado, comisiones incluidas.</blockquote>
signals-late = <i>Ves las señales con { $minutes } minutos de retraso.</i>
signals-late-group = <i>En un grupo las señales llegan con { $minutes } minutos de retraso; en el chat privado, al momento.</i>
signals-source = <i>{ $source } { $at } · niveles modelados, precios medidos · no es consejo</i>
signals-end-hit = ok
signals-end-stopped = stop
signals-end-expired = venc.
signals-end-void = nula
signals-long = long
signals-short = short
tally-too-few = { $cases ->
    [0] aún no terminó ninguna.
    [one] terminó { $cases }: muy pocas para opinar.
   *[other] terminaron { $cases }: muy pocas para opinar.
}
tally = aciertos { $hit } de { $cases }, stops { $stopped }, vencidas { $expired }: { $share } % ({ $low }-{ $high } %).

# One signal

signal-title = <b>{ $coin } { $window } { $side ->
    [long] long
   *[short] short
}</b> · { $price } · <b>{ $state }</b>
signal-state-new = cargado a un lado, espera un impulso
signal-state-confirmed = confirmada
signal-state-way = { $toward ->
    [target] { $share } % del camino al objetivo
   *[stop] { $share } % del camino al stop
}
signal-state-hit = acierto tras { $after }: { $won } por 1 arriesgado
signal-state-stopped = { $reason ->
    [both-in-one-bar] stop tras { $after }: { $won } por 1 arriesgado. Stop y objetivo cayeron en una misma vela; se lee como stop
   *[other] stop tras { $after }: { $won } por 1 arriesgado
}
signal-state-expired = { $reason ->
    [left-range] terminó: los lados se igualaron
    [extreme] terminó: el desequilibrio salió del rango por arriba
    [turned] terminó: el otro lado pasó a pesar más
    [never-entered] venció: el precio nunca llegó a la entrada
    [replaced] terminó: la señal de un administrador ocupó su lugar
    [gap] venció: faltan precios, nadie vio cómo acabó
    [delisted] venció: la moneda dejó de cotizar
   *[other] venció tras { $after }: { $won } por 1 arriesgado
}
signal-plan = <b>Plan:</b> { $side ->
    [long] long
   *[short] short
} { $entries }, stop { $stop }, objetivo { $target }. { $wins }
signal-said-by = La publicó un administrador, { $name }.
signal-words = «{ $text }»
signal-why = <b>Por qué:</b> { $side ->
    [above] el { $share } % de las liquidaciones agrupadas estaba arriba ({ $heavy } contra { $light }).
   *[below] el { $share } % de las liquidaciones agrupadas estaba abajo ({ $heavy } contra { $light }).
}
signal-when-live = Desde { $since }; termina a más tardar { $until }, en { $left }.
signal-when-ended = De { $since } a { $at }.
signal-record-own = <b>Historial, { $coin } { $window }:</b> { $said }
signal-record-all = <b>Todas las señales:</b> { $said }
signal-record-replayed = <b>Últimos 30 días repetidos, { $coin } { $window }:</b> { $said }
signal-record-manual = <b>Señales de administradores:</b> { $said }
signal-break-even = Contando solo aciertos y stops: debe acertar en más del { $share } % de los casos para compensar.
signal-in-words = <blockquote expandable><b>En palabras.</b> Una señal dice dos cosas a la vez: la mayoría de las liquidaciones cercanas está en un lado, y algo acaba de empezar a moverse. El primer plan va con el movimiento y toma la ganancia dentro del nivel; el segundo espera allí para operar en contra. Si eso compensa lo dice el historial; con menos de 30 casos terminados no dice nada.</blockquote>
signal-source = <i>N.º { $id } · { $source } { $at } · niveles modelados, precios medidos · no es consejo</i>
picture-entry = entrada { $price }
picture-stop = stop { $price }
picture-target = objetivo { $price }
signal-gone = No existe esa señal, o aún no para ti. /signals
post-confirmed = 📍 <b>{ $coin } { $window }: señal { $side ->
    [long] long
   *[short] short
} a { $price }</b>
post-until = Termina a más tardar { $until }.
post-ended = <b>{ $coin } { $window } { $side ->
    [long] long
   *[short] short
}:</b> { $state }

# /signal

signal-how = <b>Una señal tuya</b>, por ejemplo:
    <code>/signal BTC long 66590 stop 66010 target 68100 12h</code>
    Sin entrada vale el precio actual, sin ventana 12h. Lo que escribas detrás se muestra con ella.
signal-missing = No encontré: { $parts }.
signal-part-side = long o short
signal-part-stop = el stop
signal-part-target = el objetivo
signal-wrong-side = { $part ->
    [stop] El stop en { $value } está en el lado equivocado { $against ->
        [entry] de la entrada en { $reference }: { $side ->
            [long] un long lo necesita más abajo.
           *[short] un short lo necesita más arriba.
        }
       *[price] del precio, ahora { $reference }: saltaría al instante.
    }
   *[target] El objetivo en { $value } está en el lado equivocado { $against ->
        [entry] de la entrada en { $reference }: { $side ->
            [long] un long lo necesita más arriba.
           *[short] un short lo necesita más abajo.
        }
       *[price] del precio, ahora { $reference }: ya está alcanzado.
    }
}
signal-too-far = { $part ->
    [entry] La entrada
    [stop] El stop
   *[target] El objetivo
} en { $value } está a { $away } del precio, ahora { $price }. ¿Un error al teclear? Acepto hasta 50 %.
signal-slot-taken = { $coin } { $window } ya tiene una señal viva: n.º { $id }, { $side ->
    [long] long
   *[short] short
}, hasta { $until }. Solo vive una a la vez; elige otra ventana.
signal-preview = <b>¿Publicar esto?</b> { $coin } { $window } { $side ->
    [long] long
   *[short] short
}
signal-row-entry = Entrada
signal-row-stop = Stop
signal-row-target = Meta
signal-waits-for-entry = El precio es { $price } ahora: cuenta desde que el precio llegue a la entrada.
signal-preview-source = <i>Se muestra como de un administrador, en /signals y en el canal. Termina a más tardar tras { $within }.</i>
signal-draft-gone = Esa vista previa ya no está: escríbela otra vez con /signal.
signal-cancelled = No se publicó nada.
signal-said = Publicada. El canal la recibe ahora.
command-signals = señales vivas y cómo terminaron
command-signal = publicar una señal propia
command-tune = umbrales: probar, guardar o descartar
command-audit = quién cambió qué
