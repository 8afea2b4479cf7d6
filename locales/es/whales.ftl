# Cuentas reales de Hyperliquid

whales-title = <b>Ballenas de { $coin }: largo { $long }, corto { $short }</b> en { $count ->
    [one] { $count } posición
   *[other] { $count } posiciones
}
whales-coverage = Visto: <b>{ $share } %</b> del interés abierto de Hyperliquid, contando ambos lados.
whales-no-coverage = Parte vista desconocida: Hyperliquid no dio interés abierto.
whales-old = ⚠ Nada nuevo desde hace { $minutes } min: Hyperliquid no responde o nadie pregunta.
whales-in-words = <blockquote expandable><b>En palabras.</b> L compró, S vendió; "fin" es donde la cuenta se cerraría a la fuerza y a qué distancia está del precio. Son posiciones reales y públicas, pero de una sola bolsa y solo de sus cuentas más grandes. Con margen cruzado el fin se mueve con el resto de la cuenta, y una cuenta puede cubrirse en otra parte.</blockquote>
whales-source = <i>Solo Hyperliquid, en vivo { $at } · medido · { $accounts ->
    [one] { $accounts } cuenta pública observada
   *[other] { $accounts } cuentas públicas observadas
} · no es un consejo</i>
whales-pick-coin = <b>¿Ballenas de qué moneda?</b> Toca una o escribe: <code>/whales BTC</code>
whales-layer-line = 🐋 <b>Ballenas, medido, solo Hyperliquid:</b> { $count ->
    [0] ninguna acabaría en esta imagen
    [one] { $count } acabaría en esta imagen, largos { $long }, cortos { $short }
   *[other] { $count } acabarían en esta imagen, largos { $long }, cortos { $short }
}; visto { $covered } % de su interés abierto.
reason-whales-not-live = aquí los precios son simulados o grabados, y en un mercado así no hay cuentas públicas.
reason-whales-none = ninguna de las cuentas públicas que observo la tiene, o aún no se han leído.
levels-whales-entry = en
levels-whales-ends = fin
command-whales = grandes posiciones reales en Hyperliquid
button-whales-layer = { $state ->
    [on] 🐋 Ballenas: sí
   *[off] 🐋 Ballenas: no
}
button-whales-map = 🗺 En el mapa
picture-whales = fin de ballenas, medido, Hyperliquid
