-- One text for both engines. The word BYTES becomes BLOB or BYTEA; on PostgreSQL, TEXT gets collation C.

-- Settings of the store itself.
CREATE TABLE meta (
    name TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
);

-- Aggregates as documents. A row without body is only a revision that decisions rest on.
-- ord: order of the last change that touched the row, so that causes come before effects.
CREATE TABLE record (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    revision BIGINT NOT NULL,
    ord BIGINT NOT NULL,
    body TEXT,
    PRIMARY KEY (kind, id)
);

CREATE TABLE record_key (
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    value TEXT NOT NULL,
    id TEXT NOT NULL,
    PRIMARY KEY (kind, name, value, id)
);
CREATE INDEX record_key_by_id ON record_key (kind, id);

-- Entries of committed changes that have no number yet.
CREATE TABLE outbox (
    id TEXT NOT NULL PRIMARY KEY,
    ord BIGINT NOT NULL,
    change_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    bytes BYTES NOT NULL
);
CREATE INDEX outbox_by_order ON outbox (ord, change_id, position);

-- The journal. bytes are what the leaf hashes; id, kind and case_ref repeat what they say.
CREATE TABLE entry (
    seq BIGINT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    case_ref TEXT,
    bytes BYTES NOT NULL
);
CREATE UNIQUE INDEX entry_by_id ON entry (id);
CREATE INDEX entry_by_case ON entry (case_ref, seq);
CREATE INDEX entry_by_kind ON entry (kind, seq);

-- The number of numbered entries; the sequencer's fence.
CREATE TABLE head (
    id BIGINT NOT NULL PRIMARY KEY,
    size BIGINT NOT NULL
);
INSERT INTO head (id, size) VALUES (1, 0);

-- The Merkle tree as C2SP tiles: up to 256 hashes of 32 bytes each.
CREATE TABLE tile (
    level BIGINT NOT NULL,
    idx BIGINT NOT NULL,
    hashes BYTES NOT NULL,
    PRIMARY KEY (level, idx)
);

-- Signed checkpoints, at most one per size.
CREATE TABLE checkpoint (
    size BIGINT NOT NULL PRIMARY KEY,
    note TEXT NOT NULL
);

-- Who is told of which entry.
CREATE TABLE delivery (
    audience TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (audience, seq)
);
CREATE INDEX delivery_by_seq ON delivery (seq);

-- The only table with text about persons.
CREATE TABLE sealed (
    id TEXT NOT NULL PRIMARY KEY,
    entry_id TEXT NOT NULL,
    person TEXT NOT NULL,
    salt BYTES NOT NULL,
    bytes BYTES NOT NULL
);
CREATE INDEX sealed_by_person ON sealed (person);

-- Encrypted files by content, and the uses that entries commit to.
CREATE TABLE file (
    sha256 BYTES NOT NULL PRIMARY KEY,
    media_type TEXT NOT NULL,
    bytes BYTES NOT NULL
);
CREATE TABLE file_use (
    id TEXT NOT NULL PRIMARY KEY,
    entry_id TEXT NOT NULL,
    sha256 BYTES NOT NULL,
    person TEXT,
    salt BYTES NOT NULL
);
CREATE INDEX file_use_by_sha256 ON file_use (sha256);
CREATE INDEX file_use_by_person ON file_use (person);

-- Work to be done later. run_us: when it may next be taken (due instant, retry, or end of lease).
CREATE TABLE job (
    id TEXT NOT NULL PRIMARY KEY,
    kind TEXT NOT NULL,
    job_key TEXT NOT NULL,
    due_us BIGINT NOT NULL,
    run_us BIGINT NOT NULL,
    done BIGINT NOT NULL,
    attempts BIGINT NOT NULL,
    body TEXT NOT NULL,
    reason TEXT
);
CREATE UNIQUE INDEX job_by_key ON job (kind, job_key);
CREATE INDEX job_by_time ON job (done, run_us);

-- Answers kept for repeated requests.
CREATE TABLE idempotency (
    client TEXT NOT NULL,
    idem_key TEXT NOT NULL,
    request_hash BYTES NOT NULL,
    status BIGINT NOT NULL,
    answer TEXT NOT NULL,
    at_us BIGINT NOT NULL,
    PRIMARY KEY (client, idem_key)
);
CREATE INDEX idempotency_by_time ON idempotency (at_us);
