# What the command line prints (its help is English).

# The first start, and opening the book.
cli-passphrase = Passphrase:
cli-passphrase-new = New passphrase:
cli-passphrase-again = Once more:
cli-passphrase-empty = An empty passphrase locks nothing: choose one.
cli-passphrase-differs = The two are not the same: try again.
cli-passphrase-no-text = ROUNDS_PASSPHRASE is set, but it is no UTF-8 text. The book was not opened, and nothing was changed; set it again.
cli-not-opened = The book was not opened. Nothing was changed.
cli-no-keyring = This system has no keyring that answers: lock your book with a passphrase.
cli-not-encrypted = Not encrypted: whoever has this laptop can read your customers.
cli-begun-meanwhile = Another window has just begun this book. It opens with the key that was chosen there.
cli-recovery-code = Your recovery code. Write it on paper: it opens your book when all else is lost.
cli-recovery-back = Type it back, to be sure (Enter skips):
cli-recovery-right = Right. Keep it away from the laptop.
cli-recovery-wrong = { $left ->
    [0] That is not it.
    [one] That is not it; look once more. 1 try is left.
   *[other] That is not it; look once more. { $left } tries are left.
}
cli-recovery-skipped = Skipped. Without it a lost key means enrolling again: what was synced comes back, what was not is gone. `rounds key recover` takes the code.
cli-recovery-code-now = Recovery code (Enter leaves):
cli-key-put-back = Opened. The key is in the keyring again.
cli-draft-not-kept = This could not be written to the disk. Copy it from here; all before it is safe:
cli-first-welcome = Welcome to Rounds. Your customers are kept on this laptop, encrypted. How shall the key be kept?
cli-first-keyring = In the system's keyring: opens without a question while you are logged in
cli-first-passphrase = By a passphrase: asked each time
cli-first-open = No encryption: whoever has the laptop can read it
cli-first-choice = 1, 2 or 3 (Enter is 1):
cli-first-none = “{ $what }” is none of these: type 1, 2 or 3.

# Records on the command line.
cli-not-an-id = { $what } is not an id; `rounds list` and `rounds search` show them.
cli-no-customer = No customer fits “{ $what }”.
cli-perhaps-customer = “{ $what }” is too little to be sure of this one; say more of the name, or the id:
cli-several-customers = Several customers fit “{ $what }”; say more of the name, or the id:
cli-not-found = { $what } is not there.
cli-no-equals = { $what }: write it as field=value.
cli-no-field = { $entity } has no field { $what }. It has: { $known }
cli-no-entity = { $what } is no kind of record. There are: { $known }
cli-nothing-to-undo = There is nothing to take back.
cli-nothing-to-redo = There is nothing to do again.
cli-taken-back = Taken back: { $what }
cli-done-again = Done again: { $what }
cli-no-hit = Nothing found for “{ $what }”.

# rounds today.
cli-today-visits = Visits
cli-today-promises = Promises
cli-today-who-next = Who next
cli-today-unfiled = Unfiled
cli-sync-alone = on this laptop only
cli-sync-offline = { $n ->
    [0] offline since { $since }, nothing waits
    [one] offline since { $since }, 1 waits
   *[other] offline since { $since }, { $n } wait
}
cli-sync-needs-you = { $n ->
    [one] 1 needs you
   *[other] { $n } need you
}
cli-sync-waiting = { $n ->
    [one] 1 waits to be sent
   *[other] { $n } wait to be sent
}
cli-sync-up-to-date = up to date, { $when }
cli-sync-never = not synced yet

# Plans, conflicts, status.
cli-no-date = “{ $what }” is no date I understand: try fri, +3d, 24 Nov 10:00 or 2026-11-24.
cli-no-conflicts = Nothing was changed on both sides.
cli-lost-elsewhere = Yours, and lost to whoever has it now; it is kept there, for them to decide:
cli-conflict-won = stands
cli-conflict-until-then = until then
cli-conflict-lost = lost
cli-conflict-base = before
cli-conflicts-open = { $n } to decide: `rounds conflicts --keep ID` or `--bring-back ID`.
cli-status-home = Book
cli-status-key = Key
cli-status-key-keyring = in the system's keyring
cli-status-key-passphrase = by a passphrase
cli-status-key-file = in a key file
cli-status-key-none = not encrypted
cli-status-accounts = Customers
cli-status-server = Server
cli-status-sync = Sync

