# Lo que el mercado hizo con los niveles

aftermath-title = 🧭 <b>Lo que el mercado hizo con los niveles</b>, { $since } a { $until }
aftermath-coin = <b>{ $coin }</b> fue de { $before } a { $after } ({ $change }). Sus mayores niveles y cuándo llegó el precio (- = no llegó):
aftermath-liquidated = Cierres forzosos medidos entretanto: largos { $long }, cortos { $short }{ $floor ->
    [yes] {" "}como mínimo.
   *[no] .
}
aftermath-tally = { $coins ->
    [0] Ninguna moneda tiene un día entero de precios y un nivel.
   *[other] De { $coins } monedas el mayor nivel se alcanzó en <b>{ $reached }</b>; uno igual de lejos al otro lado en <b>{ $other }</b>.
}{ $enough ->
    [yes] {" "}Un día es un día: el historial está en /accuracy.
   *[no] {" "}Muy pocas para decir algo: el historial está en /accuracy.
}
aftermath-none = No se puede mostrar ningún mapa de ayer.
aftermath-source = <i>{ $source } · niveles modelados antes, lo alcanzado medido · no es un consejo</i>
aftermath-picture = { $coin } 7d, antes y después
aftermath-before = antes, { $at }
aftermath-after = después, { $at }
