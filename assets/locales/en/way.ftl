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
lock-pin-about = Four signs or more. Left empty, there is no PIN any more. Five wrong tries, and the recovery code or the passphrase is asked for.
lock-pin-short = Too short: four signs or more.
lock-pin-differs = The two differ. Once more.
lock-pin-set = The PIN holds from now on.
lock-pin-gone = There is no PIN any more.
pin-there = set
pin-none = none
setting-lock-minutes = Lock when idle for
setting-pin = PIN of this screen
setting-about-lock-minutes = Without a key for so long, the screen shows nothing until you are back. L locks it at once.
setting-about-pin = Opens a locked screen quickly. Without one, Enter or the passphrase does.
command-lock = Lock
about-lock = Lock the screen now
cli-shut = The screen of this book is locked. Open it first: run rounds and type your PIN.

# What the computer would not do
not-opened = That could not be opened: { $what }
not-kept = The setting holds until you leave, but could not be kept: { $what }
not-copied = That could not be copied: { $what }
not-suspended = Rounds could not be suspended here: { $what }
