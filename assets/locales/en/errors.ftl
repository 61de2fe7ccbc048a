# Why something cannot be done: what happened, what is safe, what to do.
refusal-gone = That is not there any more; somebody else deleted it. Nothing was changed.
moved-away = { $name } went to another territory: somebody else has it now.
moved-away-where = { $name } is in the territory { $territory } now.
moved-away-who = { $name } is with { $who } now.
moved-away-to = { $name } is with { $who } ({ $territory }) now.
refusal-moved-away = { $said } Nothing was changed.
refusal-nothing = Nothing to change: it is like that already.
refusal-thinned = A part of what that did is no longer kept on this laptop, and half of it is not taken back. Nothing was changed. The company's server may still know all of it: try from the record's history (H) while there is a connection.
refusal-changed = { $field } was set by somebody else meanwhile. Nothing was overwritten; look at it and set it again.
refusal-changed-both = { $field } not overwritten: now "{ $theirs }", yours "{ $mine }". Save again for yours, or Esc.
refusal-changed-record = another record
refusal-value = { $field }: { $trouble }
refusal-look = The book on this laptop could not be read: { $cause }. Nothing was changed.

# What was typed does not fit the field.
misfit-choice = not one of the choices
misfit-date = not a date: try fri, +3d, 24 Nov or 2026-11-24
misfit-moment = not a time: try 14:30 or fri 10am
misfit-number = not a whole number
misfit-degrees = not a position: try 30.2741
misfit-flag = say yes or no
misfit-ref = nothing of this name
trouble-too-long = longer than this field holds

# A deed that does not fit the record's state.
refusal-visit-done = That visit is over; correct the log instead (e).
refusal-visit-open = You are there now: end the visit or log it first.
refusal-phoned-instead = That visit was phoned instead: correct the call.
refusal-not-logged = That visit is still to come: log it first.
refusal-not-planned = That visit is not planned any more.
refusal-shut-for-good = That customer is shut for good.
refusal-follow-up-closed = That follow-up is closed already.
refusal-follow-up-open = That follow-up is still open.
refusal-kept-by-office = The office looks after that; you cannot change it here.
refusal-unknown-field = A newer Rounds made that field; update to change it.
refusal-newer = Part of what that did was made by a newer Rounds, and half of it is not taken back. Nothing was changed; update to take it back.
refusal-conflict-decided = That was decided already.

# A value does not fit its field.
trouble-required = needed
trouble-kind = does not fit this field
trouble-choice = not one of the choices
trouble-negative = cannot be below zero
trouble-too-large = too much
trouble-date-far = too far off: check the year
trouble-past = that day is over
trouble-future = that day is still to come
trouble-ahead = that time is still to come
trouble-phone = not a phone number
trouble-email = not an e-mail address
trouble-latitude = between -90 and 90
trouble-longitude = between -180 and 180
trouble-half-a-place = latitude and longitude go together
trouble-ends-first = ends before it begins
trouble-too-much = { $n } is the most
trouble-needed = needed

# What went wrong with the book.
store-no-profile = There is no book in { $what } yet. Start `rounds` there, or say --home DIR.
store-profile-there = There is a book in { $what } already. Nothing was changed.
store-wrong-key = The key does not open { $what }. The file was not touched. Use the key it was made with, or `rounds key recover CODE`.
store-wrong-passphrase = That passphrase does not open the book. Nothing was changed; try again, or use the recovery code: `rounds key recover CODE`.
store-wrong-recovery-code = That is not this book's recovery code. Nothing was changed.
store-mistyped-recovery-code = The recovery code has a mistake in it; compare it with your note.
store-needs-passphrase = The book is locked by a passphrase. Set ROUNDS_PASSPHRASE, or start `rounds` in a terminal to be asked.
store-needs-key-file = The book's key is in a file. Say --key-file FILE or set ROUNDS_KEY_FILE.
store-no-keyring = No keyring answers here. Use a passphrase (ROUNDS_PASSPHRASE), --key-file FILE or, if you really mean it, --no-encryption.
store-keyring-shut = The keyring that has this book's key is locked or does not answer. The book is untouched: unlock the keyring and try again, or open the book with `rounds key recover CODE`.
store-key-gone = The keyring does not have this book's key any more. The book is untouched; `rounds key recover CODE` opens it.
store-bad-key-file = { $what } does not hold a key (64 hexadecimal digits). Nothing was changed.
store-foreign = { $what } is no book of Rounds: another program's file lies where the book should be. It was not touched, and what you have synced with a company is safe there. Move it away and put your book back in its place; if you have none, start in an empty folder (--home DIR) and connect again.
store-damaged = The book is damaged ({ $what }). It was left as it is. Put back the newest file from `backups`, or enrol again: what was synced comes back.
store-damaged-no-copy = The book is damaged ({ $what }). It was left as it is; keep it, for what was not synced yet is in it alone. Put back a copy of it if you have one; else start in an empty folder (--home DIR) and connect again: what was synced comes back.
store-lost = There was a book here, and its file is empty or gone: { $what }. Nothing was changed, so leave what lies beside it where it is. Put back a copy of the file if you have one; else start in an empty folder (--home DIR) and connect again: what was synced comes back.
store-newer = { $what } was written by a newer Rounds. It was not touched; update this one.
store-older = { $what } was written by an older Rounds and is not yet in this version's form. It was not touched; start `rounds` once where its folder may be written.
store-not-upgraded = { $what } could not be brought into this version's form. It is as it was, and a copy of it lies in `backups` beside it. Go on with the Rounds you had before, and tell whoever gave you this one.
store-upgraded = Book upgraded. A copy of it as it was: { $what }
store-read-only = { $what } cannot be written. Nothing was saved; look at the folder's permissions.
store-disk-full = The disk is full. This was not saved, all before it is safe; make room and try again.
store-busy = Another Rounds is writing just now. Nothing was lost; try again.
store-syncing = Another Rounds is syncing this book already; it does the work.
store-file = { $what } could not be read or written: { $cause }. Nothing was changed.
store-too-long = That is too long; a field holds at most { $what } bytes. It stays in the draft.
store-unknown = This version does not know that: { $what }. Update Rounds first.
store-refused = That cannot be done: { $what }
store-database = The book could not be read or written: { $cause }. Nothing of this was saved; all before it is safe.

