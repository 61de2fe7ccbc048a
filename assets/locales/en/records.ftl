# What is done with whole records: moving them to other people, joining two, their history.

command-reassign = move to another rep
about-reassign = Move the customer, or the marked ones, to another territory or rep.
why-managers-only = Only a manager moves customers to others.
title-reassign = To which territory and rep
reassign-to = { $territory }   { $owner }
reassign-alone = { $territory }   the rep stays
act-reassign = { $count ->
    [0] { $subject } moved to { $detail }
    [1] { $subject } moved to { $detail }
   *[other] { $count } customers moved to { $detail }
}
refusal-managers-only = Only a manager moves customers to others.

sync-aside = With somebody else now
sync-aside-row = { $n ->
    [one] 1 customer
   *[other] { $n } customers
}, kept here until { $until }, then wiped
sync-aside-waits = { $n ->
    [one] 1 change
   *[other] { $n } changes
} still to be handed over
sync-arrived-late = late, from the rep before
sync-arrived-merged = merged by itself

act-merge = { $subject } joined with { $detail }
act-merge-each = { $subject }: joined with its double
act-apart = { $subject } is not { $detail }
refusal-not-merged = Only customers and contacts can be joined.

command-merge = join two records
about-merge = Two records of one customer, or of one person, become one; the two marked, or this and another.
why-not-mergeable = Only customers and contacts can be joined.
title-merge = One record of two
title-merge-whom = Which other record is the same customer
merge-whom = Who is the same person as { $name }?
merge-stays = stays
merge-goes = goes into the other
merge-head-stays = stays: { $name }
merge-head-goes = goes: { $name }
merge-taken = taken over
merge-both = both
merge-no-difference = Both hold the same.
merge-follows = { $timeline } visits and calls, { $contacts } contacts, { $promises } open follow-ups follow
merge-keys = ← → whose value   Tab the other stays   Enter join   Esc leave as it is
merge-no-twins = No two customers look alike.
merge-none-twice = No customer was imported twice.
merge-pairs = { $n ->
    [one] 1 pair of customers may be one customer
   *[other] { $n } pairs of customers may be one customer each
}
merge-pair-keys = 1 the same: join them   2 two customers   arrows next   Esc later
merge-pair-keys-twice = 1 the same   2 two customers   3 join all { $n } that were imported twice   Esc later
merge-last-seen = Last visit
merge-never-seen = never seen
merge-twins = May be the same customer as { $name }: `:` and "join two records".

by-me = you
by-office = the office
by-unknown = somebody
left-since = { $what } was changed by { $by } since, and stays.
act-take-back = { $subject ->
    [none] an act
   *[other] an act on { $subject }
}
history-lost = did not stand
history-held = held for a decision
history-parked = not taken
history-took-back = took back
history-did-again = did again
history-asking = asking the company's server…
history-told = with what the server knows
history-silent = Only what this laptop saw: the server could not be asked.
history-enter = Enter: { $field } back to { $value }
history-x = x: take the whole act back
history-on = on { $device }
history-asking-act = Asking the company's server what that act did; go on meanwhile.
history-act-silent = Not taken back: only the company's server knows what that act did, and there is no connection. x again when there is one.
history-no-act = There is no act to take back here.
history-no-value = There is no value to bring back here.
command-at = as it was
about-at = The record as it was on a day.
title-as-of-when = As it was, when
as-of-hint = 3 nov, last friday, 2026-11-03 10:00
title-as-of = As it was, { $at }
as-of-not-there = It was not there yet.
history-replaced = replaced unseen
