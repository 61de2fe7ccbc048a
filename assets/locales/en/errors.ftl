# Why something cannot be done: what happened, what is safe, what to do.
refusal-gone = That is not there any more; somebody else deleted it. Nothing was changed.
refusal-nothing = Nothing to change: it is like that already.
refusal-value = { $field }: { $trouble }
refusal-look = The book on this laptop could not be read ({ $what }). Nothing was changed.
