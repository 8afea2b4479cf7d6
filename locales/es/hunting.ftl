# /hunt: con qué frecuencia el precio llegó a los niveles de una moneda

command-hunt = qué monedas alcanzan sus niveles
button-back-hunters = ‹ Cazadoras { $window }
member-needs-start = Para esto abre Helix una vez en el chat privado y pulsa Iniciar.
hunters-title = <b>Cazadoras { $window }:</b> { $hunting ->
    [0] ninguna de { $coins } monedas medidas por ahora
   *[other] { $hunting } de { $coins } monedas medidas
}
hunters-rule = { $hunting ->
    [0] El nivel mayor de ninguna moneda supera a la vez al otro lado y a uno al azar más de lo que explica la suerte. Primero las más cercanas:
   *[other] * = su nivel mayor se alcanzó más veces que uno igual de lejano al otro lado y que uno al azar.
}
hunters-few = Aún muy pocos casos (menos de 30): { $coins }.
hunters-none = <b>Cazadoras { $window }:</b> aún no hay nada medido. Los mapas del pasado se miran uno a uno, primero los de las monedas mayores; pregunta otra vez en unos minutos.
hunters-words = <blockquote expandable><b>En palabras.</b> De cada moneda se hizo un mapa cada { $within } del pasado. "llega" = cuántas veces el precio llegó a su nivel mayor en { $within }. "otro" = lo mismo con un nivel igual de lejano al otro lado: solo vale lo que supere eso. "dura" = la mitad de las llegadas no tardó más. "mecha" = cuánto suele pasarse el precio de un grupo antes de volver. El orden tiene en cuenta lo inciertos que son pocos casos. Un número abre todas las ventanas de la moneda.</blockquote>
hunting-source = <i>{ $source } { $at } · niveles modelados, lo que siguió medido · no es un consejo</i>
top-head-time = dura
top-head-wick = mecha
top-head-half = 50%
top-head-random = azar
top-head-window = vent

hunt-coin-hunts = <b>{ $coin } caza en { $windows }.</b> Mejor en { $window }: nivel mayor alcanzado en { $within } en { $reached } de { $cases }, el otro lado en { $other }.
hunt-coin-none = <b>{ $coin } no caza en ninguna ventana por ahora.</b> Su nivel mayor no supera a la vez al otro lado y a uno al azar más de lo que explica la suerte.
hunt-coin-few = <b>{ $coin }: muy pocos casos en todas las ventanas.</b> Hacen falta treinta para decir algo.
hunt-coin-unmeasured = <b>{ $coin } aún no está medida.</b> Los mapas del pasado se miran uno a uno, primero los de las monedas mayores.
hunt-few = Muy pocos casos: { $windows }.
hunt-words = <blockquote expandable>"95%" = dónde está la proporción real. "otro" = un nivel igual de lejano al otro lado. "50%" = la mitad de las llegadas no tardó más. "mecha" = cuánto suele pasarse de un grupo.</blockquote>
hunt-venue = solo en { $venue }

hunt-detail-title = <b>{ $coin } { $window }: { $verdict ->
    [hunts] caza
    [too-few] muy pocos casos
   *[no-difference] sin diferencia medida por ahora
}.</b> { $maps } mapas del pasado desde { $since }{ $left ->
    [0] {""}
   *[other] , { $left } descartados por huecos
}.
hunt-detail-gap = <b>Nivel mayor:</b> alcanzado en { $within } en el { $share } % de los casos (de { $low } a { $high }), el otro lado en el { $other } %: { $gap } puntos (de { $gap_low } a { $gap_high }). Un nivel al azar igual de lejano: { $random } %.
hunt-detail-times = <b>Tiempo:</b> la mitad de las llegadas en { $half }, cuatro de cinco en { $most }.
hunt-detail-no-times = <b>Tiempo:</b> menos de diez llegadas no dicen nada.
hunt-detail-wicks = <b>Mecha más allá de un grupo:</b> la mitad hasta { $half }, nueve de diez hasta { $most }, de { $turned } veces que el precio volvió entre { $swept }.
hunt-detail-few-wicks = <b>Mecha más allá de un grupo:</b> muy pocas, { $turned } veces volvió el precio entre { $swept }.
hunt-detail-venues = Por bolsa:
hunt-detail-words = <blockquote expandable><b>En palabras.</b> "mayor" = el nivel mayor del mapa, "iman" = el mayor del lado más pesado, "arriba" y "abajo" = los más cercanos. "95%" = dónde está la proporción real, "otro" = un nivel igual de lejano al otro lado, "azar" = un nivel al azar a las mismas desviaciones. Solo se dice "caza" donde supera a ambos por más que la suerte de todas las monedas y ventanas juntas.</blockquote>
hunt-level-largest = mayor
hunt-level-magnet = iman
hunt-level-above = arriba
hunt-level-below = abajo

picture-measured = MEDIDO
picture-hunting = { $coin }: cuántas veces se alcanzan sus niveles
picture-hunting-answer = { $windows ->
    [none] ninguna ventana destaca por ahora
   *[other] caza en { $windows }
}
picture-hunting-few = muy pocos casos: { $cases }
picture-hunting-reached = llega de
picture-hunting-times = 50 %, 80 % en
picture-hunting-wicks = mecha: 50 %, 90 %
picture-hunting-key-reached = nivel mayor, 95 %
picture-hunting-key-mirror = igual de lejos al otro lado
picture-hunting-key-random = un nivel al azar
picture-minutes = { $number } min
picture-hours = { $number } h
picture-days = { $number } d
