# The log line.

log-label = Log
log-hint = customer, what happened   > our promise   < theirs   # objection   ^ competitor   + product   ! payment
log-kept = Kept as a draft: l goes on with it.
log-doubt = for { $name }: is that whom you mean?
log-unfiled = unfiled: say later who it was
log-several = { $n ->
    [one] One may be meant: the down key takes it
   *[other] { $n } fit: choose with the down key
}
log-no-date = no date

# A log is set right.
title-correct = Set a log right
correct-whose = Customer
correct-time = Time
correct-kind = How
correct-words = Words
correct-follow-ups = Follow-ups
correct-heard = Heard
correct-unfiled = not said yet
correct-no-time = That is no time: try 9:00-9:40, yesterday 3pm or 45 min.
correct-time-hint = 9:00-9:40, 3pm, yesterday, 45 min
correct-as-typed = As typed: { $words }
correct-follow-up-hint = a new follow-up: send quote fri
correct-follow-ups-hint = a digit opens one; or write a new one: send quote fri
log-guess = { $time } (usual length)
log-or = { $due } (or { $other })
log-we-promise = We promise: { $what }, { $due }
log-they-promise = They promise: { $what }, { $due }
log-whose-several = Kept as unfiled, since several customers fit. Say whose it is on Today. These fit:
log-whose-nobody = Kept as unfiled, since no customer is named. Say whose it is on Today.
log-empty = There is nothing to log.
log-bad-line = Line { $n } was not kept: { $why }
log-bad-text = it is not UTF-8 text
log-kept-lines = { $n ->
    [one] 1 log kept
   *[other] { $n } logs kept
}, { $unfiled } unfiled.
log-note = Note
log-time = Time

# What else a line says.

log-competitor = competitor { $name }
log-amount = worth { $money }
log-chance = { $n }% chance
log-payment = They pay: { $what }, { $due }
log-met = met { $name }
log-new-contact = new contact { $name }, { $phone }
log-next = next visit { $day }
log-next-by-cadence = next visit { $day }, { $every }
log-every-weeks = { $n ->
    [one] every week
   *[other] every { $n } weeks
}
log-every-days = { $n ->
    [one] every day
   *[other] every { $n } days
}
log-next-visit = Next visit
log-steps-missing = not ticked yet: { $steps }; Enter saves all the same
