# Importing: the preview, and what was noticed in a file. A line number stands before each trouble.
import-file = { $name }: { $rows ->
    [one] 1 row
   *[other] { $rows } rows
  }, { $how }
import-cards-file = { $name }: { $rows ->
    [one] 1 address card
   *[other] { $rows } address cards
  }
import-column = Column
import-becomes = Becomes
import-examples = Examples
import-notes = Notes
import-left-out = not taken: { $why }
left-out-empty = empty
left-out-bookkeeping = the other program's own bookkeeping
left-out-same = the same in every row
left-out-differs = differs from row to row of one customer
left-out-asked = as you said
import-counts = { $customers ->
    [one] 1 customer
   *[other] { $customers } customers
  }: { $new } new, { $updated } changed, { $unchanged } as before
import-counts-contacts = Contacts: { $new } new, { $updated } changed
import-counts-history = From their history: { $visits ->
    [one] 1 visit
   *[other] { $visits } visits
}, { $follow_ups ->
    [one] 1 follow-up
   *[other] { $follow_ups } follow-ups
}
import-not-taken = { $count ->
    [one] 1 row is not taken
   *[other] { $count } rows are not taken
  }
import-overwrites = { $count ->
    [one] 1 value would be replaced
   *[other] { $count } values would be replaced
  }
import-overwrite = { $name }, { $field }: { $old } → { $new }
import-additions = { $count ->
    [one] 1 value comes beside one that you have
   *[other] { $count } values come beside those that you have
  }
import-addition = { $name }, { $field }: { $old } + { $new }
import-corrected = { $count ->
    [one] 1 value stays as you have set it since the last import
   *[other] { $count } values stay as you have set them since the last import
  }
import-corrected-one = { $name }, { $field }: { $old }, in the file still { $new }
import-corrected-empty = { $name }, { $field }: empty, in the file still { $new }
import-look-alikes = { $count ->
    [one] 1 customer looks like another
   *[other] { $count } customers look like others
  }
import-look-alike = { $name } looks like { $other } ({ $shared })
import-look-alike-place = { $name } looks like { $other }, { $place } ({ $shared })
import-look-alike-line = { $name } looks like { $other } on line { $line } ({ $shared })
import-deleted = { $count ->
    [one] One was deleted here and stays away
   *[other] { $count } were deleted here and stay away
  }
import-deleted-one = { $name } was deleted here
import-troubles = Noticed
import-line = line { $line }
import-more = and { $count } more
import-nothing-new = Nothing to import: { $count ->
    [0] the file names no customer.
    [one] its 1 customer is here as in the file.
   *[other] all { $count } customers are here as they are in the file.
}
import-nothing-but-yours = Nothing to import: { $count ->
    [one] its 1 customer is here,
   *[other] all { $count } customers are here,
} and what you have set since stays.
import-done = Imported { $name }: { $new ->
    [one] 1 new customer
   *[other] { $new } new customers
}, { $updated } changed. One undo takes it all back.
import-anew = A customer of the file was changed meanwhile; nothing was imported. This is the preview anew: Enter imports.
import-meanwhile = While the file was read, a customer of it was changed or deleted. Nothing was imported; the same command again shows the preview anew.
import-unjoined = { $count ->
    [one] 1 of them looks like another
   *[other] { $count } of them look like others
  }: rounds merge lists the pairs and joins two.
import-dry = Nothing was changed: this was a look ahead.
import-asks = Nothing was changed: { $count ->
    [one] 1 value that you have
   *[other] { $count } values that you have
  } would be replaced. Look at the list, then say --yes to replace, or --keep to fill only what is empty.