# Opening and leaving the terminal.
cli-no-terminal = This is no terminal. `rounds --help` lists the commands that work without one.
cli-left-waiting = { $n ->
    [one] 1 waits on this laptop; it goes when Rounds is next open with a connection.
   *[other] { $n } wait on this laptop; they go when Rounds is next open with a connection.
}

# Keys.
cli-key-passphrase-set = The book is locked by the passphrase from now on.
cli-key-recovered = Opened. The book is locked by the new passphrase; the recovery code still holds.

# Enrolment and sync.
cli-enrolled = Enrolled at { $what }. `rounds sync` sends what is in this book and takes what is there.
cli-enrolled-territory = The customers of this book go into { $what }.
cli-which-territory = You have several territories. Into which do the customers of this book go? (number, Enter leaves all as it is)
cli-enrolled-already = This book belongs to { $what } already. `--again` renews it; for another company use another --home.
cli-enrol-ca = { $what } holds no certificate that can be read. A file for --ca has lines from BEGIN CERTIFICATE to END CERTIFICATE (PEM). Nothing was sent.
cli-enrol-ca-unreadable = { $what }, the file for --ca, cannot be read: { $cause }. Nothing was sent and nothing was changed; name the file with your company's certificates once more.
cli-enrol-which = You have several territories: { $all }. Say --territory NAME, into which the customers of this book go. Nothing was changed; the code still holds.
cli-enrol-no-such-territory = You have no territory “{ $what }”. Yours are: { $all }. Nothing was changed; the code still holds.
cli-sync-waits = { $n ->
    [0] Nothing waits to be sent. It is tried again by itself; Ctrl-C ends the waiting.
    [one] 1 waits to be sent. It is tried again by itself; Ctrl-C ends the waiting, and nothing is lost.
   *[other] { $n } wait to be sent. It is tried again by itself; Ctrl-C ends the waiting, and nothing is lost.
}
cli-sync-differs = The two sides do not hold the same. Nothing is lost; sync again to heal it.
cli-receipt-same = { $up } up, { $down } down, both sides the same: { $records } values. { $rounds ->
    [one] 1 round trip
   *[other] { $rounds } round trips
  }, { $bytes } bytes, { $millis } ms.
cli-receipt-differs = { $up } up, { $down } down, the two sides differ ({ $records } values here). { $rounds ->
    [one] 1 round trip
   *[other] { $rounds } round trips
  }, { $bytes } bytes, { $millis } ms.
server-failed = The server's data could not be read or written ({ $what }): { $cause }. Nothing of this was kept; all before it is safe.
server-full = The disk with { $what } is full. Nothing of this was kept; all before it is safe. Make room on that disk, then do it again.
server-foreign = { $what } is no server's database of Rounds. It was not touched; say --home with the server's folder.
server-damaged = { $what } is damaged. It was left as it is. Put back the newest backup of the server's folder; the laptops bring back what came since.
server-other-version = { $what } was written by another version of Rounds. It was not touched; use the version that wrote it, or a newer one.
server-not-upgraded = { $what } could not be brought into this version's form. It is as it was, and a copy of it lies in `backups` beside it. Start the Rounds you had before, and tell whoever gave you this one.
server-upgraded = The company's data was upgraded. A copy of it as it was: { $what }
server-malformed = The request cannot be understood. Nothing was changed.
server-bad-code = The code is wrong, was used, or is too old. Make a new one: rounds admin code NAME
server-left = { $what } has left and gets no laptop. Nothing was changed; if { $what } is back, say so first: rounds admin user set "{ $what }" --back
server-taken = There is one named { $what } already. Nothing was changed; take another name.
server-unknown = There is none named { $what }. Nothing was changed; `rounds admin … list` shows all.
server-lacks = A file of { $what } is still being made. Nothing was changed; try again in a moment.
server-record-damaged = The record { $what } on the server cannot be read. Nothing was changed; `rounds fsck` in the server's folder names all that is damaged.
server-no-home = The server's folder { $what } cannot be used: { $cause }. Nothing was changed; say --home with a folder that may be written.
server-no-address = The server cannot listen at { $what }: { $cause }. Nothing was changed; say another --listen, or end what listens there.
server-tls-unreadable = { $what } cannot be read: { $cause }. The server was not started; say --tls-cert and --tls-key with files that it may read.
server-tls-no-certificate = There is no certificate in { $what } (PEM: BEGIN CERTIFICATE). The server was not started.
server-tls-no-key = There is no private key in { $what } (PEM: BEGIN PRIVATE KEY); one with a passphrase cannot be used. The server was not started.
server-tls-other-key = { $what } is not the key of that certificate. The server was not started; say both files of one pair.
server-tls-bad = The certificate { $what } cannot be used: { $cause }. The server was not started.
server-plain = This line is not encrypted: whoever is on it reads all customers and the laptops' keys. Say --tls-cert and --tls-key, or put a proxy that speaks TLS before it (nginx, Caddy) and let it alone reach this address; then enrol with the https:// address.
admin-territory-made = Territory { $name } is made.
admin-user-made = { $name } is made, { $role }{ $n ->
    [0] {""}, in no territory yet
   *[other] {""} of { $all }
  }. Next: rounds admin code "{ $name }"
