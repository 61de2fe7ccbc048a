# Today, the customers, a customer's page, follow-ups, the week.

# Today.
today-next = NEXT
today-here = HERE
today-in = { $time }, in { $length }
today-ago = { $time }, { $length } ago
today-since = since { $time }
today-day = DAY
today-seen = { $seen } seen, { $left } to go
today-orders = { $n ->
    [one] 1 order
   *[other] { $n } orders
}
today-promises = PROMISES
today-late = { $late } late, { $today } today
today-late-short = { $n } late
today-promises-more = { $n } more
today-no-promises = none late, none for today
today-near = NEAR THE NEXT STOP, AND WHY
today-who-next = WHO NEXT
today-nothing-planned = nothing is planned today
today-unfiled = UNFILED
today-unfiled-visit = customer not said yet
today-say-who = Enter: say who it was
today-to-sort = { $n ->
    [one] 1 customer has no grade. Enter: list, Space marks, t grades. d: stop asking
   *[other] { $n } ungraded customers. Enter: the 20 that matter, t grades. d: stop asking
}
today-sorted = Enough: Today asks again when more customers without a grade have come.
today-alike = Some imported customers look alike. Enter: compare them.  d: leave them
today-alike-let = They stay as they are. g l shows them side by side at any time.
today-week = WEEK
today-cycle = { $grade } { $seen } of { $all } seen this cycle
today-cycle-next = { $grade } { $seen } of { $all }
today-no-customers = No customers yet.
today-no-customers-how = 6 Settings: try the demo, import my customers, connect to my company.
n-of-m = { $n } of { $m }

# The briefing.
briefing = BRIEFING
brief-ours = You promised
brief-theirs = They promised
brief-last = Last time
brief-earlier = Formerly
brief-ask = Ask
brief-birthday = Birthday
brief-money = Money due
money-paid = { $what }, paid { $day }
money-paid-on = paid { $day }
brief-objection = Objections
brief-competitor = Competitors
brief-notes = Good to know
brief-people = People
brief-worked = what worked: “{ $what }”
brief-times = { $n } times
brief-money-come = Paid yet: { $what }?
brief-by = { $what }, by { $day }
brief-never = Never been there.
brief-no-note = no note
brief-before = { $day }: { $what }
brief-from = from { $day }
brief-asked-promise = Any word on { $what }?
brief-promised-for = promised for { $day }
brief-who-decides = Who decides here?
brief-never-asked = never asked

# Customers.
customers-all = { $n ->
    [one] 1 customer
   *[other] { $n } customers
}
sort-name = by name
sort-due = most overdue first
sort-last-visit = longest not seen first
sort-grade = by grade
sort-place = by place
sort-weight = those that matter first
weight-seen = seen { $day }
weight-follow-ups = { $n ->
    [one] 1 follow-up open
   *[other] { $n } follow-ups open
}
weight-people = { $n ->
    [one] 1 employee
   *[other] { $n } employees
}
weight-contacts = { $n ->
    [one] 1 contact
   *[other] { $n } contacts
}
weight-known = known: { $fields }
column-last-visit = Last visit
column-due = Due
due-now = due { $day }
due-next = next { $day }
due-never = never due
due-closed = shut for good
due-planned = planned { $day }
due-first = first by { $day }
due-not-seen = not seen yet
due-over = { $n ->
    [one] ! 1 day over
   *[other] ! { $n } days over
}

# A customer.
customer-gone = This customer is not here any more.
person-formerly = { $of }, formerly { $place }
customer-formerly = Formerly: { $place }
customer-place = { $n } of { $all }
grade-of = { $grade }
last-visit = last { $day }
every-week = every week
every-weeks = every { $n } weeks
every-days = every { $n } days
timeline = TIMELINE
timeline-none = Nothing logged yet: l logs in one line.
contacts-none = Nobody yet: a adds a contact.
follow-ups-none = none open
timeline-at = at { $what }
timeline-with = with { $who } at { $what }
late-entry = {" "}(late entry)
note-empty = Nothing was noted.
by-us = we
by-them = they
rhythm = RHYTHM
rhythm-year = { $n ->
    [one] 1 visit in a year
   *[other] { $n } visits in the last year
}

# Follow-ups.
group-late = LATE
group-today = TODAY
group-this-week = THIS WEEK
group-later = LATER
group-no-date = NO DATE
follow-ups-money = { $sum } promised to us
group-money = MONEY PROMISED
money-all = { $sum } in all
money-late = { $sum } late
title-money = Which money came?
money-none = No money is promised. What a customer promises in a log (!20k fri) comes here.
follow-ups-open = { $n } open
follow-ups-all-kept = Nothing is open. What you promise in a log comes here.

# Plan.
plan-week = WEEK { $from } to { $to }
plan-month-key = { $key } the month
plan-nothing = nothing planned
plan-room = { $n ->
    [one] room for 1 more
   *[other] room for { $n } more
 }
