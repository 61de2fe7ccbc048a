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