# Why a sync did not go through.
sync-not-enrolled = This book belongs to no company's server yet: `rounds enrol URL CODE`.
sync-untrusted = The server's certificate is not one that this laptop trusts. Nothing was sent, and everything is safe here. A network that looks into the line shows such a certificate: try another one. So does a company's own authority: enrol with --ca FILE then, the file from your admin.
sync-untrusted-expired = The server's certificate ran out on { $day }. Nothing was sent, and everything is safe here. Look at this laptop's clock first; if it is right, ask your admin to renew the certificate.
sync-untrusted-not-yet = The server's certificate holds only from { $day } on. Nothing was sent, and everything is safe here. Look at this laptop's clock first; if it is right, ask your admin for a certificate that holds now.
sync-untrusted-name = The server's certificate is for { $what }, not for this address. Nothing was sent, and everything is safe here. Use an address with such a name, or ask your admin for a certificate with this one.
sync-untrusted-no-name = The server's certificate names no address (subjectAltName), so it can be anybody's. Nothing was sent, and everything is safe here. Ask your admin for one that names this address.
sync-untrusted-own-word = The server vouches for itself: its certificate is self-signed. Nothing was sent, and everything is safe here. Ask your admin for the file of exactly that certificate, and name it as the certificate file (`rounds enrol --ca FILE`).
sync-offline = No connection just now: { $cause }. Everything is safe on this laptop and goes by itself when there is one.
sync-captive = A web page answered instead of the company's server: the network may want you to sign in first. Everything is safe on this laptop and goes by itself once the server answers.
sync-refused = The server does not know this laptop any more. Everything is safe here; ask the admin for a new code, then `rounds enrol --again URL CODE`.
sync-refused-here = The server does not know this laptop any more. Everything is safe here; ask the admin for a new code and enter it in Settings, Connect to my company.
sync-later = The server is busy and asks to come again; that goes by itself. Everything is safe on this laptop.
sync-server-trouble = Something went wrong on the company's server ({ $what }). Everything is safe on this laptop and goes by itself once that is put right; if it stays so, tell the admin.
sync-server-full = The disk of the company's server is full, which only its admin can end: tell them. Everything is safe on this laptop, and goes by itself once there is room.
sync-too-large = Something on the way takes no message of this size, not even the smallest. Everything is safe here; tell the admin.
sync-server-too-old = The server is older than this Rounds. Everything is safe here; tell the admin to update it.
sync-too-old = This Rounds is too old for the server. What waited was handed over; update Rounds.
sync-revoked = The admin has taken this laptop away. What waited was handed over; the book on this laptop was wiped.
sync-left = Your company's server has you down as no longer working there, so it gives this laptop nothing. Nothing here is lost: what you had not sent yet, it takes. If that is wrong, ask the admin to set you back.
sync-malformed = The server's answer could not be understood ({ $what }). Nothing was lost; if it happens again, tell the admin.
sync-store = The book could not be read or written ({ $what }). What was saved before is safe; try again.

# Bundles: a sync by a file
bundle-no-file = { $what } cannot be read or written: { $cause }. Nothing was taken or sent.
bundle-not-a-bundle = This file is no bundle of Rounds.
bundle-newer = A newer Rounds made this bundle. Update this Rounds, then take it again.
bundle-cut-off = The end of this bundle is missing: it was not copied whole. Nothing was taken; copy it again.
bundle-damaged = This bundle was changed on its way, or was not written by who it says. Nothing was taken; ask for it again.
bundle-foreign = This bundle is for another company or another laptop. Nothing was taken.
bundle-other-way = This bundle goes the other way: a laptop's belongs on the server, the server's on its laptop.
bundle-elsewhere = This book has moved on since that bundle was made. Nothing was taken and nothing is lost; ask for a new one.
bundle-no-server = This bundle is for the company's server, and there is none in { $what }. On the server's own computer say --home DIR.
bundle-which-laptop = No single laptop is called { $name }. There are:
  { $what }
refusal-not-held = That visit did not take place; nothing was done at it.

# Why the system would not: after a colon, so without a capital and a full stop.
cause-full = the disk is full
cause-read-only = it can only be read, not written
cause-forbidden = you have no right to it
cause-missing = there is no such file or folder
cause-there = there is one of this name already
cause-not-a-folder = a part of the path is a file, not a folder
cause-a-folder = it is a folder, not a file
cause-bad-name = no file can have such a name
cause-in-use = another program is using it
cause-too-many-open = too many files are open; close other programs
cause-too-large = it is too large
cause-cut-off = it ends too early
cause-not-text = it is no UTF-8 text
cause-disk = the disk itself fails; copy what you can to another
cause-no-memory = there is no memory left
cause-refused = no server is running at that address
cause-no-such-host = no computer of that name can be found
cause-no-route = no network leads there
cause-timed-out = no answer came in time
cause-broken = the connection broke off
cause-untrusted = its certificate cannot be trusted; ask the admin
cause-no-safe-line = no safe line could be agreed on; look whether the address begins with https or http
cause-not-an-address = that is no address of a server
cause-address-taken = another program listens there already
cause-unsupported = this system cannot do it
cause-other = a trouble of the system ({ $what })
