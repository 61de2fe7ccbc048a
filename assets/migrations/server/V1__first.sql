-- The first shape of the central endpoint's storage.

-- Single numbers: the log's last position, the hybrid clock.
CREATE TABLE number (name TEXT NOT NULL PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

-- The server's own secret keys.
CREATE TABLE secret (name TEXT NOT NULL PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;

-- A record of any entity: where it lies, what it hangs on, and its versions (positional CBOR).
CREATE TABLE record (
    id BLOB NOT NULL, entity INTEGER NOT NULL, stream TEXT, account BLOB, cells BLOB NOT NULL,
    -- What its versions count and sum to, kept as they change: a recount that finds another figure names the record.
    count INTEGER NOT NULL, sum INTEGER NOT NULL,
    PRIMARY KEY (id, entity)
) WITHOUT ROWID;
CREATE INDEX record_of_account ON record (account) WHERE account IS NOT NULL;
CREATE INDEX record_of_stream ON record (stream, entity, id);
CREATE INDEX record_of_entity ON record (entity);

-- Deleted records of which no laptop keeps anything any more, as they were and where they lay: a late edit finds them, and their past is
-- told to whoever receives that stream.
CREATE TABLE collected (
    id BLOB NOT NULL, entity INTEGER NOT NULL, stream TEXT, account BLOB, cells BLOB NOT NULL, PRIMARY KEY (id, entity)
) WITHOUT ROWID;

-- Each stream's log: how far it goes, what its records count and sum to, and up to where it was moved to the history.
CREATE TABLE stream (
    number INTEGER PRIMARY KEY, stream TEXT NOT NULL UNIQUE, position INTEGER NOT NULL, hash INTEGER NOT NULL,
    count INTEGER NOT NULL, sum INTEGER NOT NULL, floor INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE log (
    stream INTEGER NOT NULL, position INTEGER NOT NULL, hash INTEGER NOT NULL, entry BLOB NOT NULL,
    PRIMARY KEY (stream, position)
) WITHOUT ROWID;

-- Where a stream's log told last that a record left it (what: nothing), or at which stamp one of its versions stands (what: which, and the
-- stamp): what a laptop gives back comes again until its answer was read to the end, and such a thing is told it once.
CREATE TABLE told (
    stream INTEGER NOT NULL, record BLOB NOT NULL, entity INTEGER NOT NULL, what BLOB NOT NULL, position INTEGER NOT NULL,
    PRIMARY KEY (stream, record, entity, what)
) WITHOUT ROWID;

-- What was moved out of the log, in blocks (entries and bodies of changes, positional CBOR under zstd).
CREATE TABLE history (
    stream INTEGER NOT NULL, last INTEGER NOT NULL, first INTEGER NOT NULL, block BLOB NOT NULL, PRIMARY KEY (stream, last)
) WITHOUT ROWID;
-- Every cursor that a laptop has stated, and every floor, for ever: what a restored server and a long absence are told apart by.
CREATE TABLE mark (
    stream INTEGER NOT NULL, position INTEGER NOT NULL, hash INTEGER NOT NULL, PRIMARY KEY (stream, position, hash)
) WITHOUT ROWID;
-- A stream's state at one mark as a file, in parts.
CREATE TABLE snapshot (
    name BLOB NOT NULL PRIMARY KEY, stream TEXT NOT NULL, position INTEGER NOT NULL, hash INTEGER NOT NULL, bytes INTEGER NOT NULL,
    records INTEGER NOT NULL, made_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX snapshot_of_stream ON snapshot (stream, position DESC, made_at DESC);
CREATE TABLE snapshot_part (name BLOB NOT NULL, place INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY (name, place));

-- What became of every change: a repeat is answered from here. body: its fields with their bases, where the log does not say all.
-- told: the position at which its author was told in `user:`; deletes: 1 where it deletes its record.
CREATE TABLE change (
    session INTEGER NOT NULL, seq INTEGER NOT NULL, device INTEGER NOT NULL, user BLOB NOT NULL, act BLOB NOT NULL,
    grp BLOB NOT NULL, entity INTEGER NOT NULL, record BLOB NOT NULL, stamp INTEGER NOT NULL, stream TEXT,
    position INTEGER NOT NULL, told INTEGER NOT NULL, parked INTEGER, deletes INTEGER, body BLOB,
    PRIMARY KEY (session, seq)
) WITHOUT ROWID;
CREATE INDEX change_deleting ON change (grp) WHERE deletes = 1;
CREATE INDEX change_of_record ON change (record, entity, stamp DESC);
-- What one act did; what the server itself wrote because of it.
CREATE INDEX change_of_act ON change (act, entity, record);
CREATE INDEX change_own ON change (act, position) WHERE device = 0;
CREATE INDEX change_parked ON change (record, user) WHERE parked IS NOT NULL;

CREATE TABLE device (
    number INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, user BLOB NOT NULL, name TEXT NOT NULL, token BLOB NOT NULL UNIQUE,
    signing BLOB NOT NULL, sealing BLOB NOT NULL, enrolled_at INTEGER NOT NULL, revoked_at INTEGER, seen_at INTEGER,
    -- Where it is in each stream once it has stored the last answer (positional CBOR).
    given BLOB
);
-- How far each laptop said it has stored each stream.
CREATE TABLE cursor (
    device INTEGER NOT NULL, stream TEXT NOT NULL, position INTEGER NOT NULL, hash INTEGER NOT NULL,
    PRIMARY KEY (device, stream)
) WITHOUT ROWID;

-- One-time enrolment codes, hashed.
CREATE TABLE code (hash BLOB NOT NULL PRIMARY KEY, user BLOB NOT NULL, until INTEGER NOT NULL) WITHOUT ROWID;

-- What a recount found that its kept sum does not say: a damaged record, or a stream's figures (no record).
CREATE TABLE incident (
    place INTEGER PRIMARY KEY, at INTEGER NOT NULL, stream TEXT NOT NULL, entity INTEGER, record BLOB
);
