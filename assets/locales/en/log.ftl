# The log line.

log-label = Log
log-hint-short = customer, what happened   > our promise   < theirs   F1 all signs
log-hint = customer, what happened   F1 explains   > our promise   < theirs   # objection   ^ competitor   + product   ! payment
log-kept = Kept as a draft: l picks it up again.
log-kept-of = Kept as a draft: l on { $name } picks it up again.
log-doubt = for { $name }? ↓ says whose it is, Enter keeps it unfiled
log-here = { $name } (here)
log-here-visit = { $name } (visit under way)
log-here-beside = { $name } (here; the visit elsewhere goes on)
log-near = { $name }? ↓ takes it, Enter keeps it unfiled
log-unfiled = unfiled: say later who it was
log-chips-more = +{ $n } more
log-several-numbers = Which one? Type its number, or more letters
log-several = { $n ->
    [one] 1 may fit: ↓ takes it
   *[other] { $n } fit: ↓ chooses
}
log-no-date = no date

# A log is set right.
title-correct = Correct a log
correct-whose = Customer
correct-time = Time
correct-kind = How
log-not-done = not done: { $reason }
correct-words = Words
correct-follow-ups = Follow-ups
correct-heard = Details
correct-met = Met
correct-met-hint = letters find somebody; a digit or Space ticks
correct-met-nobody = Nobody of theirs is known yet.
correct-unfiled = not said yet
correct-ahead = That is still to come: a log ends now at the latest.
correct-no-time = Not a time: try 9:00-9:40, yesterday 3pm or 45 min.
correct-time-hint = 9:00-9:40, 3pm, yesterday, 45 min
correct-as-typed = As typed: { $words }
correct-follow-up-hint = a new follow-up: send quote fri
correct-follow-ups-hint = a digit changes one; or write a new one: send quote fri
correct-follow-up-change = new words, a day, or both: send quote fri   ← → keep the words   Tab all of it
log-guess = { $time } (usual length)
log-or = { $due } (or { $other })
log-we-promise = We promise: { $what }, { $due }
log-they-promise = They promise: { $what }, { $due }
log-whose-several = Kept as unfiled, since several customers fit. Say whose it is on Today. These fit:
log-whose-perhaps = Kept as unfiled, since the name is not said in full. Say whose it is on Today. Perhaps:
log-whose-nobody = Kept as unfiled, since no customer is named. Say whose it is on Today.
log-empty = There is nothing to log.
log-bad-line = Line { $n } was not kept: { $why }
log-bad-text = it is not UTF-8 text
cli-log-vain = “{ $said }” is all it tells; kept as not done ({ $why }). To keep a visit: rounds undo, then log it with --as-visit.
cli-log-shut = “{ $said }” reads as not done ({ $why }); kept as a visit. To keep it as not done: rounds undo, then log it with --as-told.
cli-log-to-come-visit = “{ $said }” is still to come; kept as a visit. To plan it: rounds undo, then log it with --as-told.
cli-log-to-come = “{ $said }” is still to come; kept as a visit. For a follow-up: rounds undo, then log it with --as-told.
log-kept-lines = { $n ->
    [one] 1 log kept
   *[other] { $n } logs kept
}, { $unfiled } unfiled.
log-lines-left = { $n ->
    [one] 1 line was not kept, as said above; the others are. Mend it and give it alone again.
   *[other] { $n } lines were not kept, as said above; the others are. Mend them and give them alone again.
}
log-note = Note
log-time = Time

# What else a line says.

