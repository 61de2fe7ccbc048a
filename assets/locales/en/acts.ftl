# What was done: $subject is whom or what it was done to (several are said as "X and 2 more"), $detail a date, a word or a text; it is "none"
# where there is nothing to say.
label-unnamed = (no name)
label-unsaid = nothing more said
label-several = { $subject } and { $n } more

act-log = log for { $subject } ({ $detail })
act-log-missed = { $subject } not done, { $detail }
act-log-new = new customer { $subject }, with a log ({ $detail })
act-log-unfiled = unfiled log: { $subject }
act-file = filed under { $subject }
act-correct = log of { $subject } corrected
act-setting = { $detail ->
    [none] { $subject }, again as usual
   *[other] { $subject }, again { $detail }
}
act-plan = visit to { $subject }, { $detail }
act-order-day = put in order: { $subject }
act-plan-each = visits at { $subject }, from { $detail }
act-move-visits = visit to { $subject } moved to { $detail }
act-not-done = { $subject }: not done, { $detail }
act-not-done-again = { $subject }: not done, back { $detail }
act-cancel-visits = visit to { $subject } cancelled, { $detail }
act-here = arrived at { $subject }
act-left = left { $subject }
act-follow-up-add = { $detail ->
    [none] follow-up: { $subject }
   *[other] follow-up: { $subject }, { $detail }
}
act-follow-up-done = { $subject ->
    [none] done: { $detail }
   *[other] done for { $subject }: { $detail }
}
act-money-came = { $subject ->
    [none] paid: { $detail }
   *[other] paid by { $subject }: { $detail }
}
act-follow-up-open = { $subject ->
    [none] open again: { $detail }
   *[other] open again for { $subject }: { $detail }
}
act-follow-up-move = { $subject ->
    [none] follow-up moved to { $detail }
   *[other] follow-up for { $subject } moved to { $detail }
}
act-follow-up-drop = { $subject ->
    [none] dropped: { $detail }
   *[other] dropped for { $subject }: { $detail }
}
act-create = new: { $subject } ({ $detail })
act-set = { $subject }: { $detail } changed
act-delete = { $subject } deleted ({ $detail })
act-grade = { $detail ->
    [none] { $subject }: no grade
   *[other] { $subject }: grade { $detail }
}
act-tag = { $subject }: tags { $detail }
act-snooze-moved = { $subject }: not before { $detail }; its visit waits until then
act-snooze = { $subject }: not before { $detail }
act-shut-for-good = { $subject }: shut for good
act-move-address = { $subject }: new address
act-move-contact = { $subject } now works at { $detail }
act-resolve = { $subject ->
    [none] decided which one holds
   *[other] { $subject }: decided which one holds
}
act-send-again = { $subject ->
    [none] sent again
   *[other] sent again: { $subject }
}
act-withdraw = { $subject ->
    [none] given up
   *[other] given up: { $subject }
}
act-tick = { $subject }: { $detail }, ticked off
act-untick = { $subject }: { $detail }, not done after all
act-visit-type = { $subject }: a visit of the type { $detail }
