# Mapas de un proveedor de datos junto a los nuestros

vendor-title = <b>Mapa { $coin } { $window }, CoinGlass { $model }</b> · { $price } · { $share }
vendor-relative = <b>Relativo:</b> el nivel más fuerte es 100 %. No son dólares.
vendor-stale = ⚠ <b>CoinGlass no responde ahora.</b> Este mapa tiene { $minutes } min.
vendor-left-out = ⚠ { $cells ->
    [one] { $cells } celda de la respuesta caía
   *[other] { $cells } celdas de la respuesta caían
} fuera de sus propios ejes y { $cells ->
    [one] se omite
   *[other] se omiten
}.
vendor-day = <b>24 h, medido por CoinGlass:</b> { $what }
vendor-day-liquidated = liquidado en { $venues }: largos { $long }, cortos { $short }
vendor-day-oi = interés abierto { $oi } ({ $change })
vendor-day-funding = funding { $rate }
vendor-day-volume = negociado { $amount }
vendor-how-to-read = <blockquote expandable><b>Cómo leerlo.</b> Es el modelo de CoinGlass con nuestros colores. Sus cifras solo se comparan dentro de esta imagen. Supone dónde se abrieron posiciones, no si siguen ahí. Junto al nuestro: /compare</blockquote>
vendor-source = <i>CoinGlass modelo { $model }, en vivo { $at }, hace { $age } · modelado por CoinGlass, relativo{ $weak } · no es un consejo</i>
vendor-age-seconds = { $number } s
vendor-age-minutes = { $number } min
vendor-same = Igual que hace { $seconds } s: a CoinGlass se le pregunta cada pocos minutos.
vendor-own-instead = ⚠ { $why } Aquí va nuestro propio mapa.

# Por qué no hay: también como aviso, 200 caracteres como máximo

vendor-no-key = Los mapas de CoinGlass están cerrados: este Helix no tiene clave. Con una del plan Professional o superior se abren los modelos 1, 2 y 3 junto al nuestro.
vendor-bad-key = CoinGlass no reconoce la clave de este Helix. Quien lo administra puede poner otra.
vendor-plan = La clave de CoinGlass es válida, pero su plan no incluye mapas: hace falta Professional o superior.
vendor-quota = Las consultas a CoinGlass de este minuto se han agotado. { $seconds ->
    [0] Inténtalo en un minuto.
   *[other] Inténtalo en { $seconds } s.
}
vendor-away = CoinGlass no responde ahora mismo. Inténtalo en un minuto o mira nuestro mapa.
vendor-nonsense = CoinGlass envió algo ilegible. Mejor no mostrar nada que mostrar algo falso.
vendor-no-coin = CoinGlass no tiene mapa de esta moneda. El nuestro está a un toque.
vendor-no-window = CoinGlass no tiene mapa de 14 días: tiene 12h, 24h, 3d, 7d, 30d, 90d, 180d y 1y.
vendor-empty = CoinGlass envió un mapa sin ningún nivel. Inténtalo en unos minutos.
vendor-not-live = CoinGlass muestra el mercado real. Aquí los precios son simulados o grabados, así que no pueden ir juntos.
vendor-line-key = 🔑 <b>Qué abre una clave:</b> los modelos 1, 2 y 3 de CoinGlass y /compare con el nuestro. Quien administra este Helix pone <code>COINGLASS_API_KEY</code>; los mapas piden el plan Professional o superior, su historial medido funciona con cualquier plan.
vendor-line-not-live = ℹ Los mapas de CoinGlass aparecen cuando Helix usa precios en vivo.

# /compare

compare-title = <b>{ $coin } { $window }: { $pair }</b> · { $verdict }
compare-pair = { $ours } junto a { $theirs }
compare-verdict = { $verdict ->
    [alike] parecidos
    [partly] parecidos en parte
    [hardly] apenas parecidos
   *[too-few] poco en común para decirlo
}
compare-shared = <b>Ambos nombran:</b> { $levels }.
compare-none-shared = <b>Ningún nivel en común</b> a menos de 0.4 % del precio.
compare-price-gap = ⚠ Su precio está a { $percent } % del nuestro.
compare-stale = ⚠ CoinGlass no responde ahora: su mapa tiene { $minutes } min.
compare-own-instead = ⚠ { $why } Aquí van dos mapas nuestros.
compare-key-adds = 🔑 Con una clave de CoinGlass (plan Professional o superior) sus tres modelos se ven aquí junto al nuestro.
compare-in-words = <blockquote expandable><b>En palabras.</b> 1 = iguales, 0 = nada en común. Todo mapa se apaga con la distancia al precio, por eso las dos primeras filas pueden ser altas aunque los niveles difieran. "solo niveles" cuenta lo que sobresale más allá de la distancia: fíjate en eso. Los mapas de un mismo libro de dos proveedores correlacionaban de 0.02 a 0.21 y diferían 15 veces en tamaño. Ningún mapa es la verdad.</blockquote>
compare-source = <i>{ $source } · modelado · no es un consejo</i>
compare-source-vendor = { $ours }; CoinGlass modelo { $model }, { $at }, relativo
compare-pick-coin = <b>¿Qué moneda comparo?</b> Toca una o escribe: <code>/compare BTC 7d m1</code>
levels-compare-above = arriba
levels-compare-below = abajo
levels-compare-amount = por importe
levels-compare-rank = por orden
levels-compare-beyond = solo niveles
levels-compare-bins = precios contados
command-compare = nuestro mapa junto al de CoinGlass y cuánto se parecen

button-compare = ⚖ Comparar
button-coinglass = CoinGlass ↗
button-own-map = 🗺 Mapa Helix
button-vendor-map = 🗺 Mapa CoinGlass
button-two-own = Helix

picture-vendor-title = CoinGlass modelo { $model }
picture-vendor-venues = CoinGlass, varias bolsas
picture-vendor-relative = RELATIVO
picture-vendor-legend = % del más fuerte
picture-vendor-sum = suma en el camino, relativa
picture-vendor-foot = CoinGlass modelo { $model }, modelado por CoinGlass, relativo · HELIX
picture-compare-title = { $coin } { $window }: { $ours } | { $theirs }
picture-compare-verdict = { $verdict } · solo niveles: arriba { $above }, abajo { $below }
picture-compare-units = Helix: { $venues }, USD | CoinGlass modelo { $model }: relativo
