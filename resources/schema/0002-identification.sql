-- Need identification: applications and what leads to their level, public notices, objections, talks, lists of departments.

CREATE TABLE "round" (
  id INTEGER PRIMARY KEY,
  "term" TEXT,
  "school_year" TEXT,
  "opened_on" TEXT,
  "closes_on" TEXT,
  "closed_on" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE TRIGGER "round_keep" BEFORE DELETE ON "round" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "application" (
  id INTEGER PRIMARY KEY,
  "apply_no" TEXT,
  "student" INTEGER NOT NULL REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "school_year" TEXT,
  "term" TEXT,
  "kind" TEXT,
  "round" INTEGER REFERENCES "round" (id) DEFERRABLE INITIALLY DEFERRED,
  "previous" INTEGER REFERENCES "application" (id) DEFERRABLE INITIALLY DEFERRED,
  "applicant" TEXT,
  "applicant_rel" TEXT,
  "apply_date" TEXT,
  "event_date" TEXT,
  "ends_on" TEXT,
  "cats" TEXT,
  "reason" TEXT,
  "already_aided" TEXT,
  "programmes" TEXT,
  "village_opinion" TEXT,
  "village_date" TEXT,
  "commitment_text" TEXT,
  "committed" INTEGER,
  "commit_date" TEXT,
  "data_consent" INTEGER,
  "snapshot" TEXT,
  "reason_refused" TEXT,
  "archive_confirmed" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "application_by_student" ON "application" ("student");
CREATE INDEX "application_by_round" ON "application" ("round");
CREATE INDEX "application_by_previous" ON "application" ("previous");
CREATE TRIGGER "application_keep" BEFORE DELETE ON "application" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "verification" (
  id INTEGER PRIMARY KEY,
  "application" INTEGER NOT NULL REFERENCES "application" (id) DEFERRABLE INITIALLY DEFERRED,
  "method" TEXT,
  "date" TEXT,
  "visit" INTEGER REFERENCES "home_visit" (id) DEFERRABLE INITIALLY DEFERRED,
  "contact" INTEGER REFERENCES "contact_log" (id) DEFERRABLE INITIALLY DEFERRED,
  "found" TEXT,
  "consistent" TEXT,
  "suggest_level" TEXT,
  "docs_checked" TEXT,
  "no_visit_reason" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "verification_by_application" ON "verification" ("application");
CREATE INDEX "verification_by_visit" ON "verification" ("visit");
CREATE INDEX "verification_by_contact" ON "verification" ("contact");
CREATE TRIGGER "verification_keep" BEFORE DELETE ON "verification" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "verification_staff" (
  id INTEGER PRIMARY KEY,
  "verification" INTEGER NOT NULL REFERENCES "verification" (id) DEFERRABLE INITIALLY DEFERRED,
  "staff" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "verification_staff_by_verification" ON "verification_staff" ("verification");
CREATE INDEX "verification_staff_by_staff" ON "verification_staff" ("staff");
CREATE TRIGGER "verification_staff_keep" BEFORE DELETE ON "verification_staff" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "class_review" (
  id INTEGER PRIMARY KEY,
  "class" INTEGER REFERENCES "class" (id) DEFERRABLE INITIALLY DEFERRED,
  "class_name" TEXT,
  "school_year" TEXT,
  "term" TEXT,
  "date" TEXT,
  "host" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "present" INTEGER,
  "member_notice_from" TEXT,
  "method" TEXT,
  "minutes" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "class_review_by_class" ON "class_review" ("class");
CREATE INDEX "class_review_by_host" ON "class_review" ("host");
CREATE TRIGGER "class_review_keep" BEFORE DELETE ON "class_review" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "class_review_member" (
  id INTEGER PRIMARY KEY,
  "class_review" INTEGER NOT NULL REFERENCES "class_review" (id) DEFERRABLE INITIALLY DEFERRED,
  "name" TEXT,
  "role" TEXT,
  "staff" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "student" INTEGER REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "class_review_member_by_class_review" ON "class_review_member" ("class_review");
CREATE INDEX "class_review_member_by_staff" ON "class_review_member" ("staff");
CREATE INDEX "class_review_member_by_student" ON "class_review_member" ("student");
CREATE TRIGGER "class_review_member_keep" BEFORE DELETE ON "class_review_member" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "class_review_line" (
  id INTEGER PRIMARY KEY,
  "class_review" INTEGER NOT NULL REFERENCES "class_review" (id) DEFERRABLE INITIALLY DEFERRED,
  "application" INTEGER NOT NULL REFERENCES "application" (id) DEFERRABLE INITIALLY DEFERRED,
  "score" INTEGER,
  "for_" INTEGER,
  "against" INTEGER,
  "abstain" INTEGER,
  "suggest_level" TEXT,
  "opinion" TEXT,
  "order_no" INTEGER,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "class_review_line_by_class_review" ON "class_review_line" ("class_review");
CREATE INDEX "class_review_line_by_application" ON "class_review_line" ("application");
CREATE TRIGGER "class_review_line_keep" BEFORE DELETE ON "class_review_line" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "scale_item" (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "factor" TEXT,
  "points" INTEGER,
  "evidence" TEXT,
  "position" INTEGER,
  "from_on" TEXT,
  "to_on" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE TRIGGER "scale_item_keep" BEFORE DELETE ON "scale_item" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "scale_score" (
  id INTEGER PRIMARY KEY,
  "line" INTEGER NOT NULL REFERENCES "class_review_line" (id) DEFERRABLE INITIALLY DEFERRED,
  "item" INTEGER REFERENCES "scale_item" (id) DEFERRABLE INITIALLY DEFERRED,
  "points" INTEGER,
  "evidence" TEXT,
  "override_reason" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "scale_score_by_line" ON "scale_score" ("line");
CREATE INDEX "scale_score_by_item" ON "scale_score" ("item");
CREATE TRIGGER "scale_score_keep" BEFORE DELETE ON "scale_score" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "review_step" (
  id INTEGER PRIMARY KEY,
  "application" INTEGER NOT NULL REFERENCES "application" (id) DEFERRABLE INITIALLY DEFERRED,
  "event" TEXT,
  "step" TEXT,
  "position" INTEGER,
  "reviewer" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "date" TEXT,
  "result" TEXT,
  "level" TEXT,
  "opinion" TEXT,
  "reason" TEXT,
  "meeting_note" TEXT,
  "amount" INTEGER,
  "verification" INTEGER REFERENCES "verification" (id) DEFERRABLE INITIALLY DEFERRED,
  "line" INTEGER REFERENCES "class_review_line" (id) DEFERRABLE INITIALLY DEFERRED,
  "notice" INTEGER REFERENCES "notice" (id) DEFERRABLE INITIALLY DEFERRED,
  "objection" INTEGER REFERENCES "objection" (id) DEFERRABLE INITIALLY DEFERRED,
  "other" INTEGER REFERENCES "application" (id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "review_step_by_application" ON "review_step" ("application");
CREATE INDEX "review_step_by_reviewer" ON "review_step" ("reviewer");
CREATE INDEX "review_step_by_verification" ON "review_step" ("verification");
CREATE INDEX "review_step_by_line" ON "review_step" ("line");
CREATE INDEX "review_step_by_notice" ON "review_step" ("notice");
CREATE INDEX "review_step_by_objection" ON "review_step" ("objection");
CREATE INDEX "review_step_by_other" ON "review_step" ("other");
CREATE TRIGGER "review_step_keep" BEFORE DELETE ON "review_step" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "notice" (
  id INTEGER PRIMARY KEY,
  "notice_no" TEXT,
  "title" TEXT,
  "kind" TEXT DEFAULT '1',
  "school_year" TEXT,
  "term" TEXT,
  "scope" TEXT,
  "start" TEXT,
  "days" INTEGER,
  "contact_name" TEXT,
  "contact_phone" TEXT,
  "contact_place" TEXT,
  "box" TEXT,
  "watch_name" TEXT,
  "watch_phone" TEXT,
  "name_style" TEXT,
  "show_level" INTEGER,
  "posted_on" TEXT,
  "posted_by" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "removed_on" TEXT,
  "removed_by" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "renews" INTEGER REFERENCES "notice" (id) DEFERRABLE INITIALLY DEFERRED,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "notice_by_posted_by" ON "notice" ("posted_by");
CREATE INDEX "notice_by_removed_by" ON "notice" ("removed_by");
CREATE INDEX "notice_by_renews" ON "notice" ("renews");
CREATE TRIGGER "notice_keep" BEFORE DELETE ON "notice" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "notice_line" (
  id INTEGER PRIMARY KEY,
  "notice" INTEGER NOT NULL REFERENCES "notice" (id) DEFERRABLE INITIALLY DEFERRED,
  "application" INTEGER REFERENCES "application" (id) DEFERRABLE INITIALLY DEFERRED,
  "position" INTEGER,
  "name" TEXT,
  "grade" TEXT,
  "class_name" TEXT,
  "mark" TEXT,
  "programme" TEXT,
  "tier" TEXT,
  "amount" INTEGER,
  "level" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "notice_line_by_notice" ON "notice_line" ("notice");
CREATE INDEX "notice_line_by_application" ON "notice_line" ("application");
CREATE TRIGGER "notice_line_keep" BEFORE DELETE ON "notice_line" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "objection" (
  id INTEGER PRIMARY KEY,
  "notice" INTEGER REFERENCES "notice" (id) DEFERRABLE INITIALLY DEFERRED,
  "line" INTEGER REFERENCES "notice_line" (id) DEFERRABLE INITIALLY DEFERRED,
  "application" INTEGER REFERENCES "application" (id) DEFERRABLE INITIALLY DEFERRED,
  "received_on" TEXT,
  "received_at" TEXT,
  "channel" TEXT,
  "anonymous" INTEGER,
  "objector" TEXT,
  "objector_kind" TEXT,
  "objector_phone" TEXT,
  "content" TEXT,
  "handler" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "due_on" TEXT,
  "found" TEXT,
  "found_on" TEXT,
  "outcome" TEXT,
  "reply" TEXT,
  "reply_way" TEXT,
  "replied_on" TEXT,
  "renewed_notice" INTEGER REFERENCES "notice" (id) DEFERRABLE INITIALLY DEFERRED,
  "replacement" INTEGER REFERENCES "application" (id) DEFERRABLE INITIALLY DEFERRED,
  "appeal_to_county" INTEGER,
  "appeal_on" TEXT,
  "appeal_result" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "objection_by_notice" ON "objection" ("notice");
CREATE INDEX "objection_by_line" ON "objection" ("line");
CREATE INDEX "objection_by_application" ON "objection" ("application");
CREATE INDEX "objection_by_handler" ON "objection" ("handler");
CREATE INDEX "objection_by_renewed_notice" ON "objection" ("renewed_notice");
CREATE INDEX "objection_by_replacement" ON "objection" ("replacement");
CREATE TRIGGER "objection_keep" BEFORE DELETE ON "objection" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "talk" (
  id INTEGER PRIMARY KEY,
  "student" INTEGER NOT NULL REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "application" INTEGER REFERENCES "application" (id) DEFERRABLE INITIALLY DEFERRED,
  "date" TEXT,
  "place" TEXT,
  "staff" INTEGER REFERENCES "staff" (id) DEFERRABLE INITIALLY DEFERRED,
  "kind" TEXT,
  "network_level" TEXT,
  "emotion" TEXT,
  "content" TEXT,
  "advice" TEXT,
  "next_date" TEXT,
  "risk" TEXT,
  "referred_to" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "talk_by_student" ON "talk" ("student");
CREATE INDEX "talk_by_application" ON "talk" ("application");
CREATE INDEX "talk_by_staff" ON "talk" ("staff");
CREATE TRIGGER "talk_keep" BEFORE DELETE ON "talk" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "match_row" (
  id INTEGER PRIMARY KEY,
  "name" TEXT,
  "id_no" TEXT,
  "guardian" TEXT,
  "cat" TEXT,
  "cert_no" TEXT,
  "source" TEXT,
  "listed_on" TEXT,
  "student" INTEGER REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "state" TEXT,
  "note" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "match_row_by_student" ON "match_row" ("student");
CREATE TRIGGER "match_row_keep" BEFORE DELETE ON "match_row" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE TABLE "finding" (
  id INTEGER PRIMARY KEY,
  "code" TEXT,
  "term" TEXT,
  "student" INTEGER REFERENCES "student" (id) DEFERRABLE INITIALLY DEFERRED,
  "about_kind" TEXT,
  "about" INTEGER,
  "words" TEXT,
  "reason" TEXT,
  "state" TEXT DEFAULT '1',
  "note" TEXT,
  "remark" TEXT,
  "voided_on" TEXT,
  "void_reason" TEXT,
  "deleted_at" INTEGER
) STRICT;
CREATE INDEX "finding_by_student" ON "finding" ("student");
CREATE TRIGGER "finding_keep" BEFORE DELETE ON "finding" BEGIN SELECT RAISE (ABORT, 'rows are never deleted'); END;

CREATE INDEX "application_by_term" ON "application" ("school_year", "term");
CREATE INDEX "application_by_apply_no" ON "application" ("apply_no");
CREATE INDEX "match_row_by_id_no" ON "match_row" ("id_no");
CREATE INDEX "finding_by_code" ON "finding" ("term", "code");

-- What follows is local to this file; none of it is journaled.

-- Where an application or a notice stands: worked out from its steps in the transaction that writes them.
CREATE TABLE state_now (
  record      INTEGER PRIMARY KEY,
  kind        TEXT NOT NULL,                -- 'application', 'notice'
  student     INTEGER,
  school_year TEXT,
  state       TEXT,                         -- of an application; a notice's follows from the day
  since       TEXT,                         -- date of the step that led here
  level       TEXT,                         -- the last one given
  notice      INTEGER,                      -- the notice it stands on
  until       TEXT,                         -- last day of the notice, or of its own clock after an objection
  n_open      INTEGER NOT NULL DEFAULT 0,   -- objections not answered yet
  steps       INTEGER NOT NULL DEFAULT 0    -- position of the newest step
) STRICT;
CREATE INDEX state_now_by_state ON state_now (kind, school_year, state, student);
CREATE INDEX state_now_by_student ON state_now (student, school_year) WHERE student IS NOT NULL;
CREATE INDEX state_now_by_notice ON state_now (notice) WHERE notice IS NOT NULL;