import-no-name = Nothing was changed: no column is known to hold the customers' names. Say which it is: --map '{ $column }=account.name'
import-report-written = The report is in { $file }.
error-import-report-source = The report would replace the file that is being imported ({ $name }). Nothing was written; choose another name.
# The screen.
import-near = The newest files: arrows choose, Enter takes
import-path-hint = Type or paste where the file lies, or drag it here; Tab completes. Excel, CSV and address cards are read. Enter shows what would happen.
import-reading = Reading the file…
import-doing = Importing…
import-keys = Enter imports   { $edit } changes what a column becomes   Tab next part   Esc leaves
import-keys-unnamed = Enter chooses what the column becomes   Esc leaves
import-which-name = No column is known to hold the customers' names: go to it and press { $edit }.
import-choose-sheet = Sheet
import-choose-overwrite = Values of yours that the file would change
import-replaced = replaced
import-kept = kept
import-choose-alike = Customers that look like others
import-alike-taken = imported anyway
import-alike-left = not taken
import-alike-joined = the same: each is the one it looks like
import-alike-each = decided one by one
alike-own = new customer
alike-this = the same
alike-another = the same as another
alike-left = not taken
import-look-alike-decided = { $what }: { $becomes }
import-keys-alike = 1 new customer   2 the same   3 not taken   Enter imports   Esc leaves
import-how-to-decide = One by one: --decide '12=same,15=new,18=leave'. For all: --join-look-alikes or --leave-look-alikes.
import-how-to-choose-sheet = Another sheet: --sheet NAME.
import-target-title = { $column } becomes
import-done-left = { $new } new, { $updated } changed, { $left } not taken: { $file }
import-done-noticed = { $new } new, { $updated } changed. What was noticed: { $file }
import-not-reported = Imported; but the report could not be written to { $what } ({ $cause }).
shared-id = same record of one program
shared-phone = same number
shared-name = similar name
shared-address = same address
shared-website = same website
shared-email = same e-mail address
shared-contact = same contact
flaw-choice = { $heading }: "{ $text }" is none of the choices; it is in the notes
flaw-date = { $heading }: "{ $text }" is not a date; it is in the notes
flaw-number = { $heading }: "{ $text }" is not a whole number; it is in the notes
flaw-degrees = { $heading }: "{ $text }" is not a position; it is in the notes
flaw-phone = { $heading }: "{ $text }" is not a telephone number; it is in the notes
flaw-rounded = { $heading }: a spreadsheet has rounded the number "{ $text }"; export it again with the column as text
flaw-email = { $heading }: "{ $text }" is not an e-mail address; it is in the notes
flaw-too-long = { $heading }: too long, shortened; the whole text is in the notes
flaw-notes-too-long = the notes are too long; what did not fit: { $text }
trouble-deals = these look like deals, not customers: each name would become a customer
trouble-no-name = not taken: no customer is named
trouble-own-customer = no company on the card: { $name } becomes a customer
trouble-unknown-customer = not taken: it belongs to the customer with the id { $id }, who is not here; import the customers first
trouble-deleted = not taken: { $name } was deleted here
trouble-deleted-contact = the contact { $name } was deleted here and is not taken again
trouble-looks-like = not taken: looks like { $name }
trouble-uncertain-dates = { $heading }: the dates can be read in two ways; they were read with the day first
trouble-future-visit = the last visit lies in the future ({ $day }); it is in the notes
trouble-old-follow-up = the next step was due on { $day }, long ago; it is in the notes
trouble-same-id = the id { $id } is that of { $known } here, who has nothing else in common; a new customer was made
named-owner = { $heading }: { $count ->
    [one] 1 customer is { $text }'s
   *[other] { $count } customers are { $text }'s
}
named-no-user = { $heading }: no user is called { $text }; { $count ->
    [one] 1 customer is yours, the name is in the notes
   *[other] { $count } customers are yours, the name is in the notes
}
named-territory = { $heading }: { $count ->
    [one] 1 customer goes into { $text }
   *[other] { $count } customers go into { $text }
}
named-no-territory = { $heading }: there is no territory { $text }; { $count ->
    [one] 1 customer goes into yours, the name is in the notes
   *[other] { $count } customers go into yours, the name is in the notes
}
named-not-mine = { $heading }: { $text } is not your territory; { $count ->
    [one] 1 customer goes into yours, the name is in the notes
   *[other] { $count } customers go into yours, the name is in the notes
}
named-stays = { $heading }: the file says { $text }; { $count ->
    [one] 1 customer that is here already stays where it is
   *[other] { $count } customers that are here already stay where they are
}
error-import-decide = "{ $text }" does not say LINE=new, LINE=same or LINE=leave.
trouble-short-row = { $found } cells instead of { $expected }; the others are empty
trouble-long-row = { $found } cells instead of { $expected }; those behind the last heading are in the notes
trouble-open-quote = a quotation mark is opened and never closed; from here on each line was read as a row
trouble-replaced = { $count ->
    [one] 1 character could not be read
   *[other] { $count } characters could not be read
  } and stand as �
trouble-title = above the headings: { $text }
trouble-no-header = no headings were found; the columns are named by their numbers
trouble-cell-error = column { $column } holds the spreadsheet's error { $text }
trouble-not-reckoned = column { $column } holds a formula without its result; open the file in a spreadsheet, save it and import it again
trouble-other-sheet = there is also the sheet "{ $name }"
trouble-open-card = the address card does not end; what was there was read
trouble-outside-cards = { $count ->
    [one] 1 line stands outside the cards
   *[other] { $count } lines stand outside the cards
  }
trouble-card-part = not taken: { $property } (a picture, a sound or a key)
error-import-open = { $what } could not be opened: { $cause }
error-import-empty = { $name } is empty.
error-import-not-a-table = { $name } is not a list of customers; it looks like { $looks_like }. Rounds reads CSV, XLSX, XLS and vCard.
error-import-web-page = { $name } is a web page under the name of a workbook. Open it in a spreadsheet and save it as .xlsx.
error-import-locked = { $name } needs a password. Save it without one.
error-import-too-much = { $name } unpacks to more than can be read at once. Nothing was read. Save only the sheet with the customers, in parts if there are very many.
error-import-broken = { $name } is damaged. Open it in a spreadsheet and save it anew.
error-import-no-sheet = { $name } has no sheet "{ $asked }". It has: { $sheets }
error-import-no-rows = { $name } has no rows.
error-import-no-cards = { $name } has no address card in it.
error-import-map-target = "{ $text }" does not say COLUMN=FIELD.
error-import-map-column = There is no column "{ $text }". There are: { $columns }
error-import-map-field = There is no "{ $text }" to fill. There are: { $fields }
act-import = Imported { $subject }, customers: { $detail }
import-target = { $entity }: { $field }
looks-like-pdf = a PDF
looks-like-picture = a picture
looks-like-archive = a compressed file
looks-like-database = a database
looks-like-program = a program
looks-like-document = a text document
looks-like-xml = XML
looks-like-data = a program's own data
report-line = line
report-taken = taken
report-reason = reason
