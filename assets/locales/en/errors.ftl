# Why something cannot be done: what happened, what is safe, what to do.
refusal-gone = That is not there any more; somebody else deleted it. Nothing was changed.
refusal-nothing = Nothing to change: it is like that already.
refusal-value = { $field }: { $trouble }
refusal-look = The book on this laptop could not be read ({ $what }). Nothing was changed.

# What was typed does not fit the field.
misfit-choice = not one of the choices
misfit-date = not a date: try fri, +3d, 24 Nov or 2026-11-24
misfit-moment = not a time: try 14:30 or fri 10am
misfit-number = not a whole number
misfit-degrees = not a position: try 30.2741
misfit-flag = say yes or no
misfit-ref = nothing of this name
trouble-too-long = longer than this field holds

# A deed that does not fit the record's state.
refusal-visit-done = That visit is over; set the log right instead (e).
refusal-visit-open = You are there now: end the visit or log it first.
refusal-not-planned = That visit is not planned any more.
refusal-other-customer = That visit belongs to another customer.
refusal-shut-for-good = That customer is shut for good.
refusal-follow-up-closed = That follow-up is closed already.
refusal-follow-up-open = That follow-up is still open.
refusal-kept-by-office = The office keeps that up; you cannot change it here.
refusal-unknown-field = A newer Rounds made that field; update to change it.
refusal-conflict-decided = That was decided already.

# A value does not fit its field.
trouble-required = needed
trouble-kind = does not fit this field
trouble-choice = not one of the choices
trouble-negative = cannot be below zero
trouble-too-large = too much
trouble-date-far = too far off: check the year
trouble-past = that day is over
trouble-future = that day is still to come
trouble-phone = no phone number
trouble-email = no e-mail address
trouble-latitude = between -90 and 90
trouble-longitude = between -180 and 180
trouble-half-a-place = latitude and longitude go together
trouble-ends-first = ends before it begins
