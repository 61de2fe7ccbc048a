# The shut screen
lock-shut = Rounds is locked
lock-pin = PIN
lock-pin-or-passphrase = PIN or passphrase
lock-passphrase = Passphrase
lock-code = Recovery code
lock-enter = Enter opens it
lock-asking = One moment
lock-wrong = That was not it.
lock-left = { $n ->
    [one] One try is left.
   *[other] { $n } tries are left.
}
lock-spent = The PIN was wrong too often. The recovery code or the passphrase opens it.
lock-safe = Nothing is lost: what you were writing is there as you left it.
lock-never = never
lock-company = the company: after { $after }
lock-pin-before = Your PIN now
lock-pin-new = New PIN
lock-pin-again = The same again
lock-pin-about = At least four characters. Leave it empty for no PIN. After five wrong tries it takes the recovery code or the passphrase.
lock-pin-short = Too short: four characters or more.
lock-pin-differs = The two differ. Once more.
lock-pin-set = The PIN holds from now on.
lock-pin-gone = There is no PIN any more.
pin-there = set
pin-none = none
setting-lock-minutes = Lock when idle for
setting-pin = PIN of this screen
setting-about-lock-minutes = Without a key for so long nothing is shown. L locks at once.
setting-about-pin = Opens a locked screen quickly. Without one, Enter or the passphrase does.
command-lock = Lock
about-lock = Lock the screen now; a PIN opens it.
cli-shut = The screen of this book is locked. Open it first: run rounds and type your PIN.

# What the computer would not do
not-opened = That could not be opened: { $cause }
not-a-link = That is no link that may be opened.
no-opener = This computer has no program that opens links.
not-kept = The setting holds until you leave, but could not be kept: { $cause }
not-kept-broken = The setting holds until you leave, but could not be kept: line { $what } of settings.toml is broken. Mend it; the next change keeps this one too.
not-copied = That could not be copied: { $cause }
not-suspended = Rounds could not be suspended here: { $cause }

# Hints and the tour
hint-key = Next time: { $key }
command-tour = Tour
about-tour = Three minutes through the demo; again: leave it.
why-only-in-demo = The tour is in the demo: Settings, Try the demo
tour-skip = leave
tour-left = The tour is over; : tour begins it again.
tour-day = This is your day. On top stands who is next, and what was promised. { $a } moves, { $b } opens a customer.
tour-customer = All about one customer: what to ask, what was said, who decides. { $a } goes back.
tour-log = You come out of the door: { $a } logs the visit.
tour-line = Write it as you would say it: met the buyer, wants a quote > send quote fri. Enter saves the visit and the promise.
tour-undo = Saved, on this laptop. { $a } takes back whatever you did last. Try it.
tour-redo = { $a } does it again.
tour-who = Time left before the next door? { $a } says who is near and due, and why.
tour-all = { $a } closes the list. { $b } finds any command, customer or setting; { $c } lists what can be done here.
tour-sync = { $a } sends what waits; both sides are counted. Without a signal it goes later, by itself.
tour-end = That was a visit, logged and sent. In the evening { $a } closes the day. { $b } ends the tour.
column-cycle = Cycle