admin-visit-type-made = { $name } is made, { $n ->
    [one] 1 step
   *[other] { $n } steps
  }. Every laptop has it after its next sync.
admin-no-role = --role: { $what } is none of { $all }. Nothing was changed.
admin-which = Several are named { $what }; say which by its id: { $all }. Nothing was changed.
admin-nothing-asked = Nothing waits to be decided here.
admin-not-there = not there
admin-asked = { $n ->
    [one] 1 waits: laptops had it before this server was restored. --bring-back ID takes it, --keep ID leaves it; `all` for all.
   *[other] { $n } wait: laptops had them before this server was restored. --bring-back ID takes one, --keep ID leaves it; `all` for all.
}

# rounds demo.
cli-demo-ready = The demo is ready. It lives in a folder of its own; S in it shows a true sync.
cli-demo-needs-home = Name a new folder: --prepare needs --home DIR. The demo's customers never mix with yours.
cli-demo-not-new = There is a book in { $what } already; the demo's customers never mix with it. Name a new folder.
cli-demo-prepared = { $count } records are in { $what }. Open them: rounds --home { $what }
cli-demo-check-purpose = trial of the small unit
cli-demo-check-note = met the buyer, wants it in writing
cli-demo-check-promise = send the quote
cli-demo-check-industry = Kept by the colleague
cli-demo-check-today = Today ({ $day }): { $accounts } customers, { $visits } visits, { $late } promises late. Who next names five.
cli-demo-check-planned = Planned a visit: { $customer }, { $day }.
cli-demo-check-logged = Logged a visit: { $customer }, “{ $note }”; follow-up “{ $promise }”, { $day }. It is in today, and who next asks for the customer no more.
cli-demo-check-undo = Took the log back, and did it again.
cli-demo-check-edits = Without a connection: you set the website of { $customer }; the colleague, elsewhere, its industry (“{ $industry }”).
cli-demo-check-synced = Synced both laptops: yours { $up } up, { $down } down; the colleague's { $theirs } up, { $to-them } down. Both sides hold the same.
cli-demo-check-merged = Website and industry were merged by themselves, on both laptops.
cli-demo-check-conflict = The opening hours you had both changed: “{ $won }” stands, “{ $lost }” is kept beside it, and both laptops show the question.
cli-demo-check-decided = You brought back the value that lost: it stands on both laptops now, and no question is open.
cli-demo-check-receipt = Receipt: { $records } values, counted and summed on both sides, the same; { $bytes } bytes.
cli-demo-check-well = All as it should be.

# rounds fsck.
cli-fsck-record = damaged
cli-fsck-figures = totals were off, counted anew
cli-fsck-unlogged = differs from the change that wrote it
cli-fsck-file = the file
cli-fsck-indexes = { $n ->
    [one] One table
   *[other] { $n } tables
} had an index that no longer matched its rows. It was built anew; nothing was lost by it.
cli-fsck-stray = in no territory of the company, never sent
cli-fsck-strays = { $records } records counted. What is named here came neither from you nor from the company (from a demo, say) and is never sent. What is yours is safe. To be rid of it: `rounds sync`, then start in an empty folder (--home DIR) and connect again.
cli-fsck-counted = { $n } figures that are kept for speed were wrong and were counted anew.
cli-fsck-well = { $records } records counted: all as they were kept.
cli-fsck-alone = { $records } records: the file and the figures kept of them are whole. There are no sums to hold the values against before this book is connected to a company.
cli-fsck-heals = { $records } records counted. What is damaged here, the next sync brings right from the other side; nothing else is touched.
cli-fsck-file-broken = The file itself is damaged, more than Rounds can put right. Keep a copy of the folder: what was not synced yet is in it alone. Try `rounds sync`; if that will not go through, start in an empty folder (--home DIR) and connect again: what was synced comes back.
cli-fsck-server-broken = The server's file itself is damaged. Keep a copy of its folder, then put back its newest backup; the laptops bring back what came since.
cli-bundle-out = { $n ->
    [0] Nothing waits; { $file } asks for what is new.
    [one] One change is in { $file }. It still waits here until the server's answer comes.
   *[other] { $n } changes are in { $file }. They still wait here until the server's answer comes.
}
cli-bundle-brought = Taken: { $arrived } from others, { $settled } of your own settled.
cli-bundle-known = All of this bundle was here already.
cli-bundle-taken = Taken from { $laptop }: { $n } of { $all } changes are new.
cli-bundle-taken-before = All { $all } changes of this bundle of { $laptop } were known already. Nothing was taken twice.
cli-bundle-unknown = This server was restored from a backup and does not know where { $laptop } is. Nothing was taken yet: write the answer (--answer), take it on the laptop, and make a new bundle there.
cli-bundle-answer = The answer for { $laptop } is in { $file }.

