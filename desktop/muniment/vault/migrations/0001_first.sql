-- The first version of the vault.
--
-- Every record has a row in "record", which gives it a number; a table of its own name holds its short fields and
-- "<name>_text" its long ones, so that lists and filters read few pages. Rows are clustered by case file: case_no is the
-- number of the case file that a record belongs to, the case file's own number for itself, and 0 for shared records.
-- Lists, pointers and question-and-answer fields have a row for each entry in "list_item", "pointer" and "answer".
-- A date is kept as EDTF text beside its two bounds; a sum as decimal text beside its currency; nothing written is NULL.

CREATE TABLE setting (
    name TEXT PRIMARY KEY,
    value NOT NULL
) WITHOUT ROWID;

CREATE TABLE record (
    no INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL UNIQUE,
    kind TEXT NOT NULL,
    case_no INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    UNIQUE (case_no, no)
);
CREATE INDEX record_shared ON record (kind, no) WHERE case_no = 0;

CREATE TABLE list_item (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (case_no, no, field, position),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX list_item_value ON list_item (field, value, case_no);

CREATE TABLE pointer (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    target INTEGER NOT NULL REFERENCES record (no) DEFERRABLE INITIALLY DEFERRED,
    PRIMARY KEY (case_no, no, field, position),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX pointer_target ON pointer (target);

CREATE TABLE answer (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    field TEXT NOT NULL,
    position INTEGER NOT NULL,
    question TEXT NOT NULL,
    reply TEXT NOT NULL,
    PRIMARY KEY (case_no, no, field, position),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "case_file" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "code" TEXT,
    "pseudonym" TEXT,
    "safety" TEXT,
    "age_band" TEXT,
    "gender" TEXT,
    "pronouns" TEXT,
    "interpreter_needed" TEXT,
    "opened_on" TEXT, "opened_on_earliest" TEXT, "opened_on_latest" TEXT,
    "closed_on" TEXT, "closed_on_earliest" TEXT, "closed_on_latest" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "case_file_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "safe_contact" TEXT,
    "unsafe_contact" TEXT,
    "summary" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "identity" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "legal_name" TEXT,
    "other_names" TEXT,
    "patronymic" TEXT,
    "birth_date" TEXT,
    "national_id" TEXT,
    "address" TEXT,
    "phone" TEXT,
    "email" TEXT,
    "next_of_kin" TEXT,
    "self_described" TEXT,
    "photo" TEXT,
    "note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "status_change" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "on" TEXT, "on_earliest" TEXT, "on_latest" TEXT,
    "status" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "status_change_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "incident" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "title" TEXT,
    "kind" TEXT,
    "on" TEXT, "on_earliest" TEXT, "on_latest" TEXT,
    "place" TEXT,
    "attribution" TEXT,
    "estimated_people_low" INTEGER,
    "estimated_people_high" INTEGER,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "incident_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "official_version" TEXT,
    "summary" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "detention" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "start" TEXT, "start_earliest" TEXT, "start_latest" TEXT,
    "end" TEXT, "end_earliest" TEXT, "end_latest" TEXT,
    "status" TEXT,
    "stated_duration" TEXT,
    "acknowledged" TEXT,
    "official_reason" TEXT,
    "alleged_real_reason" TEXT,
    "release_kind" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "detention_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "answer_of_person" TEXT,
    "release_conditions" TEXT,
    "note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "phase" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "kind" TEXT,
    "facility" TEXT,
    "start" TEXT, "start_earliest" TEXT, "start_latest" TEXT,
    "end" TEXT, "end_earliest" TEXT, "end_latest" TEXT,
    "legal_basis" TEXT,
    "custody_record" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "safeguard" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "kind" TEXT,
    "requested" TEXT,
    "granted" TEXT,
    "after_hours" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "safeguard_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "court_order" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "court" TEXT,
    "judge" TEXT,
    "heard_on" TEXT, "heard_on_earliest" TEXT, "heard_on_latest" TEXT,
    "minutes" TEXT,
    "public" TEXT,
    "own_lawyer" TEXT,
    "person_heard" TEXT,
    "ill_treatment_raised" TEXT,
    "legal_basis" TEXT,
    "outcome" TEXT,
    "days_ordered" INTEGER,
    "fine_amount" TEXT, "fine_currency" TEXT,
    "counted_from" TEXT, "counted_from_earliest" TEXT, "counted_from_latest" TEXT,
    "copy_served_on" TEXT, "copy_served_on_earliest" TEXT, "copy_served_on_latest" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "court_order_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "judge_response" TEXT,
    "offence" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "allegation" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "act" TEXT,
    "on" TEXT, "on_earliest" TEXT, "on_latest" TEXT,
    "place" TEXT,
    "facility" TEXT,
    "perpetrator_count_low" INTEGER,
    "perpetrator_count_high" INTEGER,
    "lost_consciousness" TEXT,
    "medical_attention" TEXT,
    "statement_signed" TEXT,
    "verification" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "allegation_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "words_used" TEXT,
    "injuries_described" TEXT,
    "psychological" TEXT,
    "account" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "injury" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "region" TEXT,
    "side" TEXT,
    "view" TEXT,
    "x" TEXT,
    "y" TEXT,
    "kind" TEXT,
    "size_mm" INTEGER,
    "colour" TEXT,
    "observed_on" TEXT, "observed_on_earliest" TEXT, "observed_on_latest" TEXT,
    "observed_by" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "medical_exam" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "kind" TEXT,
    "on" TEXT, "on_earliest" TEXT, "on_latest" TEXT,
    "facility" TEXT,
    "clinician" TEXT,
    "consent" TEXT,
    "ordered_by" TEXT,
    "police_present" TEXT,
    "restrained" TEXT,
    "results_passed_to" TEXT,
    "report_given" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "medical_exam_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "opinion" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "finding" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "consistency" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "finding_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "other_causes" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "coerced_disclosure" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "method" TEXT,
    "on" TEXT, "on_earliest" TEXT, "on_latest" TEXT,
    "place" TEXT,
    "confidence" TEXT,
    "warned" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "coerced_disclosure_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "housing_loss" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "on" TEXT, "on_earliest" TEXT, "on_latest" TEXT,
    "tenure" TEXT,
    "actor" TEXT,
    "trigger" TEXT,
    "notice_days" INTEGER,
    "deposit_lost_amount" TEXT, "deposit_lost_currency" TEXT,
    "living_now" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "housing_loss_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "belongings_lost" TEXT,
    "note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "work_loss" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "on" TEXT, "on_earliest" TEXT, "on_latest" TEXT,
    "arrested_at_work" TEXT,
    "employer_told_by" TEXT,
    "outcome" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "work_loss_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "payment" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "kind" TEXT,
    "demanded_amount" TEXT, "demanded_currency" TEXT,
    "paid_amount" TEXT, "paid_currency" TEXT,
    "on" TEXT, "on_earliest" TEXT, "on_latest" TEXT,
    "by" TEXT,
    "to" TEXT,
    "receipt" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "payment_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "result" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "seizure" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "kind" TEXT,
    "unlocked_under_duress" TEXT,
    "returned" TEXT,
    "on" TEXT, "on_earliest" TEXT, "on_latest" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "seizure_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "items" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "proceeding" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "kind" TEXT,
    "forum" TEXT,
    "reference" TEXT,
    "stage" TEXT,
    "outcome" TEXT,
    "opened_on" TEXT, "opened_on_earliest" TEXT, "opened_on_latest" TEXT,
    "closed_on" TEXT, "closed_on_earliest" TEXT, "closed_on_latest" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "proceeding_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "remedy" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "decided_on" TEXT, "decided_on_earliest" TEXT, "decided_on_latest" TEXT,
    "served_on" TEXT, "served_on_earliest" TEXT, "served_on_latest" TEXT,
    "served_how" TEXT,
    "filed_on" TEXT, "filed_on_earliest" TEXT, "filed_on_latest" TEXT,
    "proof" TEXT,
    "result" TEXT,
    "not_used_because" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "remedy_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "decision" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "deadline" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "rule" TEXT,
    "title" TEXT,
    "trigger_on" TEXT, "trigger_on_earliest" TEXT, "trigger_on_latest" TEXT,
    "period" INTEGER,
    "period_unit" TEXT,
    "due_earliest" TEXT, "due_earliest_earliest" TEXT, "due_earliest_latest" TEXT,
    "due_latest" TEXT, "due_latest_earliest" TEXT, "due_latest_latest" TEXT,
    "override" TEXT, "override_earliest" TEXT, "override_latest" TEXT,
    "reason" TEXT,
    "done_on" TEXT, "done_on_earliest" TEXT, "done_on_latest" TEXT,
    "entered_on" TEXT, "entered_on_earliest" TEXT, "entered_on_latest" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "deadline_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "agency" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "name" TEXT,
    "kind" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "officer" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "name" TEXT,
    "rank" TEXT,
    "badge" TEXT,
    "identified_by" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "officer_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "description" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "contact" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "name" TEXT,
    "role" TEXT,
    "organisation" TEXT,
    "phone" TEXT,
    "email" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "contact_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "source" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "kind" TEXT,
    "title" TEXT,
    "on" TEXT, "on_earliest" TEXT, "on_latest" TEXT,
    "interviewer" TEXT,
    "language" TEXT,
    "first_hand" TEXT,
    "source_reliability" TEXT,
    "information_reliability" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "source_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "account" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "fact_link" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "field" TEXT,
    "stance" TEXT,
    "locator" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "fact_link_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "quote" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "evidence" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "exhibit_no" INTEGER,
    "title" TEXT,
    "kind" TEXT,
    "sha256" TEXT,
    "size" INTEGER,
    "media_type" TEXT,
    "original_name" TEXT,
    "acquired_on" TEXT, "acquired_on_earliest" TEXT, "acquired_on_latest" TEXT,
    "acquired_from" TEXT,
    "acquired_by" TEXT,
    "acquired_how" TEXT,
    "is_original" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "custody_event" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "action" TEXT,
    "at" TEXT,
    "by" TEXT,
    "reason" TEXT,
    "hash_before" TEXT,
    "hash_after" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "consent" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "purpose" TEXT,
    "decision" TEXT,
    "identity" TEXT,
    "given_by" TEXT,
    "given_on" TEXT, "given_on_earliest" TEXT, "given_on_latest" TEXT,
    "given_how" TEXT,
    "in_custody" TEXT,
    "expires_on" TEXT, "expires_on_earliest" TEXT, "expires_on_latest" TEXT,
    "withdrawn_on" TEXT, "withdrawn_on_earliest" TEXT, "withdrawn_on_latest" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "consent_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "disclosure" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "template" TEXT,
    "audience" TEXT,
    "recipient" TEXT,
    "at" TEXT,
    "copy_no" TEXT,
    "page_count" INTEGER,
    "sha256" TEXT,
    "journal_head" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "disclosure_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "reason" TEXT,
    "kept" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "task" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "title" TEXT,
    "due_on" TEXT, "due_on_earliest" TEXT, "due_on_latest" TEXT,
    "done_on" TEXT, "done_on_earliest" TEXT, "done_on_latest" TEXT,
    "assigned_to" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "note" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "on" TEXT, "on_earliest" TEXT, "on_latest" TEXT,
    "privileged" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "note_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "text" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "survey_answer" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "survey" TEXT,
    "answered_on" TEXT, "answered_on_earliest" TEXT, "answered_on_latest" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "survey_answer_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "consent_note" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "draft" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "record" TEXT,
    "record_id" TEXT,
    "field" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "draft_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "raw_text" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "count_claim" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "low" INTEGER,
    "high" INTEGER,
    "counted" TEXT,
    "from" TEXT, "from_earliest" TEXT, "from_latest" TEXT,
    "to" TEXT, "to_earliest" TEXT, "to_latest" TEXT,
    "as_of" TEXT, "as_of_earliest" TEXT, "as_of_latest" TEXT,
    "source_title" TEXT,
    "source_kind" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE TABLE "count_claim_text" (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    "quote" TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;

CREATE UNIQUE INDEX case_file_code ON case_file (code);
CREATE INDEX allegation_act ON allegation (act, case_no);
CREATE INDEX deadline_open ON deadline (
    coalesce(override_earliest, override_latest, due_earliest_earliest, due_latest_latest), case_no, no
) WHERE done_on IS NULL;

-- What the list of case files shows, worked out anew with every change of a file, so that a list of a hundred thousand
-- files is read from one thin table. Days are NULL where they depend on the day of reading (custody = 'yes'). act is the
-- gravest alleged, housing where somebody lives who lost a home, counsel the decision on consent for counsel ('' for none).
CREATE TABLE case_line (
    case_no INTEGER NOT NULL,
    no INTEGER NOT NULL,
    code TEXT NOT NULL,
    pseudonym TEXT NOT NULL,
    pseudonym_folded TEXT NOT NULL,
    legal_status TEXT,
    custody TEXT NOT NULL,
    elapsed_min INTEGER,
    elapsed_max INTEGER,
    touched_min INTEGER,
    touched_max INTEGER,
    ordered INTEGER,
    next_due TEXT,
    next_deadline INTEGER,
    safety TEXT,
    updated_at TEXT NOT NULL,
    act TEXT,
    allegations INTEGER NOT NULL,
    housing TEXT,
    responsible INTEGER,
    counsel TEXT NOT NULL,
    counsel_until TEXT,
    PRIMARY KEY (case_no, no),
    FOREIGN KEY (case_no, no) REFERENCES record (case_no, no) ON DELETE CASCADE
) WITHOUT ROWID;
-- An index for everything that lists are sorted by; the number of the file comes last in each of them. Every change of a
-- file writes the first of them anew, and seldom another. It has what lists are mostly filtered by, so that the newest are
-- found without a look at the lines.
CREATE INDEX case_line_updated ON case_line (
    updated_at DESC, case_no, legal_status, custody, housing, responsible, next_due
);
CREATE INDEX case_line_code ON case_line (code);
CREATE INDEX case_line_pseudonym ON case_line (pseudonym_folded);
CREATE INDEX case_line_status ON case_line (legal_status);
CREATE INDEX case_line_custody ON case_line (custody);
CREATE INDEX case_line_elapsed ON case_line (elapsed_max DESC);
CREATE INDEX case_line_touched ON case_line (touched_max DESC);
CREATE INDEX case_line_ordered ON case_line (ordered DESC);
CREATE INDEX case_line_due ON case_line (next_due);
CREATE INDEX case_line_safety ON case_line (safety);
CREATE INDEX case_line_act ON case_line (act);
CREATE INDEX case_line_housing ON case_line (housing);
CREATE INDEX case_line_responsible ON case_line (responsible) WHERE responsible IS NOT NULL;

-- The words of every pseudonym beside the whole of it, both folded, so that the leak check reads only the names that a
-- text can have. A name with two dots over an e has a second spelling; a figure or a letter beside a word has no row.
CREATE TABLE pseudonym_word (
    case_no INTEGER NOT NULL REFERENCES record (no) ON DELETE CASCADE,
    word TEXT NOT NULL,
    name TEXT NOT NULL,
    PRIMARY KEY (case_no, word, name)
) WITHOUT ROWID;
CREATE INDEX pseudonym_word_name ON pseudonym_word (word, name);

-- The bytes of exhibits, in pieces of 1 MiB. They stay while any journal entry may bring the exhibit back.
CREATE TABLE evidence_chunk (
    id TEXT NOT NULL,
    position INTEGER NOT NULL,
    bytes BLOB NOT NULL,
    PRIMARY KEY (id, position)
);

-- What a search looks through. A document is a case file with its records, or one shared record, by its number. "folded"
-- has the folded words of each record, each word behind a blank: texts end with a line end, pieces of long ones with a
-- tab. The indexes hold every beginning of every word of a document, and neither texts nor positions: what is to be
-- taken out is told them by the program, which knows it from "folded". Phrases are looked for there too.
CREATE TABLE folded (
    document INTEGER NOT NULL,
    no INTEGER NOT NULL,
    names TEXT NOT NULL,
    words TEXT NOT NULL,
    PRIMARY KEY (document, no)
) WITHOUT ROWID;
CREATE VIRTUAL TABLE name_index USING fts5 (words, tokenize = 'ascii', detail = 'none', content = '', columnsize = 0);
CREATE VIRTUAL TABLE text_index USING fts5 (words, tokenize = 'ascii', detail = 'none', content = '', columnsize = 0);
INSERT INTO name_index (name_index, rank) VALUES ('secure-delete', 1);
INSERT INTO text_index (text_index, rank) VALUES ('secure-delete', 1);

-- What happened to every record, in order, for ever. A change of a user is one or more entries of the same number;
-- purpose tells a change from its undoing ("undo", "redo": undoes is the number of the change) and from what the program
-- writes on its own account ("program"), which is never undone.
-- payload_hash commits to the payload; chain is a keyed hash over the entry and the chain before it. A purge destroys
-- payloads and leaves the entries, so that the chain can still be followed.
CREATE TABLE journal (
    seq INTEGER PRIMARY KEY,
    change INTEGER NOT NULL,
    at TEXT NOT NULL,
    case_no INTEGER NOT NULL,
    record TEXT NOT NULL,
    record_id TEXT NOT NULL,
    action TEXT NOT NULL,
    purpose TEXT NOT NULL,
    undoes INTEGER NOT NULL,
    payload_hash BLOB NOT NULL,
    chain BLOB NOT NULL
);
CREATE INDEX journal_case ON journal (case_no, seq);
CREATE INDEX journal_record ON journal (record_id, seq);

CREATE TABLE journal_payload (
    seq INTEGER PRIMARY KEY REFERENCES journal (seq),
    payload TEXT NOT NULL
);

-- Terms that users added to the lists, and terms of the program's own lists that were retired here.
CREATE TABLE user_term (
    list TEXT NOT NULL,
    id TEXT NOT NULL,
    en TEXT,
    az TEXT,
    ru TEXT,
    retired INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (list, id)
) WITHOUT ROWID;
