-- A scan store as the software before entries of the kind `operator` wrote it (format 4).
CREATE TABLE journal (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  at_ms INTEGER NOT NULL,
  scan_id INTEGER,
  data TEXT NOT NULL,
  previous BLOB NOT NULL,
  hash BLOB NOT NULL
);
CREATE TABLE queue (
  scan_id INTEGER PRIMARY KEY,
  state TEXT NOT NULL,
  ticket_key TEXT NOT NULL,
  device_id INTEGER NOT NULL,
  in_doubt INTEGER NOT NULL,
  scan_time_ms INTEGER NOT NULL,
  entry INTEGER NOT NULL,
  since INTEGER NOT NULL
, unknown_admitted INTEGER NOT NULL DEFAULT 0);
CREATE TABLE configuration (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  data TEXT NOT NULL
);
CREATE TABLE ledger (
  ticket_key TEXT NOT NULL,
  seq INTEGER NOT NULL,
  event_id TEXT,
  data TEXT NOT NULL,
  PRIMARY KEY (ticket_key, seq)
) WITHOUT ROWID;
INSERT INTO journal VALUES (1, 'setAside', 1795458000000, NULL, '{"file":"/tmp/usher-gate/gate.db.set-aside-2026-11-23T18-20-00-000Z","salvaged":0}', X'0000000000000000000000000000000000000000000000000000000000000000', X'264c9ec630139492c0aeff23e78ff7296eb347d4273b43920fe33ac47233308c');
INSERT INTO journal VALUES (2, 'setAsideAccepted', 1795458000100, NULL, '{}', X'264c9ec630139492c0aeff23e78ff7296eb347d4273b43920fe33ac47233308c', X'79a98a1a833b46efe765c57e7575912cdd1ee4af0b685ffc898af1f026b15e36');
INSERT INTO journal VALUES (3, 'decided', 1795458001000, 3, '{"scan":{"barcode":{"token":"T1","ticketKey":"T1","symbology":null},"direction":"enter","device":{"id":7,"name":"North 1","venueId":"V1","gateId":70,"gateName":"North"},"scanTimeMs":1000,"skewMs":null,"deviceOs":"Printed","channelId":null,"readerId":"reader-1","lane":"lane-1"},"decision":{"outcome":"permit","status":"OKAY","message":"Okay","source":"offline","inDoubt":false,"tickets":[{"place":"A:1:2","eventId":"E1"}],"ledger":{"ticketKey":"T1","eventId":null,"state":{"external":"entered","internal":{}},"bar":null}}}', X'79a98a1a833b46efe765c57e7575912cdd1ee4af0b685ffc898af1f026b15e36', X'2ca0d3043d7a5712b6a01b16bbd015f8f7ad041defcb388ed80724d7c4080913');
INSERT INTO journal VALUES (4, 'decided', 1795458001000, 4, '{"scan":{"barcode":{"token":"T2","ticketKey":"T2","symbology":null},"direction":"enter","device":{"id":7,"name":"North 1","venueId":"V1","gateId":70,"gateName":"North"},"scanTimeMs":1000,"skewMs":null,"deviceOs":"Printed","channelId":null,"readerId":"reader-1","lane":"lane-1"},"decision":{"outcome":"permit","status":"OKAY","message":"Okay","source":"offline","inDoubt":false,"tickets":[{"place":"A:1:2","eventId":"E1"}],"ledger":{"ticketKey":"T2","eventId":null,"state":{"external":"entered","internal":{}},"bar":null}}}', X'2ca0d3043d7a5712b6a01b16bbd015f8f7ad041defcb388ed80724d7c4080913', X'986452a4eedca0e685dfa6f89e4323c940268cbec48e2aca4fab0cf9abef5510');
INSERT INTO journal VALUES (5, 'decided', 1795458001000, 5, '{"scan":{"barcode":{"token":"T3","ticketKey":"T3","symbology":null},"direction":"enter","device":{"id":7,"name":"North 1","venueId":"V1","gateId":70,"gateName":"North"},"scanTimeMs":1000,"skewMs":null,"deviceOs":"Printed","channelId":null,"readerId":"reader-1","lane":"lane-1"},"decision":{"outcome":"permit","status":"OKAY","message":"Okay","source":"offline","inDoubt":false,"tickets":[{"place":"A:1:2","eventId":"E1"}],"ledger":{"ticketKey":"T3","eventId":null,"state":{"external":"entered","internal":{}},"bar":null}}}', X'986452a4eedca0e685dfa6f89e4323c940268cbec48e2aca4fab0cf9abef5510', X'68921f7ae47195365997fd309c4535f01dd6feffecd01c45a16ad9c9aaaa7d8a');
INSERT INTO journal VALUES (6, 'decided', 1795458001000, 6, '{"scan":{"barcode":{"token":"T4","ticketKey":"T4","symbology":null},"direction":"enter","device":{"id":7,"name":"North 1","venueId":"V1","gateId":70,"gateName":"North"},"scanTimeMs":1000,"skewMs":null,"deviceOs":"Printed","channelId":null,"readerId":"reader-1","lane":"lane-1"},"decision":{"outcome":"permit","status":"OKAY","message":"Okay","source":"offline","inDoubt":false,"tickets":[{"place":"A:1:2","eventId":"E1"}],"ledger":{"ticketKey":"T4","eventId":null,"state":{"external":"entered","internal":{}},"bar":null}}}', X'68921f7ae47195365997fd309c4535f01dd6feffecd01c45a16ad9c9aaaa7d8a', X'1aed1273f44b0b53ed4f431cec41a1a9c98b18fce1046a28b890cd9970e9b769');
INSERT INTO journal VALUES (7, 'quarantined', 1795458002000, 4, '{}', X'1aed1273f44b0b53ed4f431cec41a1a9c98b18fce1046a28b890cd9970e9b769', X'70b6e55bd2547d14e1c2f0aec1213a540fbfee9ef9c3597261d5d39e8d9415d3');
INSERT INTO journal VALUES (8, 'quarantined', 1795458002001, 5, '{}', X'70b6e55bd2547d14e1c2f0aec1213a540fbfee9ef9c3597261d5d39e8d9415d3', X'64b14c498dcbaf93616765c1b263ac6c564ed9109bb8b48ef1fb7ce2fef66281');
INSERT INTO journal VALUES (9, 'requeued', 1795458003000, 5, '{}', X'64b14c498dcbaf93616765c1b263ac6c564ed9109bb8b48ef1fb7ce2fef66281', X'c08b625b6eebead68a78f65d34d6e6d76a2d9b73699c68fbac1fda094d89db1a');
INSERT INTO journal VALUES (10, 'uploaded', 1795458004000, NULL, '{"scanIds":["000000000006"]}', X'c08b625b6eebead68a78f65d34d6e6d76a2d9b73699c68fbac1fda094d89db1a', X'2543b2cd8cd2f60bce73d2c8dcbb039083dd2559f5aaa32df95bc42bb4dc611e');
INSERT INTO journal VALUES (11, 'begun', 1795458005000, 11, '{"scan":{"barcode":{"token":"T5","ticketKey":"T5","symbology":null},"direction":"enter","device":{"id":7,"name":"North 1","venueId":"V1","gateId":70,"gateName":"North"},"scanTimeMs":1000,"skewMs":null,"deviceOs":"Printed","channelId":null,"readerId":"reader-1","lane":"lane-1"}}', X'2543b2cd8cd2f60bce73d2c8dcbb039083dd2559f5aaa32df95bc42bb4dc611e', X'c8ce83593d398f36a0ee7f4c0ec60c594e5e8d5165349ae9af0bd131ce499790');
INSERT INTO queue VALUES (3, 'pending', 'T1', 7, 0, 1000, 3, 3, 0);
INSERT INTO queue VALUES (4, 'quarantined', 'T2', 7, 0, 1000, 4, 7, 0);
INSERT INTO queue VALUES (5, 'pending', 'T3', 7, 0, 1000, 5, 9, 0);
INSERT INTO queue VALUES (6, 'uploaded', 'T4', 7, 0, 1000, 6, 10, 0);
INSERT INTO ledger VALUES ('T1', 3, NULL, '{"ticketKey":"T1","eventId":null,"state":{"external":"entered","internal":{}},"bar":null}');
INSERT INTO ledger VALUES ('T2', 4, NULL, '{"ticketKey":"T2","eventId":null,"state":{"external":"entered","internal":{}},"bar":null}');
INSERT INTO ledger VALUES ('T3', 5, NULL, '{"ticketKey":"T3","eventId":null,"state":{"external":"entered","internal":{}},"bar":null}');
INSERT INTO ledger VALUES ('T4', 6, NULL, '{"ticketKey":"T4","eventId":null,"state":{"external":"entered","internal":{}},"bar":null}');
CREATE TRIGGER journal_is_never_updated BEFORE UPDATE ON journal
  BEGIN SELECT raise(ABORT, 'the journal is immutable'); END;
CREATE TRIGGER journal_is_never_deleted BEFORE DELETE ON journal
  BEGIN SELECT raise(ABORT, 'the journal is immutable'); END;
CREATE TRIGGER journal_only_grows BEFORE INSERT ON journal WHEN NEW.seq <= (SELECT max(seq) FROM journal)
  BEGIN SELECT raise(ABORT, 'the journal is immutable'); END;
CREATE INDEX queue_unacknowledged ON queue (ticket_key) WHERE state IN ('pending', 'quarantined');
CREATE INDEX queue_in_doubt ON queue (ticket_key, scan_id) WHERE in_doubt = 1;
CREATE INDEX journal_set_asides ON journal (seq) WHERE kind IN ('setAside', 'setAsideAccepted');
CREATE INDEX queue_pending ON queue (device_id, since) WHERE state = 'pending';
CREATE INDEX queue_quarantined ON queue (since) WHERE state = 'quarantined';
CREATE INDEX queue_unknown_admitted ON queue (state) WHERE unknown_admitted = 1;
PRAGMA user_version = 4;
