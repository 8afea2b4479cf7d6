# What admins read when the channel does not get its posts

trouble-title = ⚠️ <b>{ $trouble ->
    [not-found] I cannot find the channel { $channel }
    [refused] { $channel } does not take my posts
   *[lost] A post may be missing in { $channel }
}</b>
trouble-said = { $trouble ->
    [lost] Which one: <code>{ $said }</code>
   *[other] Telegram says: <code>{ $said }</code>
}
trouble-how = { $trouble ->
    [not-found] Check TELEGRAM_CHANNEL_ID and make me an administrator of the channel with the right to post. Nothing public is said until then.
    [refused] If I lack the right: make me an administrator of the channel who may post. What waits is posted as soon as it works: signals for 30 minutes, the day's levels for 9 hours, the ledger's head for 10 days.
   *[lost] Telegram did not answer, and I could not read in the channel whether it arrived. It is not sent again, so that nothing stands there twice.
}
trouble-when = { $trouble ->
    [lost] { $at }
   *[other] { $at } · said once a day while it lasts
}