plan-full = full
plan-too-many = { $n } more than a full day

# The month. $left are visits that would be due and find no room.
month-title = { $month } { $year }
month-figures = { $n } planned, room for { $room } more
month-due = DUE, NOT PLANNED   { $n }
month-none-due = Everybody who is due has a visit.
month-no-room = No day of this month has room left for those who are due.
month-would = { $n ->
    [one] 1 visit would be added
   *[other] { $n } visits would be added
 }{ $left ->
    [0] {""}
   *[other] , { $left } find no room
 }
# While they were looked at, others came in between: a day was filled, a customer has a visit or is gone.
month-fewer = { $n ->
    [one] 1 of these no longer fits: planned, filled or deleted meanwhile.
   *[other] { $n } of these no longer fit: planned, filled or deleted meanwhile.
 }
month-added = WOULD BE ADDED   { $n }
month-more = { $n } more
month-keys = { $add } onto { $day }   Enter opens the day   { $pane } list   { $month } propose
month-keys-list = { $add } onto { $day }   ← → day   { $pane } days   { $month } propose
month-keys-proposed = Enter plans them all   x not this one   Esc leaves it

open-now = open
note-comma = {", "}
brief-semicolon = {"; "}
column-grade = Grade
page-contacts = CONTACTS
page-follow-ups = FOLLOW-UPS
kind-visit = visit

curtain-drawn = curtain, { $key } lifts it
curtain-saved = Saved on this laptop. What it says is behind the curtain.
curtain-notice = A message, behind the curtain.
new-address-hint = Where they are now; the old place stays in the history.
add-new-address = a new address: they have moved
tag-words = tags
tag-hint = fair, dental: puts them on; -fair takes one away
title-shut = Shut for good
title-delete = Delete
title-contact = What about
contact-works-elsewhere = works elsewhere now
delete-contact = delete this contact
delete-customer = delete this customer
ends-cadence = No more visits will be due here.
ends-plan = Cancelled: the visit on { $day }
ends-follow-up = Dropped: { $what } { $day }
goes-timeline = { $n ->
    [one] 1 visit or call is deleted with it
   *[other] { $n } visits and calls are deleted with it
}
goes-contacts = { $n ->
    [one] 1 contact
   *[other] { $n } contacts
}
goes-follow-ups = { $n ->
    [one] 1 follow-up
   *[other] { $n } follow-ups
}
confirm-enter = Enter: do it. Esc: leave it as it is. One u takes it back.
notice-say-why = Say in a few words why.
which-one = Several fit. Choose one.
pressed-gone = What you pressed is not there any more; nothing was done. Look again.
which-one-alone = Several fit. Choose one; what was typed after Enter was not done.
when-other-hint = why, and then a new date: roadworks, fri
# Where a customer stands in its cycle.
cadence-not-seen = not seen yet
cadence-due = due
cadence-planned = planned
cadence-covered = covered
cadence-overdue = overdue
customers-ungraded = { $n } without a grade: Space marks, t grades, Esc back
hint-enter = choose

filter-due = due
filter-last = last
filter-planned = planned
filter-hint = due:late  -tag:cold  church st
filter-to-rows = Tab to the rows
filter-no-field = no field { $field }
filter-no-value = { $field } is never { $value }
context-today = today's stops
context-a = A customers
context-late = overdue customers
context-title = Look only at
context-left = All customers again.
context-in = only { $name }, { $key }: all
filter-kept = Kept: { $filter }
why-no-filter = Nothing is filtered.
keymap-unreadable = this is no list of keys for a command
keymap-no-command = there is no command "{ $command }"
keymap-no-key = there is no key "{ $key }"
keymap-forbidden = { $key } belongs to the terminal or the input method
keymap-clash = { $key } belongs to "{ $one }" and to "{ $other }"
keymap-line = { $file }, line { $line }: { $what }. The usual key holds.
keymap-more = {" "}And { $n } more.

# How much each reason weighs in "who next".
weight-due = Weighs: due by its cadence
weight-ours = Weighs: our promise
weight-theirs = Weighs: their promise
weight-grade-a = Weighs: grade A
weight-grade-b = Weighs: grade B
weight-grade-c = Weighs: grade C
weight-quiet = Weighs: days without a word
weight-near = Weighs: near the route
weight-open = Weighs: open now
weight-room = Weighs: fits into today
weight-usual = { $points }, as is usual
weight-company = { $points }, as the company has set it
setting-about-weight = Points this reason brings in who next; 0: none. Delete: as usual.
brief-steps = Steps
brief-steps-left = { $n } of { $m } done, left: { $left }
brief-steps-done = all { $m } done
steps-none = Your company has set no steps for visits.
steps-how = digits, Space or Enter tick it off
steps-how-types = digits, Space or Enter tick it off    ← → another type
