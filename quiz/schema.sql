-- The history: an append-only log of events, the only durable truth about a learner.
-- Version 1. `data` holds what an event's kind holds besides, as a JSON object.

CREATE TABLE device (
    id TEXT NOT NULL PRIMARY KEY
) STRICT;

CREATE TABLE event (
    uuid     TEXT NOT NULL PRIMARY KEY,
    device   TEXT NOT NULL,
    time     INTEGER NOT NULL,  -- milliseconds since 1970-01-01 UTC
    "offset" INTEGER NOT NULL,  -- minutes ahead of UTC
    day      TEXT NOT NULL,     -- the study day, 2026-11-22
    kind     TEXT NOT NULL,
    data     TEXT NOT NULL CHECK (json_valid(data))
) STRICT;

CREATE INDEX event_in_order ON event (time, uuid);

CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;

CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
