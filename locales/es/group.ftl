# /group

command-group = cómo me comporto en este grupo
group-title = ⚙ <b>Este grupo</b>
group-note = <i>Para los administradores del grupo. Lo personal se contesta siempre en el chat privado.</i>
group-boards = Tabla diaria
group-time = Tabla a las
group-pins = Fijarla sin ruido
group-locale = Idioma
group-topic = Tema
group-cooldown = Repetir la misma tarjeta
group-clean-up = Borrar mis respuestas
group-mute = Callar salvo tablas
group-on = { $on ->
    [yes] sí
   *[no] no
}
group-each-own = el de cada uno
group-topic-value = { $chosen ->
    [yes] un tema
   *[no] donde se pregunta
}
group-this-topic = Este tema
group-at-bell = en la campana
group-minutes = tras { $minutes } min
group-hours = tras { $hours } h
group-never = nunca
group-page = { $page ->
    [lang] <b>¿En qué idioma contesto aquí?</b>
    [topic] { $topics ->
        [yes] <b>¿Adónde van tablas y respuestas?</b> A este tema, o donde se pregunte.
       *[no] <b>¿Adónde van tablas y respuestas?</b> Para elegir un tema, escribe /group dentro de él.
    }
    [time] <b>¿Cuándo se publica el resultado del día?</b> Con el reloj de { $city }.
    [cool] <b>¿Cuándo se puede repetir la misma tarjeta?</b> Hasta entonces señalo la anterior.
   *[clean] <b>¿Cuándo borro mis respuestas?</b> Las tablas se quedan. Telegram me deja borrar durante dos días.
}
group-admins = Eso lo eligen solo los administradores de este grupo.
group-only = Eso es para grupos: añádeme a uno y sus administradores escriben allí /group.
