# The log line.

log-label = Log
log-hint = customer, what happened   > what we promised, when   < what they promised
log-kept = Kept as a draft: l goes on with it.
log-unfiled = unfiled: say later who it was
log-several = { $n } fit: choose with the down key
log-no-date = no date