# rounds parked.
cli-parked-none = Everything was taken.
cli-parked-how = `rounds parked --again ID`, with `--set field=value` to set it right, or `--withdraw ID`.
plain-begin = Say help for what can be said.
plain-ask = >
plain-what = What happened?
plain-unknown = That is not understood. Say help.
plain-visits = Visits today: { $n }.
plain-promises = Promises: { $n }.
plain-no-next = Nobody is next.
plain-which = Say the number of a visit or a promise from today: done 2, or skip 2 and why.
plain-which-when = Say the number and the date: move 2 fri.
plain-word-today = today
plain-word-next = next
plain-word-brief = brief
plain-word-log = log
plain-word-done = done
plain-word-move = move
plain-word-not-done = skip
plain-word-close = close
plain-word-sync = sync
plain-word-undo = undo
plain-word-help = help
plain-word-quit = quit
plain-about-today = the day, each visit and promise with a number
plain-about-next = who is next, and what to read before the door
plain-about-brief = what to read before a door: brief, and a number or a name
plain-about-log = log a visit or a call in one line
plain-about-done = done: a number from today
plain-about-move = another date: move, a number from today, and the date
plain-about-not-done = it did not take place, or will not be done: skip, a number from today, and why
plain-about-close = close the day: what is still open, and the day's report
plain-about-sync = send and fetch what changed
plain-about-undo = take the last act back
plain-about-help = these words
plain-about-quit = leave
cli-setting-unknown = There is no setting { $what }. `rounds settings` lists them.
settings-broken = { $file }, line { $line }: { $what }. Nothing was changed. Mend the line, or move the file away to begin with the usual settings.
settings-wrong = { $name }: { $what }. Nothing was changed.
settings-number = a number from { $least } to { $most } belongs there
settings-choice = one of these belongs there: { $all }
settings-unknown = there is no “{ $what }”
settings-kind = another kind of value belongs there (a number without quotes, a text in quotes, true or false)
settings-form = it is not written as name = value, with texts in quotes
cli-unreadable = { $what } cannot be read: { $cause }. Nothing was changed. Save it as UTF-8 text that you may read, or move it away to begin with the usual settings.
cli-next-none = Nobody is due, and nothing is promised.

# A command line that does not fit.
usage-unknown = There is no { $what } here.
usage-no-command = There is no command “{ $what }”.
usage-no-value = { $what } needs a value.
usage-value = “{ $value }” does not fit { $what }.
usage-twice = { $what } is given twice.
usage-together = { $one } and { $other } do not go together.
usage-missing = This is missing: { $what }
usage-which-command = A command is missing.
usage-no-text = A word of this line is no readable text (UTF-8). Nothing was changed; type it again, or keep the lines in a file that is saved as UTF-8.
usage-wrong = Something in this line is wrong.
usage-valid = What fits: { $list }
usage-near = Did you mean { $list }?
usage-form = Like this: { $form }
usage-help = More with --help.
cli-now-wrong = ROUNDS_NOW: { $what } is no time as RFC 3339 writes it, such as 2026-11-24T10:42:00+08:00.
cli-sync-decide = All is exchanged. { $n } to decide: `rounds conflicts` and `rounds parked` show what.
cli-several-named = Several are called { $what }. Say which by its id: { $ids }
set-by-me = me
set-by-company = company
set-by-nobody = usual
cli-settings-not-written = { $what } cannot be written: { $cause }. Nothing was changed.
