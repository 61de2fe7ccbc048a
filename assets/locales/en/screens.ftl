# What stands on the screens.

# Forms.
form-new = New: { $entity }
form-edit = { $name }
form-new-address = { $name }: the new address
form-empty = empty
form-alike = ! Already there? { $name }, { $place }
form-not-yet = Not saved yet: { $n ->
    [one] one field needs
   *[other] { $n } fields need
  } another look. What you typed is kept.
form-draft-found = Other words were typed and not saved, in another window: open it again to go on with them.
form-draft-kept = Kept as a draft: open it again to go on.
form-draft-left = Another window's unsaved words are kept: they come when these are saved.
form-draft-restored = Here is what you had typed before. Ctrl-Z starts afresh.
form-draft-housed = Here is what you had typed before. What has no field of its own any more now stands under “{ $field }”. Ctrl-Z starts afresh.
form-draft-line = { $field }: { $words }
form-afresh = Started afresh. Ctrl-Z brings back what was typed.
form-not-afresh = What was typed is back. Ctrl-Z starts afresh.
form-paste-cut = That was too long for one field; the first part was taken.

# Find.
find-label = Find
find-hint = A name, a number, a street, words of a note
find-nothing = Nothing found

# History.
title-history = Who changed what, and when
history-none = Nothing was changed since it was made
history-created = made
history-deleted = deleted
history-empty = empty
history-waiting = not sent yet

# Settings.
settings-look = LOOK AND KEYS
settings-day = THE DAY
settings-often = HOW OFTEN CUSTOMERS ARE SEEN
settings-lock = LOCK
settings-weights = WHO NEXT: WHAT COUNTS HOW MUCH
settings-begin = TO BEGIN
setting-lang = Language
setting-this-lang = English
setting-theme = Look
theme-dark = dark
theme-light = light
theme-high-contrast = high contrast
theme-mono = no colours
setting-keys = Keys
keys-default = letters
keys-vim = as in vim
keys-arrows = arrows and function keys only
setting-borders = Lines
borders-lines = drawn
borders-ascii = plain characters
setting-mouse = Mouse
setting-day-ends = The workday ends at
setting-visit-minutes = A visit usually takes
setting-visits-a-day = Visits in a full day
setting-cadence-a = Grade A: see every
setting-cadence-b = Grade B: see every
setting-cadence-c = Grade C: see every
setting-cadence-none = No grade: see every
setting-days = { $n ->
    [one] day
   *[other] { $n } days
}
setting-never = never
setting-about-looks = Left and right change it; it holds at once.
setting-about-keys = Which keys run the commands; ? shows them.
setting-about-borders = Plain characters are for terminals that draw lines two cells wide.
setting-about-mouse = With the mouse on, the terminal can no longer select and copy.
setting-about-day-ends = What you log before this hour still belongs to the day before.
setting-about-visit-minutes = Taken for a visit whose end you did not say.
setting-about-visits-a-day = How many visits fit when the days are planned.
setting-about-cadence = A customer can have its own figure, on its page. Never: not proposed.

# Ways to begin.
begin-demo = Try the demo
demo-making = The demo is being made, in a company of its own; your book stays as it is.
begin-about-demo = A made-up city with two years of visits, kept apart from your customers.
begin-import = Import my customers
begin-about-import = From Excel, CSV or address cards; you see it all before it happens.
begin-connect = Connect to my company
begin-about-connect = With the address and code from your admin. Your customers come along.

# The message line.
notice-saved = Saved on this laptop: { $what }
notice-taken-back = Taken back: { $what }
notice-none-taken-back = Nothing of this was taken back: { $what }.
notice-none-done-again = Nothing of this was done again: { $what }.
hours-break = break
notice-done-again = Done again: { $what }
notice-left = { $n ->
    [one] One field was left as it is: somebody has changed it since.
   *[other] { $n } fields were left as they are: somebody has changed them since.
}
notice-nothing-to-undo = Nothing to take back.
notice-nothing-to-redo = Nothing to do again.
notice-nothing-here = Nothing to do that to here.
notice-no-date = Not a date: try fri, +3d or 24 Nov.
notice-no-place = No address and no website is known.
notice-copied = Copied.
notice-copied-terminal = Copied through the terminal.
notice-copied-file = There is no clipboard here: written to { $path }
too-small = Too small: { $columns }x{ $rows } cells are needed. Nothing is lost; q leaves.
too-small-writing = Too small: { $columns }x{ $rows } cells are needed. What you typed is kept; Enter waits. Ctrl-C twice leaves.

# Questions.
title-move = Move to
title-plan = Plan a visit
title-new-date = A new date
title-snooze = Not before
title-reason = Why not?
title-drop = Why will it not be done?
title-grade = Grade
title-tag = Tag
title-add = Add
title-plan-whom = Plan a visit to
title-whose = Whose log is it?
title-where-now = Where does he or she work now?
when-hint = fri, +3d, 24 Nov, next week, tomorrow 10:00
when-none = date, note or both: fri, note on the door; Enter: none
when-words-alone = kept as a note; no new date
snooze-hint = why, and until when: on holiday, 1 Dec
line-on-all = On all { $n } at once: { $act }
when-unknown = not a date yet: fri, +3d, 1 Dec
in-days = in { $n } days
drop-not-needed = no longer needed
drop-they-did-not-want = they do not want it
drop-twice = entered twice
drop-other = other
add-follow-up = a follow-up
add-visit = a visit
add-contact = a contact
add-customer = a customer
marked = { $n } marked
palette-at = at, as of, as it was
nothing-fits = Nothing fits.
new-customer = New customer: { $name }
call-no-number = No number is known.
call-enter = Enter logs the call.

