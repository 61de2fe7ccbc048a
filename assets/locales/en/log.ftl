# The log line.

log-label = Log
log-hint-short = customer, what happened   > our promise   < theirs   F1 all signs
log-hint = customer, what happened   F1 explains   > our promise   < theirs   # objection   ^ competitor   + product   ! payment
log-kept = Kept as a draft: l goes on with it.
log-kept-of = Kept as a draft: l on { $name } goes on with it.
log-doubt = for { $name }: is that whom you mean?
log-here = { $name } (here)
log-near = { $name }? Choose with the down key
log-unfiled = unfiled: say later who it was
log-several-numbers = Which one? Type its number, or more letters
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
correct-met = Met
correct-met-nobody = Nobody of theirs is known yet.
correct-unfiled = not said yet
correct-no-time = That is no time: try 9:00-9:40, yesterday 3pm or 45 min.
correct-ahead = That is still to come: a log ends now at the latest.
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
log-unkept = “{ $day }” stays text; > before what you promised makes it a follow-up, < what they did
log-steps-missing = not ticked yet: { $steps }; Enter saves all the same
log-begun = begun { $when }: its days count from then
log-other-key = ↓ Space: the other day

# The help of the log line.

grammar-title = What the line understands
grammar-intro = Whatever is not understood stays in the note. Enter always saves. / looks for a word here, Esc goes back to the line.
grammar-customer = Customer
grammar-how-customer = its first letters, initials, pinyin or 注音, first in the line or behind a time, a kind or a small word; behind a person's name with at; of two of one name the street behind it; in quotes it is taken whole
grammar-kind = Kind
grammar-how-kind = a word before the customer or right behind it; without one it is a visit on site
grammar-time = Time
grammar-how-time = at the head of the line, right behind the customer, in the first clause, in a clause of its own or at the very end; without one it is the usual length up to now, or since the visit began
grammar-outcome = Outcome
grammar-how-outcome = few and certain words
grammar-ours = Our promise
grammar-how-ours = behind > or 》, or follow up with a date or a colon; the last date in it is the day it is due
grammar-theirs = Their promise
grammar-how-theirs = behind < or 《, or they promised
grammar-tag = Objection, tag
grammar-how-tag = behind #, or objection: ; one word, or several in quotes
grammar-competitor = Competitor
grammar-how-competitor = behind ^ or ……, or competitor:
grammar-product = Product and how many
grammar-how-product = behind +, beginning with a letter; a count behind it, with its unit
grammar-amount = What it may be worth
grammar-how-amount = a figure with a thousand, a currency or a word of money before it; no sign needed
grammar-chance = How likely it is
grammar-how-chance = behind ~, or chance; or a share right behind a sum
grammar-payment = Money they promised
grammar-how-payment = behind !, or payment; with its date and what else it is
grammar-met = People met
grammar-how-met = the names of the customer's contacts: the whole name, or a given name
grammar-new-contact = A new contact
grammar-how-new-contact = a name with a telephone number behind it: it is made with the log, and taken back with it
grammar-next = Next visit
grammar-how-next = + and a number with d, w or m; without it the day by how often the customer is seen is proposed, in grey
