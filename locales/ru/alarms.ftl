# Тревоги для администраторов

alarm-title = ⚠️ <b>{ $part ->
    [rest] { $venue } не отвечает
    [stream] { $venue }: обрывается живой поток
   *[store] { $venue }: данные не удаётся записать
}</b>, неудач подряд: { $failures }. { $at }
alarm-meaning = { $part ->
    [store] Новые цены остаются в памяти и будут записаны, когда вернётся база данных.
   *[other] Helix продолжает попытки. Пока карточки пишут, насколько стары цены, или что данных нет.
}
alarm-reason = Причина: <code>{ $reason }</code>
alarm-snapshot = В тот момент:
    <pre>{ $snapshot }</pre>
