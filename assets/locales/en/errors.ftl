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
trouble-too-much = { $n } is the most
trouble-needed = needed
