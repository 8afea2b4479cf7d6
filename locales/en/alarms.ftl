# Alarms for admins

alarm-title = ⚠️ <b>{ $part ->
    [rest] { $venue } does not answer
    [stream] { $venue }: the live stream breaks
   *[store] { $venue }: what it says cannot be stored
}</b>, { $failures } times in a row. { $at }
alarm-meaning = { $part ->
    [store] The newest prices are kept in memory and written when the database is back.
   *[other] Helix keeps trying. Until then cards say how old their prices are, or that there is no data.
}
alarm-reason = Why: <code>{ $reason }</code>
alarm-snapshot = At that moment:
    <pre>{ $snapshot }</pre>
