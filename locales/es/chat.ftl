# /start

start-new = <b>Hola, { $name }. Soy Helix.</b>
    Estimo a qué precios se cerrarían por la fuerza las posiciones apalancadas, en { $coins ->
        [one] { $coins } moneda
       *[other] { $coins } monedas
    }. Ves los niveles grandes, pones una alerta en uno con dos toques y compruebas con qué frecuencia se alcanzaron.
start-back = <b>Hola de nuevo, { $name }.</b> { $alerts ->
    [0] Sin alertas.
    [one] { $alerts } alerta puesta.
   *[other] { $alerts } alertas puestas.
}
start-now = <b>Ahora:</b> { $coin } { $price } · nivel mayor { $levels }
start-level-above = arriba { $price } ({ $away })
start-level-below = abajo { $price } ({ $away })
start-no-levels = <b>Ahora:</b> { $coin } { $price } · ningún nivel grande cerca
start-no-market = <b>Ahora:</b> el mercado aún se está cargando. Prueba en un minuto.
start-source = <i>{ $source } · niveles modelados</i>
start-promise = <i>Los niveles son estimaciones, no promesas. El apalancamiento puede costar todo lo apostado. +18, /terms</i>
start-under-link = ¿Primera vez aquí? /start
terms = <b>Condiciones, en breve</b>
    Helix muestra estimaciones hechas con datos públicos del mercado. Es información, no un consejo, y nadie gestiona tu dinero.
    El apalancamiento puede costar todo lo apostado en minutos. Solo para adultos (+18).
    De ti se guarda: tu número de Telegram, nombre, ajustes y alertas. Nada se vende.
    <i>No se promete ningún resultado: se mide y se muestra con qué frecuencia se alcanzaron los niveles, también cuando es malo.</i>

# Botones

button-show-map = 🗺 Ver el mapa de { $coin }
button-top-now = 🔥 Monedas del momento
button-language = 🌐 { $language } · { $city }, { $time } · cambiar
button-map = 🗺 Mapa
button-scan = 🔎 Scan
button-alert = 🔔 Alerta
button-refresh = ↻
button-copy = 📋 Copiar niveles
button-bybit = Bybit ↗
button-more = +
button-filters = ⚙ Filtros
button-zoom = ⤓ Archivo
button-back = ‹ Atrás
button-back-top = ‹ Top
button-beside = 🖼 { $windows } lado a lado
button-open-own = Abrir el tuyo ↗
button-open-bot = Abrir Helix ↗
button-alert-at = 🔔 En { $price }
button-alert-before = 🔔 { $percent } % antes
button-all-leverage = Todas las x
button-hide-weak = Débiles: sí
button-percent = { $share } %
button-all-venues = Todas
button-signals = Señales
button-movers = Más activas
button-hunters = Cazadoras
button-liquidated = Liquidadas
button-nine = 🖼 Nueve mapas
button-delete = ✖ { $what }
button-your-alerts = 🔔 Tus alertas
button-settings = ⚙ Ajustes
button-help = ❔ Ayuda
button-start = 🏠 Inicio
button-top = 🔥 Top

# /top

top-title = <b>Top { $window }</b> · { $coins ->
    [one] { $coins } moneda
   *[other] { $coins } monedas
} · { $at }
top-signals = { $signals ->
    [0] <b>Ninguna señal ahora.</b> Una señal necesita 70-85 % a un lado y un impulso reciente.
    [one] <b>{ $signals } señal:</b> 70-85 % a un lado y un impulso reciente
   *[other] <b>{ $signals } señales:</b> 70-85 % a un lado y un impulso reciente
}
top-head-coin = moneda
top-head-heavy = peso
top-head-largest = mayor
top-head-fresh = ahora
top-up = arr
top-down = aba
top-volume = vol { $ratio }
top-oi = IA { $change }
top-move = { $change }
top-lopsided = cargadas, falta el impulso
top-rest = sin senal
top-young = pocos datos
top-extremes = Más del 85 %, aparte: { $coins }.
top-extreme-up = { $coin } { $share } arriba
top-extreme-down = { $coin } { $share } abajo
top-in-words = <blockquote expandable><b>En palabras.</b> "81% arr" = de las liquidaciones agrupadas cerca del precio, el 81 % está arriba ("aba": abajo). "mayor" = a qué distancia está el grupo más grande. "ahora" = lo que saltó en los últimos 5 minutos.</blockquote>
top-source = <i>{ $source } · modelado · con qué frecuencia acertó: /accuracy</i>
top-empty = <b>Top { $window }</b>: aún no hay nada que ordenar. El mercado se está cargando; prueba en un minuto.
top-tab-empty = En este mercado aún no se ha medido nada aquí.
top-tab-source = <i>{ $source } { $at } · medido</i>
top-head-change = 24h
top-head-turnover = volumen
top-head-funding = fund 8h
top-head-reached = llega
top-head-other = otro
top-head-longs = largos
top-head-shorts = cortos

