# Sync, receipts, and what was changed on both sides.

# The Sync screen.
sync-conflicts = Changed on both sides
sync-parked = The server could not take these; they are kept here
sync-waiting-head = To be sent
sync-receipts = Receipts
sync-arrived = Arrived
sync-lost-elsewhere = Yours, and lost to whoever has it now
lost-elsewhere = { $name }: { $field } “{ $value }” did not stand.
sync-to-complete = To complete
sync-incidents = Found damaged on this disk
incident-open = damaged; the next sync puts it right
incident-healed = was damaged; put right { $when }
incident-figures = the running totals were off and were counted anew
sync-record-itself = the whole record
sync-how-to-connect = Everything is kept on this laptop. To work with your company: Settings, Connect.
sync-server = { $server }, as { $user }
sync-server-last = { $server }, as { $user }; last at { $last }
sync-offline-last = No connection since { $since }; last sync { $last }. What waits goes by itself.
sync-offline-never = No connection since { $since }. What waits goes by itself.
sync-nothing = Nothing waits, nothing to decide.
receipt-figures = { $up } up, { $down } down, { $bytes }, { $seconds } s
receipt-all-figures = { $when }: { $up ->
    [one] 1 change
   *[other] { $up } changes
} up, { $down } down; { $sent } sent, { $received } received, in { $rounds ->
    [one] 1 round
   *[other] { $rounds } rounds
}, { $seconds } s
receipt-same = both sides hold the same
receipt-differs = sides differ: nothing lost, being put right
receipt-here = on this laptop
receipt-there = on the server
title-receipt = Sync receipt

# One field, changed on both sides.
decide-before = Before: { $value }
decide-neither-knew = Neither had seen what the other set.
decide-rule = Shown now because: { $rule }
decide-until-then = Shown until then: { $value }   { $who }  { $when }
decide-by-disk = made by a damaged disk, set by nobody
decide-keep = keep what is shown
decide-bring-back = take the other
decide-other = something else
decide-other-label = Instead
decide-still-there = still there, changed
decide-was-decided = That was decided already.
decide-mine = { $who } (you)
decide-mine-here = { $who } (you, this laptop)
decide-mine-elsewhere = { $who } (you, another laptop)
decide-several = { $n } changed on both sides
decide-several-keys = 1 keep what is shown, all   2 the other, all   Enter one by one   Esc later

# The state of sync, in the head line.
head-alone = on this laptop
head-not-yet = not synced yet
head-up-to-date = up to date { $when }
head-waiting = { $n } to send
head-offline = offline since { $since }
stream-global = The company's
stream-user = Mine alone
stream-territory = Territory
head-offline-narrow = { $n ->
    [one] offline, 1 waits
   *[other] offline, { $n } wait
}
head-offline-waiting = { $n ->
    [one] offline since { $since }, 1 waits
   *[other] offline since { $since }, { $n } wait
}
head-working = syncing
head-sending = sending { $n }
head-getting = getting { $left } records
head-getting-seconds = getting { $left } records, { $seconds } s
by-itself-last = No connection; last sync { $last }. { $n ->
    [0] Nothing waits, and it goes on by itself.
    [one] 1 waits and goes by itself.
   *[other] { $n } wait and go by themselves.
}
by-itself-never = No connection yet. { $n ->
    [0] Nothing waits, and it goes on by itself.
    [one] 1 waits and goes by itself.
   *[other] { $n } wait and go by themselves.
}
head-captive = the network wants you to sign in first
head-refused = the server does not know this laptop: rounds enrol --again
head-left = the company has you down as having left: ask the admin
clock-wrong = clock wrong? at the company { $when }
clock-behind = clock wrong? this book was last used { $when }
head-needs-you = { $n ->
    [one] 1 needs you
   *[other] { $n } need you
}

# What the server could not take.
parked-title = The server could not take this
parked-not-allowed = You are not allowed to change that. Your manager sees it and can accept it; or correct it and send it again.
parked-too-long = A text in it is longer than its field takes. Shorten it and send it again.
parked-depends = It builds upon something else that could not be taken. It goes along when that goes.
parked-malformed = Something in it cannot be read by the server. Set it right and send it again, or give it up.
parked-not-allowed-short = not allowed there
parked-too-long-short = a text is too long
parked-depends-short = waits for another
parked-malformed-short = cannot be read
parked-again = send again
parked-withdraw = give it up
parked-write = change the value
parked-leave-out = leave this one out
parked-left-out = left as the company has it: { $value }
parked-keep = keep this value
parked-more = and { $n } more

# A sync by a file.
sync-by-file = Without a network
bundle-out-title = Out to a file
bundle-in-title = In from a file
bundle-out-hint = All that waits goes into this file, sealed for your company's server alone. Carry it there on a stick, or send it by any way: nobody else can read or change it. Tab completes the path.
bundle-in-hint = The file that the company's server wrote for this laptop. Tab completes the path.
bundle-carrying = one moment
bundle-out-done = { $n ->
    [0] Nothing waits. { $file } ({ $size }) asks for what is new.
    [one] 1 change is in { $file } ({ $size }).
   *[other] { $n } changes are in { $file } ({ $size }).
}
bundle-out-still = What is in it still waits here and also goes by itself as soon as there is a connection. That it arrives twice does no harm.
bundle-out-next = Next, on the server: rounds bundle in FILE --answer BACK. Then bring BACK here.
bundle-in-done = Taken from { $file }: { $arrived } from others, { $settled } of your own are settled.
bundle-in-known = All that is in { $file } was here already. Nothing was taken twice.
bundle-in-waits = { $n ->
    [0] Nothing waits any more.
    [one] 1 change still waits.
   *[other] { $n } changes still wait.
}
bundle-there = There is another file of this name ({ $what }). Nothing was written; choose another name.
bundle-syncing = A sync is under way. Try again in a moment.
