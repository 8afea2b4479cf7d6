# /watch

command-watch = una tarjeta fijada que se actualiza sola
button-watch = 👁 Vigilar
button-stop-watching = ✖ Parar
watch-title = 👁 <b>Vigilando { $count ->
    [one] { $count } moneda
   *[other] { $count } monedas
}</b> · { $window }
watch-told = <b>{ $coin }:</b> { $state ->
    [confirmed] señal, confirmada
    [lopsided] desequilibrado, esperando un pico
   *[extreme] extremo, aparte
}{ $magnet ->
    [none] {""}
   *[other] , mayor nivel { $magnet }
}{ $fresh ->
    [none] {""}
   *[other] , { $fresh }
}
watch-source = <i>{ $source } { $at } · precio medido, niveles modelados de { $window } · mira de nuevo cada minuto</i>
watch-stale = ⚠️ El último precio tiene { $minutes } min.
watch-no-price = Aún no ha llegado ningún precio.
watch-how = <b>Vigilar.</b> Una tarjeta fijada con tus monedas que se actualiza sola:
    <code>/watch BTC ETH SOL</code> o <code>/watch BTC ETH 7d</code>, como mucho { $most } monedas
    <code>/watch stop</code> la termina
watch-many = En una tarjeta caben como mucho { $most } monedas, por ejemplo <code>/watch BTC ETH SOL</code>.
watch-admins = En un grupo sus administradores eligen qué se vigila. En nuestro chat privado puedes tener la tuya: /watch
watch-not-pinned = Mantengo la tarjeta al día, pero aquí no puedo fijar mensajes. Un administrador del grupo puede permitirlo.
watch-ended = 👁 Esta tarjeta ya no se actualiza. /watch
watch-none = En este chat no se vigila nada. Por ejemplo <code>/watch BTC ETH SOL</code>.
watch-stopped = Ya no vigilo.
watch-begun = Vigilando { $coin }: la tarjeta está abajo.
watch-added = { $coin } está ahora en tu tarjeta.
watch-already = { $coin } ya está en tu tarjeta.
watch-full = Tu tarjeta está llena con { $most } monedas: /watch con las que quieras.
