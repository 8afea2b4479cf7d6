# Lo que leen los administradores cuando el canal no recibe sus publicaciones

trouble-title = ⚠️ <b>{ $trouble ->
    [not-found] No encuentro el canal { $channel }
    [refused] { $channel } no acepta mis publicaciones
   *[lost] Puede faltar una publicación en { $channel }
}</b>
trouble-said = { $trouble ->
    [lost] Cuál: <code>{ $said }</code>
   *[other] Telegram dice: <code>{ $said }</code>
}
trouble-how = { $trouble ->
    [not-found] Revisa TELEGRAM_CHANNEL_ID y hazme administrador del canal con permiso para publicar. Hasta entonces no se dice nada en público.
    [refused] Si me falta el permiso: hazme administrador del canal con derecho a publicar. Lo que espera se publica en cuanto se pueda: las señales durante 30 minutos, los niveles del día durante 9 horas, el sello del registro durante 10 días.
   *[lost] Telegram no respondió, y no pude leer en el canal si había llegado. No se envía otra vez, para que nada aparezca dos veces.
}
trouble-when = { $trouble ->
    [lost] { $at }
   *[other] { $at } · se avisa una vez al día mientras dure
}
