# What stands on the screens.

# Forms.
form-new = New: { $entity }
form-edit = { $name }
form-empty = empty
form-alike = ! Already there? { $name }, { $place }
form-not-yet = Not saved yet: one field needs another look. What you typed is kept.
form-draft-kept = Kept as a draft: open it again to go on.
form-draft-restored = Here is what you had typed before.
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
setting-about-cadence = A customer who is due sooner has his own figure on his page. Never: not proposed.

# Ways to begin.
begin-demo = Try the demo
begin-about-demo = A made-up city with two years of visits, kept apart from your customers.
begin-import = Import my customers
begin-about-import = From Excel, CSV or address cards; nothing happens before you have seen it.
begin-connect = Connect to my company
begin-about-connect = With the address and the code that your admin gave you. Your customers come along.
