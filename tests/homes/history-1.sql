-- A history as version 1 of the schema left it. Never changed: it must open for ever.
PRAGMA user_version = 1;
BEGIN TRANSACTION;
CREATE TABLE device (
    id TEXT NOT NULL PRIMARY KEY
) STRICT;
INSERT INTO "device" VALUES('432ae179-543b-4ee9-b686-3dee446388b9');
CREATE TABLE event (
    uuid     TEXT NOT NULL PRIMARY KEY,
    device   TEXT NOT NULL,
    time     INTEGER NOT NULL,  -- milliseconds since 1970-01-01 UTC
    "offset" INTEGER NOT NULL,  -- minutes ahead of UTC
    day      TEXT NOT NULL,     -- the study day, 2026-11-22
    kind     TEXT NOT NULL,
    data     TEXT NOT NULL CHECK (json_valid(data))
) STRICT;
INSERT INTO "event" VALUES('99d20f2c-118c-4d6b-947c-dde5d8d9a647','432ae179-543b-4ee9-b686-3dee446388b9',1795348800000,0,'2026-11-22','session','{"mode":"test","state":"begun","plan":[["lib/deck/men","typed"],["lib/deck/claim","true-false"],["lib/deck/leader","typed"]],"seed":1,"wish":{"mode":"test","decks":[],"count":3,"new":null,"tag":"","form":null,"minutes":null,"feedback":"now","seed":1,"cards":[]},"settings":{"new_per_day":10,"retention":0.9,"day_starts":"04:00","exam_date":null}}');
INSERT INTO "event" VALUES('eb40dfc9-f01d-40ad-b054-c9efd9a5d392','432ae179-543b-4ee9-b686-3dee446388b9',1795348804000,0,'2026-11-22','review','{"session":"99d20f2c-118c-4d6b-947c-dde5d8d9a647","card":"lib/deck/men","form":"typed","shown":[],"response":["x"],"outcome":"wrong","right":0,"of":1,"note":"That could not be read as a number.","score":0,"grade":"again","seconds":4.0,"hint":false,"digest":"5bd45bae6891759f"}');
INSERT INTO "event" VALUES('3cbf5597-3a5b-4772-846b-48a82bd2411b','432ae179-543b-4ee9-b686-3dee446388b9',1795348808000,0,'2026-11-22','review','{"session":"99d20f2c-118c-4d6b-947c-dde5d8d9a647","card":"lib/deck/claim","form":"true-false","shown":["true","false"],"response":["A"],"outcome":"wrong","right":0,"of":1,"note":"","score":0,"grade":"again","seconds":4.0,"hint":false,"digest":"f2273e68ddd7b79b"}');
INSERT INTO "event" VALUES('a8bba4d9-a941-4977-933d-bebd2183b27d','432ae179-543b-4ee9-b686-3dee446388b9',1795348812000,0,'2026-11-22','review','{"session":"99d20f2c-118c-4d6b-947c-dde5d8d9a647","card":"lib/deck/leader","form":"typed","shown":[],"response":[],"outcome":"wrong","right":0,"of":1,"note":"","score":0,"grade":"again","seconds":4.0,"hint":false,"digest":"e20e75f51cfcdc9e"}');
INSERT INTO "event" VALUES('41cf3eb2-ee72-4ace-9aa5-0541d1ee5fe3','432ae179-543b-4ee9-b686-3dee446388b9',1795348812001,0,'2026-11-22','amend','{"of":"a8bba4d9-a941-4977-933d-bebd2183b27d","as":"guess"}');
INSERT INTO "event" VALUES('647fac94-8603-4483-9ed7-10d2d8a1cccc','432ae179-543b-4ee9-b686-3dee446388b9',1795348812002,0,'2026-11-22','undo','{"of":"a8bba4d9-a941-4977-933d-bebd2183b27d"}');
INSERT INTO "event" VALUES('d2b31cbf-9a36-4f9d-8561-9af3210ba132','432ae179-543b-4ee9-b686-3dee446388b9',1795348812003,0,'2026-11-22','review','{"session":"99d20f2c-118c-4d6b-947c-dde5d8d9a647","card":"lib/deck/leader","form":"typed","shown":[],"response":["\u5f6d\u5fb7\u6000"],"outcome":"wrong","right":0,"of":1,"note":"","score":0,"grade":"again","seconds":0.0,"hint":false,"digest":"e20e75f51cfcdc9e"}');
INSERT INTO "event" VALUES('9174a072-3a0f-46dd-9d62-b2b4b877c837','432ae179-543b-4ee9-b686-3dee446388b9',1795348812004,0,'2026-11-22','amend','{"of":"d2b31cbf-9a36-4f9d-8561-9af3210ba132","as":"right"}');
INSERT INTO "event" VALUES('5f7dfe45-96bc-48c6-87a4-a43955f49ae4','432ae179-543b-4ee9-b686-3dee446388b9',1795348812005,0,'2026-11-22','session','{"mode":"test","state":"ended","session":"99d20f2c-118c-4d6b-947c-dde5d8d9a647"}');
INSERT INTO "event" VALUES('d75bb686-3703-47f5-9f97-8bfb9d598624','432ae179-543b-4ee9-b686-3dee446388b9',1795435212000,0,'2026-11-23','session','{"mode":"study","state":"begun","plan":[["lib/deck/yalu","choice"],["lib/deck/leader","typed"],["lib/deck/men","typed"]],"seed":2,"wish":{"mode":"study","decks":[],"count":10,"new":3,"tag":"","form":null,"minutes":null,"feedback":"now","seed":2,"cards":[]},"settings":{"new_per_day":10,"retention":0.9,"day_starts":"04:00","exam_date":null}}');
INSERT INTO "event" VALUES('d0cd4bc7-332c-483c-b187-e0e009c1ec3b','432ae179-543b-4ee9-b686-3dee446388b9',1795435218000,0,'2026-11-23','review','{"session":"d75bb686-3703-47f5-9f97-8bfb9d598624","card":"lib/deck/yalu","form":"choice","shown":["1 October 1950","25 October 1950","19 October 1950"],"response":["19 October 1950"],"outcome":"correct","right":1,"of":1,"note":"","score":1,"grade":"good","seconds":6.0,"hint":false,"digest":"ae6b6f0cdf668456"}');
INSERT INTO "event" VALUES('315b95f1-7e59-4580-a863-e4909b8c91ef','432ae179-543b-4ee9-b686-3dee446388b9',1795435224000,0,'2026-11-23','review','{"session":"d75bb686-3703-47f5-9f97-8bfb9d598624","card":"lib/deck/leader","form":"typed","shown":[],"response":["Peng Dehuai"],"outcome":"correct","right":1,"of":1,"note":"","score":1,"grade":"good","seconds":6.0,"hint":false,"digest":"e20e75f51cfcdc9e"}');
INSERT INTO "event" VALUES('c7002851-c677-47c9-8076-14f81d7d3e66','432ae179-543b-4ee9-b686-3dee446388b9',1795435224001,0,'2026-11-23','suspend','{"card":"lib/deck/leader","on":true}');
CREATE INDEX event_in_order ON event (time, uuid);
CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
BEGIN SELECT RAISE(ABORT, 'the history is append-only'); END;
COMMIT;
