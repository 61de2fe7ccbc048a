# What was done: act-... with $subject (whom or what) and $detail (a date or figure, or empty).
