# /group

command-group = how I behave in this group
group-title = ⚙ <b>This group</b>
group-note = <i>For the group's admins. Personal things are always answered in the private chat.</i>
group-boards = Daily board
group-time = Board at
group-pins = Pin it quietly
group-locale = Language
group-topic = Topic
group-cooldown = Same card again
group-clean-up = Delete my answers
group-mute = Mute all but boards
group-on = { $on ->
    [yes] on
   *[no] off
}
group-each-own = each their own
group-topic-value = { $chosen ->
    [yes] one topic
   *[no] where asked
}
group-this-topic = This topic
group-at-bell = at the bell
group-minutes = after { $minutes } min
group-hours = after { $hours } h
group-never = never
group-page = { $page ->
    [lang] <b>In which language do I answer here?</b>
    [topic] { $topics ->
        [yes] <b>Where do boards and answers go?</b> This topic, or wherever somebody asks.
       *[no] <b>Where do boards and answers go?</b> To choose a topic, write /group inside it.
    }
    [time] <b>When is the day's result posted?</b> The clock of { $city }.
    [cool] <b>When may the same card be posted again?</b> Until then I point to it.
   *[clean] <b>When do I delete my answers?</b> Boards stay. Telegram lets me delete for two days.
}
group-admins = Only this group's admins choose that.
group-only = That is for groups: add me to one, and its admins write /group there.
