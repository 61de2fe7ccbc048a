-- The first shape of a laptop's book.
--
-- One table per declared entity: a column per declared field, and columns with the prefix x_ that are never sent:
--   x_stamp, x_session, x_seq   the record's version; all zero: its creation has not been seen
--   x_gone                      NULL: to be seen; the sum of 1: deleted, 2: aside (outside this laptop's streams), 4: merged into another
--   x_unknown                   fields that this version does not know, as they came
--   x_seen                      the position of the newest log entry of this record that was applied here
--   x_word                      its row in the word index
--   x_stream                    the stream in which the server has it
--   x_sum                       the sum over its confirmed versions: a recount that finds another one names the record
-- A set is a JSON array of texts, a set of references its ids one after the other, a reference sixteen bytes.

CREATE TABLE "account" (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT, other_names TEXT, grade TEXT, lifecycle TEXT, territory BLOB, owner BLOB, street TEXT, district TEXT,
    city TEXT, region TEXT, postcode TEXT, country TEXT, address_since INTEGER, former_addresses TEXT,
    latitude INTEGER, longitude INTEGER, phones TEXT, emails TEXT, website TEXT, industry TEXT, size INTEGER,
    tags TEXT, opening_hours TEXT, cadence INTEGER, source TEXT, notes TEXT, consent TEXT, external_id TEXT,
    first_due INTEGER, snoozed_until INTEGER, snooze_reason TEXT, closed_on INTEGER, merged_into BLOB,
    other_ids TEXT, not_same BLOB, credit_limit INTEGER, payment_terms TEXT,
    -- Kept figures: computed in the transaction that changes what they follow from.
    x_order TEXT, x_last_visit INTEGER, x_next_due INTEGER,
    x_stamp INTEGER NOT NULL, x_session INTEGER NOT NULL, x_seq INTEGER NOT NULL, x_gone INTEGER, x_unknown BLOB,
    x_seen INTEGER NOT NULL, x_word INTEGER, x_stream INTEGER, x_sum INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "contact" (
    id BLOB NOT NULL PRIMARY KEY,
    account BLOB, name TEXT, family_name TEXT, given_name TEXT, role TEXT, title TEXT, phones TEXT, emails TEXT,
    chat_ids TEXT, birthday INTEGER, preferred TEXT, consent TEXT, formerly_at BLOB, notes TEXT, tags TEXT,
    external_id TEXT, left_on INTEGER, merged_into BLOB,
    x_stamp INTEGER NOT NULL, x_session INTEGER NOT NULL, x_seq INTEGER NOT NULL, x_gone INTEGER, x_unknown BLOB,
    x_seen INTEGER NOT NULL, x_word INTEGER, x_stream INTEGER, x_sum INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "visit" (
    id BLOB NOT NULL PRIMARY KEY,
    account BLOB, owner BLOB, state TEXT, day INTEGER, planned_start INTEGER, planned_end INTEGER, started INTEGER,
    ended INTEGER, kind TEXT, contacts BLOB, purpose TEXT, preparation TEXT, outcome TEXT, mood TEXT, notes TEXT,
    next_step TEXT, reason TEXT, late_entry INTEGER, logged_at INTEGER, words TEXT, tags TEXT, phoned_instead BLOB,
    planned INTEGER, competitors TEXT, products TEXT, amount INTEGER, chance INTEGER, payments TEXT, stop INTEGER,
    visit_type BLOB, steps TEXT,
    x_stamp INTEGER NOT NULL, x_session INTEGER NOT NULL, x_seq INTEGER NOT NULL, x_gone INTEGER, x_unknown BLOB,
    x_seen INTEGER NOT NULL, x_word INTEGER, x_stream INTEGER, x_sum INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "touch" (
    id BLOB NOT NULL PRIMARY KEY,
    account BLOB, owner BLOB, kind TEXT, direction TEXT, at INTEGER, day INTEGER, contacts BLOB, notes TEXT,
    outcome TEXT, minutes INTEGER, words TEXT, logged_at INTEGER, tags TEXT, 
    competitors TEXT, products TEXT, amount INTEGER, chance INTEGER, payments TEXT,
    x_stamp INTEGER NOT NULL, x_session INTEGER NOT NULL, x_seq INTEGER NOT NULL, x_gone INTEGER, x_unknown BLOB,
    x_seen INTEGER NOT NULL, x_word INTEGER, x_stream INTEGER, x_sum INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "follow_up" (
    id BLOB NOT NULL PRIMARY KEY,
    account BLOB, owner BLOB, text TEXT, due INTEGER, due_at INTEGER, promised_by TEXT, state TEXT, closed_at INTEGER,
    reason TEXT, visit BLOB, touch BLOB, contact BLOB, first_due INTEGER, promised_at INTEGER,
    x_stamp INTEGER NOT NULL, x_session INTEGER NOT NULL, x_seq INTEGER NOT NULL, x_gone INTEGER, x_unknown BLOB,
    x_seen INTEGER NOT NULL, x_word INTEGER, x_stream INTEGER, x_sum INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "territory" (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT, lock_after INTEGER,
    x_stamp INTEGER NOT NULL, x_session INTEGER NOT NULL, x_seq INTEGER NOT NULL, x_gone INTEGER, x_unknown BLOB,
    x_seen INTEGER NOT NULL, x_word INTEGER, x_stream INTEGER, x_sum INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "user" (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT, roles TEXT, territories BLOB, email TEXT, retired INTEGER,
    x_stamp INTEGER NOT NULL, x_session INTEGER NOT NULL, x_seq INTEGER NOT NULL, x_gone INTEGER, x_unknown BLOB,
    x_seen INTEGER NOT NULL, x_word INTEGER, x_stream INTEGER, x_sum INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "conflict" (
    id BLOB NOT NULL PRIMARY KEY,
    account BLOB, owner BLOB, entity INTEGER, record BLOB, field INTEGER, element TEXT, base TEXT, won TEXT,
    lost TEXT, won_by BLOB, lost_by BLOB, won_at INTEGER, lost_at INTEGER, rule TEXT, state TEXT, resolved_by BLOB,
    x_stamp INTEGER NOT NULL, x_session INTEGER NOT NULL, x_seq INTEGER NOT NULL, x_gone INTEGER, x_unknown BLOB,
    x_seen INTEGER NOT NULL, x_word INTEGER, x_stream INTEGER, x_sum INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "visit_type" (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT, steps TEXT, rank INTEGER, retired INTEGER,
    x_stamp INTEGER NOT NULL, x_session INTEGER NOT NULL, x_seq INTEGER NOT NULL, x_gone INTEGER, x_unknown BLOB,
    x_seen INTEGER NOT NULL, x_word INTEGER, x_stream INTEGER, x_sum INTEGER NOT NULL DEFAULT 0
);

CREATE TABLE "setting" (
    id BLOB NOT NULL PRIMARY KEY,
    name TEXT, value TEXT,
    x_stamp INTEGER NOT NULL, x_session INTEGER NOT NULL, x_seq INTEGER NOT NULL, x_gone INTEGER, x_unknown BLOB,
    x_seen INTEGER NOT NULL, x_word INTEGER, x_stream INTEGER, x_sum INTEGER NOT NULL DEFAULT 0
);

CREATE INDEX account_by_order ON account (x_order, id) WHERE x_gone IS NULL;
CREATE INDEX account_addresses ON account (x_order, id, name, street, district) WHERE x_gone IS NULL;
CREATE INDEX account_by_due ON account (x_next_due, x_last_visit, grade, owner, id) WHERE x_gone IS NULL;
CREATE INDEX account_by_last_visit ON account (x_last_visit, x_order, id) WHERE x_gone IS NULL;
CREATE INDEX account_by_grade ON account (grade, x_order, x_next_due, x_last_visit, owner, id) WHERE x_gone IS NULL;
CREATE INDEX account_seen ON account (owner, grade, x_next_due, x_last_visit) WHERE x_gone IS NULL;
CREATE INDEX account_near ON account (latitude, longitude, id) WHERE x_gone IS NULL AND latitude IS NOT NULL;
CREATE INDEX account_by_place ON account (city, street, x_order, id) WHERE x_gone IS NULL;
CREATE INDEX account_by_external_id ON account (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX account_by_territory ON account (territory);
CREATE INDEX account_merged ON account (merged_into) WHERE merged_into IS NOT NULL;
CREATE INDEX contact_by_account ON contact (account);
CREATE INDEX contact_by_external_id ON contact (external_id) WHERE external_id IS NOT NULL;
CREATE INDEX visit_by_account ON visit (account, day, started) WHERE account IS NOT NULL;
CREATE INDEX visit_by_owner ON visit (owner, day, state) WHERE x_gone IS NULL;
CREATE INDEX visit_open ON visit (account, day, owner, state) WHERE state IN ('planned', 'in_progress') AND x_gone IS NULL;
CREATE INDEX visit_in_progress ON visit (owner) WHERE state = 'in_progress' AND x_gone IS NULL;
CREATE INDEX visit_unfiled ON visit (owner, started) WHERE account IS NULL AND x_gone IS NULL;
CREATE INDEX visit_phoned ON visit (phoned_instead) WHERE phoned_instead IS NOT NULL;
CREATE INDEX touch_by_account ON touch (account, day, at) WHERE account IS NOT NULL;
CREATE INDEX visit_heard ON visit (day) WHERE coalesce(competitors, products, tags) IS NOT NULL AND x_gone IS NULL;
CREATE INDEX touch_heard ON touch (day) WHERE coalesce(competitors, products, tags) IS NOT NULL AND x_gone IS NULL;
CREATE INDEX visit_money ON visit (account, owner, day, payments, id) WHERE payments IS NOT NULL AND x_gone IS NULL;
CREATE INDEX touch_money ON touch (account, owner, day, payments, id) WHERE payments IS NOT NULL AND x_gone IS NULL;
CREATE INDEX touch_by_owner ON touch (owner, day) WHERE x_gone IS NULL;
CREATE INDEX touch_unfiled ON touch (owner, at) WHERE account IS NULL AND x_gone IS NULL;
CREATE INDEX follow_up_by_account ON follow_up (account, state, due) WHERE account IS NOT NULL;
CREATE INDEX follow_up_open ON follow_up (owner, due, due_at, promised_by, account) WHERE state = 'open' AND x_gone IS NULL;
CREATE INDEX follow_up_closed ON follow_up (owner, closed_at) WHERE closed_at IS NOT NULL AND x_gone IS NULL;
CREATE INDEX follow_up_by_visit ON follow_up (visit) WHERE visit IS NOT NULL;
CREATE INDEX follow_up_by_touch ON follow_up (touch) WHERE touch IS NOT NULL;
CREATE INDEX follow_up_by_contact ON follow_up (contact) WHERE contact IS NOT NULL;
-- What should have something by now (`Sync`): hardly ever a row, and without these all of mine are walked for it.
CREATE INDEX account_to_complete ON account (owner, id) WHERE x_gone IS NULL AND (name IS NULL);
CREATE INDEX visit_to_complete ON visit (owner, id) WHERE x_gone IS NULL AND (state IS NULL OR day IS NULL);
CREATE INDEX touch_to_complete ON touch (owner, id) WHERE x_gone IS NULL AND (kind IS NULL OR at IS NULL);
CREATE INDEX follow_up_to_complete ON follow_up (owner, id) WHERE x_gone IS NULL AND (text IS NULL OR state IS NULL);
CREATE INDEX conflict_by_state ON conflict (state, lost_at) WHERE x_gone IS NULL;
CREATE INDEX conflict_by_record ON conflict (record);
CREATE INDEX conflict_by_account ON conflict (account) WHERE account IS NOT NULL;

-- Versions, sparsely: only where a field's (or an element's) differs from its record's. Field 0 is the record itself.
CREATE TABLE version (
    record BLOB NOT NULL, field INTEGER NOT NULL, element TEXT NOT NULL, entity INTEGER NOT NULL,
    stamp INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (record, field, element)
) WITHOUT ROWID;

-- The version that the server has confirmed, where something of ours waits above it; session 0 is "none there" (seq 1).
-- A record whose creation waits has one row, of field 0 with session and seq 0, and none of its other fields: nothing of it is confirmed.
CREATE TABLE confirmed (
    record BLOB NOT NULL, field INTEGER NOT NULL, element TEXT NOT NULL, entity INTEGER NOT NULL,
    value BLOB NOT NULL, stamp INTEGER NOT NULL, session INTEGER NOT NULL, seq INTEGER NOT NULL,
    PRIMARY KEY (record, field, element)
) WITHOUT ROWID;

-- What a person did: one `u` takes one row back. kind 0 is an act, 1 takes of_act back, 2 does of_act's act again.
CREATE TABLE act (
    place INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, at INTEGER NOT NULL, kind INTEGER NOT NULL,
    words TEXT NOT NULL, subject TEXT NOT NULL, detail TEXT NOT NULL, count INTEGER NOT NULL, about_entity INTEGER, about_record BLOB,
    of_act BLOB, undone_by BLOB
);
CREATE INDEX act_standing ON act (place) WHERE undone_by IS NULL;
-- Acts, of whomever, of which a part is not kept here any more: they are taken back whole or not at all.
CREATE TABLE thinned (act BLOB NOT NULL PRIMARY KEY) WITHOUT ROWID;

-- The outbox and its recent past, in commit order over all sessions. state 0 waits, 1 is echoed, 2 is parked.
-- fields: per field its number, element, value, the identity it replaced, and the value that was there.
CREATE TABLE change (
    place INTEGER PRIMARY KEY AUTOINCREMENT, session INTEGER NOT NULL, seq INTEGER NOT NULL,
    act BLOB NOT NULL,
    -- Which of the act's groups.
    grp INTEGER NOT NULL, entity INTEGER NOT NULL, record BLOB NOT NULL, stamp INTEGER NOT NULL,
    at INTEGER NOT NULL, seen INTEGER NOT NULL, fields BLOB NOT NULL, state INTEGER NOT NULL DEFAULT 0, reason TEXT,
    stream TEXT, position INTEGER, closed_at INTEGER, later INTEGER NOT NULL DEFAULT 0,
    -- To be sent once more to a restored server: the last position that both logs have in common.
    again INTEGER,
    -- What the server's log says of it beside (merged in parallel, late, given back).
    labels INTEGER NOT NULL DEFAULT 0,
    -- What the server made of each field, where not all was taken.
    said BLOB,
    -- The same of one that lies where this laptop does not see it.
    elsewhere BLOB,
    UNIQUE (session, seq)
);
CREATE INDEX change_again ON change (place) WHERE again IS NOT NULL;
CREATE INDEX change_of_act ON change (act);
CREATE INDEX change_of_record ON change (record);
CREATE INDEX change_waiting ON change (place) WHERE state = 0;
CREATE INDEX change_later ON change (place) WHERE state = 0 AND later = 1;
CREATE INDEX change_parked ON change (place) WHERE state = 2;
CREATE INDEX change_withdrawn ON change (place) WHERE reason = 'by hand';
CREATE INDEX change_settled ON change (closed_at) WHERE state IN (1, 3) AND again IS NULL;

-- How many changes wait and are parked, and how many customers there are: counting them would grow with the book.
CREATE TABLE tally (
    one INTEGER PRIMARY KEY CHECK (one = 1), waiting INTEGER NOT NULL, parked INTEGER NOT NULL, accounts INTEGER NOT NULL
);
INSERT INTO tally VALUES (1, 0, 0, 0);
CREATE TRIGGER account_counted AFTER INSERT ON account WHEN NEW.x_gone IS NULL BEGIN
    UPDATE tally SET accounts = accounts + 1;
END;
CREATE TRIGGER account_recounted AFTER UPDATE OF x_gone ON account WHEN (NEW.x_gone IS NULL) <> (OLD.x_gone IS NULL) BEGIN
    UPDATE tally SET accounts = accounts + (NEW.x_gone IS NULL) - (OLD.x_gone IS NULL);
END;
CREATE TRIGGER account_uncounted AFTER DELETE ON account WHEN OLD.x_gone IS NULL BEGIN
    UPDATE tally SET accounts = accounts - 1;
END;
CREATE TRIGGER change_counted AFTER INSERT ON change BEGIN
    UPDATE tally SET waiting = waiting + (NEW.state = 0), parked = parked + (NEW.state = 2);
END;
CREATE TRIGGER change_recounted AFTER UPDATE OF state ON change WHEN NEW.state IS NOT OLD.state BEGIN
    UPDATE tally SET waiting = waiting + (NEW.state = 0) - (OLD.state = 0), parked = parked + (NEW.state = 2) - (OLD.state = 2);
END;
CREATE TRIGGER change_uncounted AFTER DELETE ON change WHEN OLD.state IN (0, 2) BEGIN
    UPDATE tally SET waiting = waiting - (OLD.state = 0), parked = parked - (OLD.state = 2);
END;

-- The hybrid logical clock: read and written inside the transaction, never kept in a process.
-- off: by how many milliseconds this laptop's clock was ahead of the server's at the last contact (0 where that is little).
CREATE TABLE clock (
    one INTEGER PRIMARY KEY CHECK (one = 1), last INTEGER NOT NULL, writing INTEGER NOT NULL, off INTEGER NOT NULL DEFAULT 0,
    -- The latest stamp that the server has given, to anybody: the clock never starts again before it.
    known INTEGER NOT NULL DEFAULT 0,
    -- The server's time at the last contact, in milliseconds: what is kept for so many days is measured by it.
    heard INTEGER NOT NULL DEFAULT 0,
    -- The newest position by which something had left that is not kept any more: a server that is restored to before it may have it where it was.
    wiped INTEGER NOT NULL DEFAULT 0
);
INSERT INTO clock (one, last, writing) VALUES (1, 0, 0);

-- The word index. A row's number rises with the time of what it indexes, so that the newest are found first.
CREATE VIRTUAL TABLE word USING fts5 (words, pinyin, content = '', contentless_delete = 1, tokenize = 'unicode61 remove_diacritics 0');
CREATE TABLE found (word INTEGER PRIMARY KEY, entity INTEGER NOT NULL, record BLOB NOT NULL);
-- The words and syllables in it, less the Han characters: what a half-typed word may become. Words that are gone stay; they find nothing.
CREATE TABLE vocabulary (part INTEGER NOT NULL, token TEXT NOT NULL, PRIMARY KEY (part, token)) WITHOUT ROWID;

-- Names and numbers of accounts and contacts, narrow, to be read at once; of an account also what tells how likely it is meant:
-- whose it is, where, its last visit, when it is next due, and the days between its last visits.
CREATE TABLE name (
    record BLOB NOT NULL PRIMARY KEY, entity INTEGER NOT NULL, account BLOB, names TEXT NOT NULL, digits TEXT NOT NULL,
    grade TEXT, owner BLOB, latitude INTEGER, longitude INTEGER, last_visit INTEGER, next_due INTEGER, gap INTEGER,
    changed INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX name_changed ON name (changed);
-- How often the names were changed: what a reader compares to know whether its copy is old.
CREATE TABLE name_edition (one INTEGER PRIMARY KEY CHECK (one = 1), edition INTEGER NOT NULL);
INSERT INTO name_edition VALUES (1, 1);

-- This profile's own things, never sent: drafts, the last place, settings, how sync stands.
CREATE TABLE own (
    kind TEXT NOT NULL, name TEXT NOT NULL, value TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (kind, name)
) WITHOUT ROWID;

-- The company's server, once enrolled.
CREATE TABLE enrolment (
    one INTEGER PRIMARY KEY CHECK (one = 1), url TEXT NOT NULL, token TEXT NOT NULL, user BLOB NOT NULL, device BLOB NOT NULL,
    territory BLOB NOT NULL, territories BLOB NOT NULL, roles TEXT NOT NULL, signing BLOB NOT NULL, sealing BLOB NOT NULL,
    server_signing BLOB NOT NULL, server_sealing BLOB NOT NULL, at INTEGER NOT NULL, ca TEXT NOT NULL
);

-- How far each stream has been stored, and what its confirmed layer counts and sums to.
CREATE TABLE stream (
    number INTEGER PRIMARY KEY, stream TEXT NOT NULL UNIQUE, position INTEGER NOT NULL DEFAULT 0, hash INTEGER NOT NULL DEFAULT 0,
    count INTEGER NOT NULL DEFAULT 0, sum INTEGER NOT NULL DEFAULT 0, needs_repair INTEGER NOT NULL DEFAULT 0
);
-- Older cursors: what a restored server's log and ours still have in common is found by them.
CREATE TABLE mark (
    stream INTEGER NOT NULL, position INTEGER NOT NULL, hash INTEGER NOT NULL, PRIMARY KEY (stream, position)
) WITHOUT ROWID;
-- Files of the server that are being taken: how far each is stored. contents: its first part, once read.
CREATE TABLE taking (
    stream TEXT NOT NULL PRIMARY KEY, position INTEGER NOT NULL, hash INTEGER NOT NULL, name BLOB NOT NULL, bytes INTEGER NOT NULL,
    records INTEGER NOT NULL, contents BLOB, chapter INTEGER NOT NULL DEFAULT 0, done INTEGER NOT NULL DEFAULT 0
);
-- Rows, by number, that came with them and whose words are still to be indexed.
CREATE TABLE unindexed (place INTEGER PRIMARY KEY, entity INTEGER NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL);
-- Versions to give back to a restored server, a record each (positional CBOR). since: the last position that both logs have in common.
-- taken: how far its log went when it had taken them and was read to the end; they stay for a while, for it may be restored once more to
-- before that.
CREATE TABLE given_back (
    place INTEGER PRIMARY KEY AUTOINCREMENT, body BLOB NOT NULL, since INTEGER NOT NULL, taken INTEGER, taken_at INTEGER
);
CREATE INDEX given_back_due ON given_back (place) WHERE taken IS NULL;
CREATE INDEX given_back_taken ON given_back (taken_at) WHERE taken_at IS NOT NULL;
-- Records of entities that this version does not know, as they came.
-- What was brought to a server that gives this laptop nothing: places of changes (back 0) and of what is given back (1), and where the server's
-- log stood then: as long as the server knows that, nothing of it is brought again.
CREATE TABLE handed (back INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (back, place)) WITHOUT ROWID;
CREATE TABLE handed_until (
    one INTEGER PRIMARY KEY CHECK (one = 1), stream TEXT NOT NULL, position INTEGER NOT NULL, hash INTEGER NOT NULL
);
CREATE TABLE stranger (
    record BLOB NOT NULL, entity INTEGER NOT NULL, stream INTEGER, seen INTEGER NOT NULL, cells BLOB NOT NULL,
    PRIMARY KEY (record, entity)
) WITHOUT ROWID;

-- The shape of the records (entities and fields) at the last opening: where it is another one, what was not known before is taken in.
CREATE TABLE known (one INTEGER PRIMARY KEY CHECK (one = 1), shape INTEGER NOT NULL);

-- What a recount found here that its kept sum does not say: a damaged row (record), or a stream's figures (no record).
CREATE TABLE incident (
    place INTEGER PRIMARY KEY, at INTEGER NOT NULL, stream TEXT NOT NULL, entity INTEGER, record BLOB, healed_at INTEGER
);
CREATE INDEX incident_open ON incident (place) WHERE healed_at IS NULL;
CREATE INDEX incident_healed ON incident (healed_at) WHERE healed_at IS NOT NULL;

CREATE TABLE receipt (place INTEGER PRIMARY KEY, at INTEGER NOT NULL, body BLOB NOT NULL);

-- What others changed, as it arrived. labels: as in the log (merged by itself, late); fields as in `change`, those that were taken.
CREATE TABLE arrived (
    place INTEGER PRIMARY KEY, at INTEGER NOT NULL, entity INTEGER NOT NULL, record BLOB NOT NULL, stamp INTEGER NOT NULL,
    session INTEGER NOT NULL, seq INTEGER NOT NULL, by BLOB, fields BLOB NOT NULL, act BLOB NOT NULL, labels INTEGER NOT NULL
);
CREATE INDEX arrived_of_record ON arrived (record);
CREATE INDEX arrived_of_act ON arrived (act);
CREATE INDEX arrived_at ON arrived (at);

-- Records that lie in none of this laptop's streams any more, and since when. wiped: only their echoed changes are still here.
-- What this laptop lost. family: the customer it hangs on, with whom it goes, else the record itself. goes: the stream in which it lies now, where
-- that was said.
CREATE TABLE aside (
    record BLOB NOT NULL, entity INTEGER NOT NULL, family BLOB NOT NULL, at INTEGER NOT NULL, goes TEXT, PRIMARY KEY (record, entity)
) WITHOUT ROWID;
CREATE INDEX aside_of_family ON aside (family, at);
CREATE INDEX aside_since ON aside (at, family);

-- Nothing is written around the writer: clock.writing is 1 only inside its transactions, never in a committed state.
-- ROLLBACK, not ABORT, and no function of our own: a statement that may be aborted by itself needs a savepoint, and at each savepoint
-- FTS5 writes out what it has gathered, a segment for every row. For the same reason the writer's statements say OR ROLLBACK.
CREATE TRIGGER account_guards_insert BEFORE INSERT ON "account" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER account_guards_update BEFORE UPDATE ON "account" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER account_guards_delete BEFORE DELETE ON "account" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER contact_guards_insert BEFORE INSERT ON "contact" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER contact_guards_update BEFORE UPDATE ON "contact" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER contact_guards_delete BEFORE DELETE ON "contact" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER visit_guards_insert BEFORE INSERT ON "visit" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER visit_guards_update BEFORE UPDATE ON "visit" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER visit_guards_delete BEFORE DELETE ON "visit" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER touch_guards_insert BEFORE INSERT ON "touch" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER touch_guards_update BEFORE UPDATE ON "touch" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER touch_guards_delete BEFORE DELETE ON "touch" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER follow_up_guards_insert BEFORE INSERT ON "follow_up" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER follow_up_guards_update BEFORE UPDATE ON "follow_up" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER follow_up_guards_delete BEFORE DELETE ON "follow_up" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER territory_guards_insert BEFORE INSERT ON "territory" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER territory_guards_update BEFORE UPDATE ON "territory" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER territory_guards_delete BEFORE DELETE ON "territory" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER user_guards_insert BEFORE INSERT ON "user" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER user_guards_update BEFORE UPDATE ON "user" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER user_guards_delete BEFORE DELETE ON "user" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER conflict_guards_insert BEFORE INSERT ON "conflict" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER conflict_guards_update BEFORE UPDATE ON "conflict" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER conflict_guards_delete BEFORE DELETE ON "conflict" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER visit_type_guards_insert BEFORE INSERT ON "visit_type" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER visit_type_guards_update BEFORE UPDATE ON "visit_type" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER visit_type_guards_delete BEFORE DELETE ON "visit_type" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER setting_guards_insert BEFORE INSERT ON "setting" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER setting_guards_update BEFORE UPDATE ON "setting" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER setting_guards_delete BEFORE DELETE ON "setting" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER version_guards_insert BEFORE INSERT ON "version" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER version_guards_update BEFORE UPDATE ON "version" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER version_guards_delete BEFORE DELETE ON "version" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER confirmed_guards_insert BEFORE INSERT ON "confirmed" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER confirmed_guards_update BEFORE UPDATE ON "confirmed" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER confirmed_guards_delete BEFORE DELETE ON "confirmed" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER change_guards_insert BEFORE INSERT ON "change" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER change_guards_update BEFORE UPDATE ON "change" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER change_guards_delete BEFORE DELETE ON "change" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER act_guards_insert BEFORE INSERT ON "act" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER act_guards_update BEFORE UPDATE ON "act" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER act_guards_delete BEFORE DELETE ON "act" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER name_guards_insert BEFORE INSERT ON "name" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER name_guards_update BEFORE UPDATE ON "name" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER name_guards_delete BEFORE DELETE ON "name" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER found_guards_insert BEFORE INSERT ON "found" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER found_guards_update BEFORE UPDATE ON "found" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
CREATE TRIGGER found_guards_delete BEFORE DELETE ON "found" WHEN (SELECT writing FROM clock) IS NOT 1 BEGIN SELECT RAISE(ROLLBACK, 'written around the writer'); END;