# /settings

settings-title = <b>Ajustes</b>
settings-locale = Idioma
settings-zone = Zona horaria
settings-theme = Imágenes
settings-style = Mensajes
settings-window = Ventana
settings-line = { $name }: <b>{ $value }</b>
settings-theme-dark = oscuras
settings-theme-light = claras
settings-style-full = todo
settings-style-brief = breves
settings-zone-how = <b>Zona horaria:</b> { $city }, ahora { $time }.
    Elige una, o escribe tu ciudad, por ejemplo <code>Madrid</code>.
settings-zone-unknown = No conozco la zona “{ $typed }”. Escribe una ciudad grande cercana, por ejemplo <code>Madrid</code>.
settings-saved = Guardado.
settings-private = Los ajustes son solo tuyos: ábrelos en el chat privado.
language-name = Español

# /accuracy, /health

accuracy-source = <i>{ $source } { $at } · medido frente a un nivel igual de lejano al otro lado</i>
health-title = <b>Estado</b>
health-line = { $ok ->
    [yes] ✅
   *[no] ❌
} { $name }: { $value }

# /help

help-title = <b>Qué sabe hacer Helix</b>
help-how = Escribe una moneda y una ventana en cualquier orden: <code>btc 12h</code>, <code>/heatmap sol 1w</code>, <code>pepe 12 h</code>. Todo tiene también botones.
help-subject-market = Niveles y mapas
help-subject-alerts = Alertas
help-subject-you = Tú y tus ajustes
help-subject-admin = Para administradores
help-line = { $command } { $what }
help-market-more = Ventanas: { $windows }. El mapa de una ventana contiene las posiciones abiertas dentro de ella.
    Filtros con palabras: <code>min=75</code> oculta el 75 % más débil, <code>lev=high</code> muestra 50x o más (<code>lev=mid</code> 25x), <code>ex=bybit</code> una bolsa, <code>m1</code> el mapa de CoinGlass, <code>whales</code> posiciones reales.
help-alerts-more = En un mapa toca un nivel y luego 🔔. Una alerta de precio habla una vez; una de distancia habla una vez y de nuevo cuando el precio se haya alejado.
help-you-more = Las horas se muestran en tu zona. Las imágenes, oscuras o claras.
help-admin-more = Solo los administradores ven esto.
command-start = empieza aquí
command-help = todos los comandos por tema
command-scan = los niveles de una moneda en una tarjeta
command-heatmap = el mapa como imagen
command-top = las monedas más cargadas ahora
command-alert = avísame cuando el precio se acerque a un nivel
command-alerts = mis alertas
command-settings = idioma, zona, imágenes, mensajes
command-accuracy = con qué frecuencia acertó
command-terms = las condiciones, en breve
command-health = qué funciona y qué no

# Lo que no se entendió

unknown-command = No conozco { $command }. ¿Querías decir uno de estos?
unknown-text = No encontré ninguna moneda ahí. Escribe por ejemplo <code>btc 12h</code>, o usa los botones.
unknown-number = Un número solo me dice poco. Vuelve a tocar el botón al que pertenece o escríbelo entero, como <code>/long BTC { $typed }</code>.
ask-window = ¿Qué ventana?
pick-coin = ¿Qué moneda? Escríbela o toca una:
press-old = Ese menú es de una versión anterior. Empieza de nuevo: /start
press-not-yours = Esto lo pidió { $name }. Pide el tuyo: /scan o /heatmap
flood = Eso fue mucho de golpe. Descanso { $seconds } segundos y vuelvo.
private-only = Eso es solo tuyo: ábrelo en el chat privado.
not-allowed = Ese comando no es para todos.
asked-before = El mismo mapa se publicó hace { $seconds } s, aquí ↑
same-as-before = Igual que hace { $seconds } s. Próxima vela en { $next }.
same-still = Nada nuevo.

# Errores

error-internal = Algo se rompió de nuestro lado. Queda anotado y se revisará; prueba otra vez, por favor.
error-refused = Eso no es posible.
error-unknown-coin = { $nearest ->
    [yes] No conozco la moneda “{ $typed }”. ¿Querías decir:
   *[no] No conozco la moneda “{ $typed }”. /top muestra las que hay.
}
error-unknown-window = “{ $typed }” no es una de mis ventanas. Elige una:
error-no-data = Sin datos de <b>{ $coin }</b> ahora mismo: { $why }
error-unavailable = La fuente no responde en este momento. Prueba en un minuto, por favor.
error-venue-away = La bolsa no responde en este momento, y prefiero callar antes que decir algo viejo. Prueba en un minuto, por favor.
error-storage-away = Mi memoria no responde por un momento. Tu mensaje queda guardado y se contesta en cuanto vuelva.
reason-no-history = aún no han llegado precios para esta ventana.
reason-no-such-venue = no se negocia en esa bolsa.
reason-unknown = todavía no está.
