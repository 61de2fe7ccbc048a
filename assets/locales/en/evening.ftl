# Closing the day, the reports.

close-title = CLOSE THE DAY
close-asked = { $n ->
    [0] nothing left to say
    [one] 1 thing left to settle
   *[other] { $n } things left to settle
}
close-left = { $n } left as they are
close-figures = { $seen } seen, { $done } of { $planned } planned, orders: { $orders }, calls: { $calls }
close-late = logged late: { $n }
close-not-logged = NOT LOGGED
close-unfiled = UNFILED
close-undated = PROMISED WITHOUT A DATE
close-no-next = NO NEXT STEP
close-steps = STEPS LEFT OUT
close-how-steps = Enter: tick them off
close-promises = PROMISED FOR THIS DAY
close-how-not-logged = Enter log it, m another day, x not done, d took place
close-how-unfiled = Enter: say who it was
close-how-undated = Enter: by when, d done
close-how-no-next = Enter: what comes next
close-how-promises = d done, m another day, x not to be done
close-leave = Space leaves it as it is, * the whole part
close-esc-leaves = Still closing the day. Esc leaves it, and it is taken up here.
close-to-report = The report, and close the day
close-next-step = What comes next
close-next-hint = send the quote fri, ring tomorrow 10am; < before it is theirs
close-form-text = Text
close-form-markdown = Markdown
close-form-json = JSON
close-form-week = Week
close-keys = Enter closes the day    y copies    e edits    ← → other forms
close-keys-closed = Enter: done    y copies    e edits    ← → other forms
close-keys-edit = Ctrl-S or Esc saves it    empty: back to the template
close-closed-at = closed { $when }
close-report-kept = Kept as you wrote it.
close-report-usual = Back to the template.
close-end-same = { $open } open, { $up } up, { $down } down, both sides the same: safe to close the lid
close-end-differs = { $open } open, { $up } up, { $down } down, sides differ: nothing lost, being put right
close-end-waiting = { $n ->
    [one] 1 change safe on this laptop, not sent since { $since }; it goes when Rounds is next open
   *[other] { $n } changes safe on this laptop, none sent since { $since }; they go when Rounds is next open
}
close-end-never = { $n ->
    [one] 1 change safe on this laptop, not sent yet; it goes when Rounds is next open
   *[other] { $n } changes safe on this laptop, none sent yet; they go when Rounds is next open
}
close-end-sending = Sending. All of it is safe on this laptop already.
close-end-alone = { $open } open, all of it safe on this laptop: safe to close the lid
today-unclosed = { $n ->
    [0] { $day } is not closed. Enter: look it over
   *[other] { $day } is not closed, { $n } not logged. Enter: look it over
}
report-late = (late entry)
report-form-day =
    Daily report, <rep>, <date>
    Visits: <seen> (<planned-done> of <planned> planned), orders: <orders>, calls: <calls>

    Visits
    - <visit.time> <visit.customer>: <visit.outcome>, <visit.notes> <visit.late>

    Not met
    - <missed.customer>: <missed.reason>, <missed.notes>

    Calls and messages
    - <call.time> <call.customer>: <call.kind>, <call.notes>

    Opportunities
    - <chance.customer>: <chance.amount>, <chance.percent>

    Objections and tags
    - <objection.words>: <objection.times>, <objection.customers>

    Competitors
    - <competitor.words>: <competitor.times>, <competitor.customers>

    Asked for
    - <product.customer>: <product.products>

    Money promised
    - <payment.customer>: <payment.amount>, <payment.text>, <payment.due>

    Promised
    - <promise.customer>: <promise.by>, <promise.text>, <promise.due>

    Promises kept
    - <kept.customer>: <kept.text>

    Still open
    - <open.time> <open.customer>: <open.purpose>

    Next: <next-date>
    - <next.time> <next.customer>: <next.purpose>
report-form-week =
    Weekly report, <rep>, <from> to <to>
    Visits: <seen> (<planned-done> of <planned> planned), orders: <orders>, calls: <calls>

    By day
    - <day.date>: visits <day.seen>, planned <day.planned>, orders <day.orders>, calls <day.calls>

    Orders
    - <order.day> <order.customer>: <order.notes>

    Not met
    - <missed.day> <missed.customer>: <missed.reason>

    Opportunities
    - <chance.customer>: <chance.amount>, <chance.percent>

    Objections and tags
    - <objection.words>: <objection.times>, <objection.customers>

    Competitors
    - <competitor.words>: <competitor.times>, <competitor.customers>

    Asked for
    - <product.customer>: <product.products>

    Money promised
    - <payment.customer>: <payment.amount>, <payment.text>, <payment.due>

    Promised
    - <promise.customer>: <promise.by>, <promise.text>, <promise.due>

    Promises kept
    - <kept.customer>: <kept.text>

    Next: <next-date>
    - <next.time> <next.customer>: <next.purpose>
cli-close-open = Still to be said of this day:
cli-close-not-yet = { $n ->
    [one] 1 thing is still open: the day is not closed (--anyway closes it).
   *[other] { $n } things are still open: the day is not closed (--anyway closes it).
}
order-none = Nothing is planned any more today.
order-ways = { $then } this way round, { $now } as it stands (as the crow flies)
order-keys = Enter takes this order    ← → moves the stop    Esc leaves it
