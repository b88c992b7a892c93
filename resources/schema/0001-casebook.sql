-- The first schema: what every table of records keeps to is held by a test (tests/casebook/test-schema.c).
-- Records: STRICT, ids are random 63-bit numbers chosen by the program, rows are never deleted but marked
-- (deleted_at), every change is written together with its journal entry by the data layer.

CREATE TABLE "school" (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "short" TEXT,
  "code" TEXT,
  "kind" TEXT,
  "stages" TEXT,
  "region" TEXT,
  "county" TEXT,
  "town" TEXT,
  "address" TEXT,
  "phone" TEXT,
  "is_boarding" INTEGER,
  "account" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE TRIGGER "school_keep" BEFORE DELETE ON "school" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "term" (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "starts_on" TEXT,
  "ends_on" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE TRIGGER "term_keep" BEFORE DELETE ON "term" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "calendar_day" (
  id INTEGER PRIMARY KEY,
  "date" TEXT,
  "kind" TEXT,
  "name" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE TRIGGER "calendar_day_keep" BEFORE DELETE ON "calendar_day" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "class" (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "school_year" TEXT,
  "grade" TEXT,
  "homeroom" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "class_by_homeroom" ON "class" ("homeroom");
CREATE TRIGGER "class_keep" BEFORE DELETE ON "class" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "staff" (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "sex" TEXT,
  "phone" TEXT,
  "post" TEXT,
  "role" TEXT,
  "party_member" INTEGER,
  "classes" TEXT,
  "left_on" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE TRIGGER "staff_keep" BEFORE DELETE ON "staff" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "student" (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "former_name" TEXT,
  "pinyin" TEXT,
  "sex" TEXT,
  "birth_date" TEXT,
  "nation" TEXT,
  "nationality" TEXT DEFAULT 'CHN',
  "id_type" TEXT DEFAULT '1',
  "id_no" TEXT,
  "roll_no" TEXT,
  "roll_no_aux" TEXT,
  "file_no" TEXT,
  "family" INTEGER REFERENCES "family" (id) DEFERRABLE INITIALLY DEFERRED,
  "native_place" TEXT,
  "birth_region" TEXT,
  "hukou_kind" TEXT,
  "hukou_region" TEXT,
  "hukou_address" TEXT,
  "town" TEXT,
  "village" TEXT,
  "villager_group" TEXT,
  "home_address" TEXT,
  "mail_address" TEXT,
  "postcode" TEXT,
  "phone" TEXT,
  "enrol_ym" TEXT,
  "enrol_way" TEXT,
  "origin" TEXT,
  "politics" TEXT,
  "health" TEXT,
  "disab_type" TEXT,
  "disab_level" TEXT,
  "disab_cert_no" TEXT,
  "inclusive_edu" INTEGER,
  "only_child" INTEGER,
  "preschool_done" INTEGER,
  "left_behind" TEXT,
  "migrant_child" INTEGER,
  "orphan" INTEGER,
  "martyr_child" INTEGER,
  "needs_aid" INTEGER,
  "gets_allowance" INTEGER,
  "commute_km" INTEGER,
  "commute_way" TEXT,
  "needs_bus" INTEGER,
  "specialty" TEXT,
  "nutrition" INTEGER,
  "bank_holder" TEXT,
  "bank_name" TEXT,
  "bank_no" TEXT,
  "bank_holder_rel" TEXT,
  "bank_holder_id" TEXT,
  "merged_into" INTEGER REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "student_by_family" ON "student" ("family");
CREATE INDEX "student_by_merged_into" ON "student" ("merged_into");
CREATE TRIGGER "student_keep" BEFORE DELETE ON "student" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "enrolment" (
  id INTEGER PRIMARY KEY,
  "student" INTEGER NOT NULL REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "school_year" TEXT,
  "class" INTEGER REFERENCES "class" (id) DEFERRABLE INITIALLY DEFERRED,
  "student_no" TEXT,
  "board" TEXT,
  "enrol_status" TEXT DEFAULT '1',
  "from_on" TEXT,
  "to_on" TEXT,
  "reason" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "enrolment_by_student" ON "enrolment" ("student");
CREATE INDEX "enrolment_by_class" ON "enrolment" ("class");
CREATE TRIGGER "enrolment_keep" BEFORE DELETE ON "enrolment" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "family" (
  id INTEGER PRIMARY KEY,
  "population" INTEGER,
  "labour" INTEGER,
  "in_school" INTEGER,
  "elders" INTEGER,
  "income_year" INTEGER,
  "income_main" TEXT,
  "debt" INTEGER,
  "debt_reason" TEXT,
  "land_mu" INTEGER,
  "housing" TEXT,
  "assets" TEXT,
  "disaster" TEXT,
  "accident" TEXT,
  "sickness" TEXT,
  "weak_labour" TEXT,
  "unemployed" TEXT,
  "insurance" TEXT,
  "poverty_cause" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE TRIGGER "family_keep" BEFORE DELETE ON "family" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "family_member" (
  id INTEGER PRIMARY KEY,
  "family" INTEGER REFERENCES "family" (id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT,
  "relation" TEXT,
  "relation_note" TEXT,
  "age" INTEGER,
  "birth" TEXT,
  "id_no" TEXT,
  "guardian" INTEGER,
  "lives_with" INTEGER,
  "work_unit" TEXT,
  "job" TEXT,
  "work_place" TEXT,
  "income_year" INTEGER,
  "health" TEXT,
  "phone" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "family_member_by_family" ON "family_member" ("family");
CREATE TRIGGER "family_member_keep" BEFORE DELETE ON "family_member" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "member_tie" (
  id INTEGER PRIMARY KEY,
  "member" INTEGER NOT NULL REFERENCES "family_member" (id) DEFERRABLE INITIALLY DEFERRED,
  "student" INTEGER NOT NULL REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "relation" TEXT,
  "guardian" INTEGER,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "member_tie_by_member" ON "member_tie" ("member");
CREATE INDEX "member_tie_by_student" ON "member_tie" ("student");
CREATE TRIGGER "member_tie_keep" BEFORE DELETE ON "member_tie" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "category" (
  id INTEGER PRIMARY KEY,
  "family" INTEGER REFERENCES "family" (id) DEFERRABLE INITIALLY DEFERRED,
  "student" INTEGER REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "cat" TEXT,
  "cert_no" TEXT,
  "issuer" TEXT,
  "valid_from" TEXT,
  "valid_to" TEXT,
  "matched_by" TEXT,
  "matched_on" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "category_by_family" ON "category" ("family");
CREATE INDEX "category_by_student" ON "category" ("student");
CREATE TRIGGER "category_keep" BEFORE DELETE ON "category" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "home_visit" (
  id INTEGER PRIMARY KEY,
  "kind" TEXT DEFAULT '1',
  "visit_date" TEXT,
  "start" TEXT,
  "end" TEXT,
  "place" TEXT,
  "nobody_home" INTEGER,
  "received_by" TEXT,
  "received_rel" TEXT,
  "received_phone" TEXT,
  "student_present" INTEGER,
  "purpose" TEXT,
  "observations" TEXT,
  "home_found" TEXT,
  "study_home" TEXT,
  "school_report" TEXT,
  "policy_told" TEXT,
  "level_view" TEXT,
  "contradiction" TEXT,
  "parent_opinion" TEXT,
  "problems" TEXT,
  "measures" TEXT,
  "needs" TEXT,
  "change" TEXT,
  "next_date" TEXT,
  "effect" TEXT,
  "sign_way" TEXT,
  "sign_reason" TEXT,
  "parent_sign" INTEGER,
  "visitor_sign" INTEGER,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE TRIGGER "home_visit_keep" BEFORE DELETE ON "home_visit" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "visit_child" (
  id INTEGER PRIMARY KEY,
  "visit" INTEGER NOT NULL REFERENCES "home_visit" (id) DEFERRABLE INITIALLY DEFERRED,
  "student" INTEGER NOT NULL REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
-- With what a ledger asks of each row, so that it need not be looked up: it lies anywhere in the file.
CREATE INDEX "visit_child_by_visit" ON "visit_child" ("visit", "student", "deleted_at", "voided_on");
CREATE INDEX "visit_child_by_student" ON "visit_child" ("student");
CREATE TRIGGER "visit_child_keep" BEFORE DELETE ON "visit_child" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "visit_staff" (
  id INTEGER PRIMARY KEY,
  "visit" INTEGER NOT NULL REFERENCES "home_visit" (id) DEFERRABLE INITIALLY DEFERRED,
  "staff" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "duty" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "visit_staff_by_visit" ON "visit_staff" ("visit", "staff", "deleted_at", "voided_on");
CREATE INDEX "visit_staff_by_staff" ON "visit_staff" ("staff");
CREATE TRIGGER "visit_staff_keep" BEFORE DELETE ON "visit_staff" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "contact_log" (
  id INTEGER PRIMARY KEY,
  "student" INTEGER NOT NULL REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "date" TEXT,
  "time" TEXT,
  "channel" TEXT DEFAULT '1',
  "staff" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "with_whom" TEXT,
  "relation" TEXT,
  "reached" INTEGER,
  "reason" TEXT,
  "content" TEXT,
  "outcome" TEXT,
  "follow_up" INTEGER REFERENCES "follow_up" (id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "contact_log_by_student" ON "contact_log" ("student");
CREATE INDEX "contact_log_by_staff" ON "contact_log" ("staff");
CREATE INDEX "contact_log_by_follow_up" ON "contact_log" ("follow_up");
CREATE TRIGGER "contact_log_keep" BEFORE DELETE ON "contact_log" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "follow_up" (
  id INTEGER PRIMARY KEY,
  "student" INTEGER NOT NULL REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "what" TEXT,
  "person" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "due" TEXT,
  "done_on" TEXT,
  "result" TEXT,
  "visit" INTEGER REFERENCES "home_visit" (id) DEFERRABLE INITIALLY DEFERRED,
  "why_moved" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "follow_up_by_student" ON "follow_up" ("student");
CREATE INDEX "follow_up_by_person" ON "follow_up" ("person");
CREATE INDEX "follow_up_by_visit" ON "follow_up" ("visit");
CREATE TRIGGER "follow_up_keep" BEFORE DELETE ON "follow_up" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "attachment" (
  id INTEGER PRIMARY KEY,
  "owner_kind" TEXT,
  "owner_id" INTEGER,
  "owner_field" TEXT,
  "kind" TEXT,
  "file_name" TEXT,
  "mime" TEXT,
  "size" INTEGER,
  "sha256" TEXT,
  "paper_place" TEXT,
  "captured_on" TEXT,
  "captured_by" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "consent" INTEGER,
  "valid_to" TEXT,
  "keep_until" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "attachment_by_captured_by" ON "attachment" ("captured_by");
CREATE TRIGGER "attachment_keep" BEFORE DELETE ON "attachment" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "rejected_row" (
  id INTEGER PRIMARY KEY,
  "file" TEXT,
  "sheet" TEXT,
  "row" INTEGER,
  "code" TEXT,
  "field" TEXT,
  "message" TEXT,
  "raw" TEXT,
  "state" TEXT DEFAULT 'waiting',
  "context" TEXT,
  "record" INTEGER REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "rejected_row_by_record" ON "rejected_row" ("record");
CREATE TRIGGER "rejected_row_keep" BEFORE DELETE ON "rejected_row" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "setting" (
  id INTEGER PRIMARY KEY,
  "key" TEXT,
  "value" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE TRIGGER "setting_keep" BEFORE DELETE ON "setting" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "code" (
  id INTEGER PRIMARY KEY,
  "table" TEXT,
  "code" TEXT,
  "label" TEXT,
  "position" INTEGER,
  "from_on" TEXT,
  "to_on" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE TRIGGER "code_keep" BEFORE DELETE ON "code" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "export_log" (
  id INTEGER PRIMARY KEY,
  "what" TEXT,
  "file" TEXT,
  "reason" TEXT,
  "person" TEXT,
  "rows" INTEGER,
  "sha256" TEXT,
  "at" TEXT,
  "full_values" INTEGER,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE TRIGGER "export_log_keep" BEFORE DELETE ON "export_log" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "access_log" (
  id INTEGER PRIMARY KEY,
  "student" INTEGER REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT,
  "record" INTEGER,
  "field" TEXT,
  "person" TEXT,
  "at" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "access_log_by_student" ON "access_log" ("student");
CREATE TRIGGER "access_log_keep" BEFORE DELETE ON "access_log" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

-- What follows is local to this file and this laptop; none of it is journaled.

-- The journal: one entry for each thing a person did, written in the same transaction as the data.
CREATE TABLE journal (
  jid       INTEGER PRIMARY KEY,            -- local number, order of arrival
  dev       INTEGER NOT NULL,
  seq       INTEGER NOT NULL,               -- identity everywhere, written "dev.seq"
  hlc       INTEGER NOT NULL,
  wall      INTEGER NOT NULL,               -- ordering clock / clock as shown to people, in milliseconds
  actor     TEXT NOT NULL,
  label     TEXT NOT NULL,
  grp       INTEGER,                        -- seq of the first entry of a bulk action
  type      TEXT NOT NULL,                  -- normal, undo, redo, import, settle, setup, log
  undo_of   TEXT,                           -- "dev.seq"
  sv        INTEGER NOT NULL,               -- schema version of the writer
  seen      TEXT,
  payload   ANY NOT NULL,                   -- TEXT, or BLOB when deflated
  prev_hash BLOB NOT NULL,
  hash      BLOB NOT NULL,
  UNIQUE (dev, seq)
) STRICT;

-- Entries of one bulk action; what is undone, and what was made again.
CREATE INDEX journal_by_group ON journal (dev, grp, seq) WHERE grp IS NOT NULL;
CREATE INDEX journal_by_undo ON journal (undo_of) WHERE undo_of IS NOT NULL;

-- Derived from the journal; can be built again from it.
CREATE TABLE row_ver (kind TEXT, row INTEGER, jid INTEGER NOT NULL, PRIMARY KEY (kind, row)) STRICT, WITHOUT ROWID;
CREATE TABLE cell_ver (kind TEXT, row INTEGER, field TEXT, jid INTEGER NOT NULL, PRIMARY KEY (kind, row, field)) STRICT, WITHOUT ROWID;
CREATE TABLE head (kind TEXT, row INTEGER, field TEXT, jid INTEGER, val ANY, PRIMARY KEY (kind, row, field, jid)) STRICT, WITHOUT ROWID;
CREATE TABLE touch (kind TEXT, row INTEGER, jid INTEGER, PRIMARY KEY (kind, row, jid)) STRICT, WITHOUT ROWID;

-- Facts of this file on this laptop: device, last backup …
CREATE TABLE local (key TEXT PRIMARY KEY, value TEXT) STRICT, WITHOUT ROWID;

-- What lists show and sort by, per student in the working term; rebuilt from the records.
CREATE TABLE student_now (
  student      INTEGER PRIMARY KEY,
  enrolment    INTEGER,
  stage        TEXT,
  grade        TEXT,
  class        INTEGER,
  class_name   TEXT,
  student_no   TEXT,
  board        TEXT,
  enrol_status TEXT,
  cat          TEXT,                        -- smallest valid category
  level        TEXT,                        -- in need in this term; NULL when not
  last_visit   TEXT,                        -- last home visit at which somebody was met
  sort_name    TEXT NOT NULL,               -- pinyin order
  sort_class   INTEGER NOT NULL,            -- stage, grade, class
  keys         TEXT NOT NULL                -- its rows of search_key
) STRICT;
-- With what lists filter by, so that the keys of a list come from the index alone: the rows are wide.
CREATE INDEX student_now_by_name ON student_now (sort_name, enrol_status, level, last_visit);
CREATE INDEX student_now_by_class ON student_now (sort_class, sort_name, enrol_status, level, last_visit);
CREATE INDEX student_now_by_level ON student_now (level, sort_class, sort_name, last_visit) WHERE level IS NOT NULL;

CREATE TABLE search_key (key TEXT NOT NULL, student INTEGER NOT NULL, PRIMARY KEY (key, student)) STRICT, WITHOUT ROWID;

-- Text of visits, calls and follow-ups, one token for each Chinese character.
CREATE VIRTUAL TABLE note_text USING fts5 (body, kind UNINDEXED, tokenize = 'unicode61');

-- Half-written forms.
CREATE TABLE draft (
  key      INTEGER PRIMARY KEY,
  kind     TEXT NOT NULL,
  student  INTEGER NOT NULL DEFAULT 0,
  actor    TEXT NOT NULL,
  body     TEXT NOT NULL,
  saved_at INTEGER NOT NULL
) STRICT;

-- How the columns of a file with these headings were read last time.
CREATE TABLE column_mapping (headings TEXT PRIMARY KEY, mapping TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- People are found by their numbers.
CREATE INDEX student_by_id_no ON student (id_no);
CREATE INDEX student_by_name ON student (name);
CREATE INDEX student_by_roll_no ON student (roll_no);
CREATE INDEX home_visit_by_date ON home_visit (visit_date, start);
CREATE INDEX contact_log_by_date ON contact_log (date, time);
CREATE INDEX follow_up_by_due ON follow_up (due);
CREATE INDEX setting_by_key ON setting (key);
CREATE INDEX rejected_row_by_state ON rejected_row (state);
CREATE INDEX attachment_by_owner ON attachment (owner_kind, owner_id);
CREATE INDEX class_by_name ON class (school_year, grade, name);