# Who next, and why.
who-next-none = Nobody is due. A good day to look for new customers.
why-overdue = { $n ->
    [one] 1 day over
   *[other] { $n } days over
} (seen { $since } days ago, due every { $cadence })
why-over-short = { $n ->
    [one] 1 day over
   *[other] { $n } days over
}
why-due-today = due today
why-due-in = { $n ->
    [one] due tomorrow
   *[other] due in { $n } days
}
why-first-visit = not seen yet
why-first-visit-in = { $n ->
    [one] first visit due tomorrow
   *[other] first visit due in { $n } days
}
why-promise-today = we promised something for today
why-promise-late = { $n ->
    [one] our promise is 1 day late
   *[other] our promise is { $n } days late
}
why-theirs-late = { $n ->
    [one] their promise is 1 day late
   *[other] their promise is { $n } days late
}
why-grade = grade { $grade }
why-quiet = { $n } days without a word
why-room = room for { $n } today
why-near = { $metres } off the route
why-term = { $why }: { $points }
why-sum = { $terms } = { $sum }
open-until = open till { $time }
shut-now = shut

# The first start, importing and connecting.
begin-title = Welcome. How would you like to begin?
begin-alone = Start with an empty book
begin-about-alone = Add the first customer by hand; the other ways stay in Settings.
connect-address = Address
connect-code = Code
connect-ca = Certificate file
connect-ca-none = only where your company has one of its own
connect-hint = Your admin gives you these. The code works once.
connect-known = Connected to { $server }, as { $user }. To connect this laptop anew, ask your admin for a new code.
hint-connect = connect
hint-next-field = next field
connect-ca-unreadable = { $what } cannot be read: { $cause }. Nothing was sent or changed; look at the name of the certificate file.
connect-ca-empty = { $what } holds no certificate that can be read: it should have lines from BEGIN CERTIFICATE to END CERTIFICATE (PEM). Nothing was sent or changed; ask your admin for the company's certificate file.
connect-asking = Asking the server
connect-done = Connected to { $server }. Your customers come along.
connect-not-reached = The server did not answer as it should: { $what }. Nothing was changed; try again when you have a connection.
connect-which = You have several territories. Which one takes the customers of this book, and new ones? Its digit or Enter chooses; Esc goes back, and the code can still be used.
connect-which-left = Not connected: you have several territories, and it was left open which one takes the customers of this book. The code still holds; connect again.
connect-already = This book belongs to another user or company already ({ $what }). Nothing was changed; ask the admin for a code in your own name.
connect-demo = The customers in this book are the demo's, and those never mix with yours. Start a book of your own in an empty folder (--home DIR) and connect that one. Nothing was changed; the code still holds.
connect-bad-code = The code is wrong, was used, or is too old. Nothing was changed; compare it, or ask your admin for a new one.
connect-no-territory = Your admin has given you no territory yet. Nothing was changed, and the code still holds: ask for a territory and try again.
connect-plain = { $what } is plain http://: your customers, and the key to them, could be read and changed on the way. Use an https:// address; where the line is safe by itself (a VPN), join with `rounds enrol --plain-http`. Nothing was changed.
connect-no-address = There is no address to ask. Your admin gives it to you: it looks like https://rounds.your-company.com. Nothing was changed.
connect-not-an-address = “{ $what }” is no address of a server; one looks like https://rounds.your-company.com. Nothing was sent or changed; compare it with what your admin gave you.
connect-other-scheme = { $what } is no address for Rounds: one begins with https:// (http:// only on this laptop itself). Nothing was sent or changed; compare it with what your admin gave you.
connect-speaks-tls = The server at { $what } wants https:// at the front of its address, and http:// was asked. Nothing was changed; try again with https://.
connect-not-there = Somebody answers at { $what }, but Rounds is not there. Nothing was changed; look whether a part of the address is missing or too much. If it is right, the server is too old: tell your admin.
connect-later = The server at { $what } is busy. Nothing was changed, and the code still holds; try again in a minute.
connect-server-full = The disk of the server at { $what } is full, which only its admin can end: tell them. Nothing was changed, and the code still holds.
connect-offline = { $what } cannot be reached: { $cause }. Nothing was changed; look at the address, and try again when you have a connection.
connect-untrusted = The certificate of { $what } is not one that this laptop trusts. Nothing was sent or changed, and the code still holds. Where your company has an authority of its own, ask the admin for its file and name that here as the certificate file. Elsewhere somebody may be looking into the line: try another network.
setting-next-weekday = What "next Fri" means
setting-about-next-weekday = While this Friday is ahead. A log asks once and keeps it here.
next-weekday-ask = ask in the next log
next-weekday-week = of next week
next-weekday-coming = the coming one