log-in = { $kind } from them
log-out = { $kind } to them
log-instead = in place of the planned visit
log-competitor = competitor { $name }
log-amount = worth { $money }
log-chance = { $n }% chance
log-payment = They pay: { $what }, { $due }
log-received = Received: { $what }
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
log-vain = “{ $said }”: Enter keeps it as not done. Ctrl-X keeps a visit
log-shut = “{ $said }”: Enter keeps a visit. Ctrl-X keeps it as not done: { $why }
log-shut-again = “{ $said }”: Enter keeps a visit. Ctrl-X: { $why }, not done, again { $day }
log-shut-whose = “{ $said }”: kept as a visit. Once it is said whose it is, Ctrl-X: not done, { $why }
log-to-come-visit = “{ $said }” is to come; Enter keeps a visit. Ctrl-X plans it: { $day }
log-to-come = “{ $said }” is to come; Enter keeps a visit. Ctrl-X: follow-up, { $day }
log-passed = “{ $said }” stays text; { $money } counts, the last one
log-hint-back = ↑ brings back the words that were taken back
log-quoted = “{ $said }”
log-unkept = only text: { $days }; > before what you promised makes it a follow-up, < what they did
log-unkept-again = only text: { $days }; “next visit { $day }” plans the visit, > before a promise makes it a follow-up
log-steps-missing = not ticked yet: { $steps }; Enter saves all the same
log-begun = begun { $when }: its days count from then
log-left = Left from before: what you type takes its place, → goes on with it, Enter saves it
log-other-key = ↓ Space: the other date
hint-chips = the chips
hint-chip-drop = take out
hint-chip-turn = the other date
hint-chip-next = next chip
hint-offered = pick the customer
hint-complete = complete

# What is said of a log once it is saved: whose, how and when, and what else is in the book now.
saved-comma = {", "}
saved-new = new customer
saved-visit = visit
saved-follow-up = follow-up { $day }
saved-follow-ups = { $day ->
    [none] { $n } follow-ups, no date
   *[other] { $n } follow-ups from { $day }
}
saved-their-promise = their promise { $day }
saved-their-promises = { $day ->
    [none] { $n } promises of theirs, no date
   *[other] { $n } promises of theirs from { $day }
}
saved-payment = payment { $day }
saved-payments = { $day ->
    [none] { $n } payments, no date
   *[other] { $n } payments from { $day }
}

# The help of the log line.

grammar-title = What the line understands
grammar-intro = Whatever is not understood stays in the note. Enter always saves. / looks for a word here, Esc goes back to the line.
grammar-keys = Keys: ↓ goes from the line to the chips under it; there ← → go from one to the next, Del takes one out (its words stay in the note), Space takes the other date where two are offered, ↑ or Esc goes back. Tab completes a customer's name, and after # ^ + a tag, a competitor or a product. Where several customers fit, ↓ or the number before the row picks one.
grammar-customer = Customer
grammar-how-customer = its first letters, initials, pinyin or 注音, first in the line or after a time, a kind or a small word; after a person's name and at; in a clause of its own further on; where two share a name, add the street; in quotes it is taken whole
grammar-kind = Kind
grammar-how-kind = a word before the customer or right after it, or what somebody did (Kelly rang); with none it is a visit on site
grammar-time = Time
grammar-how-time = at the start of the line, right after the customer, in the first clause, in a clause of its own or at the very end; without one it is the usual length up to now, or since the visit began
grammar-outcome = Outcome
grammar-how-outcome = only a few fixed words
grammar-not-done = Not done
grammar-how-not-done = a line that tells of nothing but a visit that came to nothing: Enter keeps it as not done, Ctrl-X as a visit; where it tells of more, Enter keeps a visit
grammar-ours = Our promise
grammar-how-ours = after > or 》, or follow up with a date or a colon, or I'll with a date; the last date in it is when it is due
grammar-theirs = Their promise
grammar-how-theirs = after < or 《, or they promised, or she'll with a date
grammar-tag = Objection, tag
grammar-how-tag = after #, or objection: ; one word, or several in quotes
grammar-competitor = Competitor
grammar-how-competitor = after ^ or ……, or competitor:; one that the book knows also in a sentence
grammar-product = Product and how many
grammar-how-product = after +, starting with a letter; then how many, with the unit; one that the book knows also in a sentence that orders it
grammar-amount = What it may be worth
grammar-how-amount = a figure with k, or with a currency or a money word before it; no sign needed
grammar-chance = How likely it is
grammar-how-chance = after ~, or chance; a percentage right after a sum; in a clause of its own (fifty-fifty, two in ten)
grammar-payment = Money they promised
grammar-how-payment = after !, or payment; with its date and what it is for
grammar-received = Money that came
grammar-how-received = received or paid with the sum; the words stay in the note
grammar-met = People met
grammar-how-met = the names of the customer's contacts: the whole name, or a given name
grammar-new-contact = A new contact
grammar-how-new-contact = a name with a phone number after it: it is added with the log, and taken back with it
grammar-next = Next visit
grammar-how-next = + and a number with d, w or m, or next visit with a day; with none, a day is proposed in grey, by how often the customer is seen
