# Alarmas para administradores

alarm-title = ⚠️ <b>{ $part ->
    [rest] { $venue } no responde
    [stream] { $venue }: se corta el flujo en vivo
   *[store] { $venue }: no se puede guardar lo que dice
}</b>, { $failures } veces seguidas. { $at }
alarm-meaning = { $part ->
    [store] Los precios más nuevos quedan en memoria y se escriben cuando vuelva la base de datos.
   *[other] Helix sigue intentándolo. Hasta entonces las tarjetas dicen qué edad tienen sus precios, o que no hay datos.
}
alarm-reason = Motivo: <code>{ $reason }</code>
alarm-snapshot = En ese momento:
    <pre>{ $snapshot }</pre>
