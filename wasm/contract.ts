// Made by scripts/contract.mjs of contract.schema.json: change that, and make this anew.

/** What each call of the session answers when all is well; `Failure` is answered in its place. */
export interface Answers {
  constants: Constants;
  begin: Done;
  openFile: Done;
  feed: {
    ok: true;
    /** Rows read of this file so far. */
    rows: number;
  };
  closeFile: { ok: true; file: ImportReport };
  finish: { ok: true; summary: Summary };
  accept: { ok: true; summary: Summary };
  view: View & { ok: true };
  rows: { ok: true; rows: Row[] };
  evidence: { ok: true; evidence: Evidence };
  exportBegin: Done;
  exportLost: { ok: true; lost: Lost };
  propose: { ok: true; proposal: Proposal };
  casework: CaseworkAnswers;
}

/** What each command about the cases answers, by `do`; `CaseworkFailure` is answered in its place. */
export interface CaseworkAnswers {
  attach: OverviewAnswer;
  join: OverviewAnswer;
  take_back_run: OverviewAnswer;
  overview: OverviewAnswer;
  case: (CaseDetail & { ok: true }) | (NoCase & { ok: true });
  act: ActAnswer & { ok: true };
  choose: ChooseAnswer & { ok: true };
  would_refuse: Refusals & { ok: true };
  undo: BookOverview & Judged & { ok: true; done: boolean };
  redo: BookOverview & Judged & { ok: true; done: boolean };
  households: { ok: true; households: Household[] };
  count: {
    ok: true;
    /** In the order of the queries. */
    counts: number[];
  };
  decisions: { ok: true; rows: Decision[]; count: number };
  ledger: {
    ok: true;
    rows: {
      case: number;
      /** Of the columns asked for. */
      cells: string[];
    }[];
    /** All of them. */
    count: number;
  };
  annual: {
    ok: true;
    months: {
      /** Its first day. */
      month: Day;
      flows: FiguresByFlow;
    }[];
    /** `open` of the year is of this day: its last, or today while that is to come. */
    open_on: Day;
    whole: FiguresByFlow;
    /** Of both flows. */
    sum: Figures;
  };
  deadline: {
    ok: true;
    until: Day | null;
    /** Whether the holidays of its year are official. */
    certainty: string | null;
    /** The town hall rests on the day that was `given`. */
    rests: boolean;
  };
  progress: {
    ok: true;
    rows: {
      day: Day;
      /** How many cases stood in each state at the end of the day. */
      states: Record<string, number>;
    }[];
  };
  expired: Expired & { ok: true };
  erase: OverviewAnswer;
  record: RecordAnswer & { ok: true };
  hashes: OverviewAnswer;
  exported: OverviewAnswer;
  settings: OverviewAnswer;
  open: OverviewAnswer;
  merge: (MergeAnswer & BookOverview & { ok: true; merged: true }) | (MergeAnswer & { ok: true; merged: false });
  saved: OverviewAnswer;
}

/** What a call is given as JSON. */
export interface Requests {
  begin: Settings;
  openFile: OpenOptions;
  view: ViewQuery;
  exportBegin: ExportOptions;
  propose: ProposeOptions;
  casework: CaseworkCommands;
}

/** A call that only had to be done. */
export interface Done {
  ok: true;
}

export interface OverviewAnswer extends BookOverview {
  ok: true;
}

/** A call that failed. */
export interface Failure {
  ok: false;
  error: CoreProblem;
}

/** A command that failed: the session refuses it, or the casework does. */
export interface CaseworkFailure {
  ok: false;
  error: CaseworkProblem | CoreProblem;
}

/** What went wrong. Everything but `code` and `text` is null where there is nothing to name. */
export interface CoreProblem {
  code: ErrorCode;
  file: string | null;
  line: number | null;
  column: string | null;
  /** Of a file in the wrong slot: the slot it belongs to. */
  belongs: Kind | null;
  /** The whole sentence for the clerk: file, line, column, what is wrong, what to do. */
  text: string;
}

/** The same of the casework, which names no place in a file. */
export interface CaseworkProblem {
  code: ErrorCode | CaseworkErrorCode;
  text: string;
}

/** A day, YYYY-MM-DD. */
export type Day = string;

/** A file's slot. */
export type Kind = "roster" | "pension" | "overlap";

export type FlowCode = "P" | "D";

export type Grade = "S" | "A" | "B" | "C";

export type BucketCode =
  | "P-CONFIRMED"
  | "P-INQUIRE"
  | "P-REVIEW"
  | "P-FILED"
  | "P-OUTSIDE"
  | "P-WITHDRAWN"
  | "P-NONMEMBER"
  | "D-REFERENCE"
  | "D-CANDIDATE"
  | "D-FIRST"
  | "D-REVERSED"
  | "D-CHANGED"
  | "D-OTHER"
  | "D-REVIEW"
  | "D-FILED"
  | "D-NONMEMBER"
  | "D-RESOLVED";

/** Why a result is in 要確認: the code of a queue. */
export type ReviewCode =
  | "several_candidates"
  | "fields_disagree"
  | "number_only"
  | "branch_only"
  | "pension_number_only"
  | "surname_only"
  | "sex_only"
  | "birth_near"
  | "name_only"
  | "name_missing"
  | "weak"
  | "not_sought"
  | "choice_lapsed"
  | "left_roster"
  | "claimed_twice"
  | "listed_rows"
  | "roster_rows"
  | "roster_dates"
  | "loss_differs"
  | "pension_side"
  | "dates"
  | "other_record";

export type ReasonCode =
  | "grade_s"
  | "grade_a"
  | "grade_b"
  | "grade_c"
  | "nobody"
  | "look_alikes"
  | "several_candidates"
  | "number_points_elsewhere"
  | "chosen"
  | "chosen_none"
  | "choice_lapsed"
  | "claimed_twice"
  | "fits_two_listed"
  | "fits_two_members"
  | "number_changed"
  | "history_rows"
  | "history_unclear"
  | "periods_overlap"
  | "loss_ahead"
  | "member_unreadable"
  | "more_candidates"
  | "not_sought"
  | "withdrawn"
  | "cancels"
  | "moved"
  | "reason_outside"
  | "reason_unknown"
  | "several_losses"
  | "repeated_loss"
  | "pension_loss_in_future"
  | "change_unclear"
  | "correction_unmatched"
  | "corrected_elsewhere"
  | "filed"
  | "filed_earlier_period"
  | "older_loss"
  | "loss_differs"
  | "loss_unexpected"
  | "lost_before_acquired"
  | "acquired_in_future"
  | "withdrawn_yet_lost"
  | "acquired_after_pension_loss"
  | "applied_after_pension_loss"
  | "application_ended"
  | "no_overlap_row"
  | "only_in_older_run"
  | "overlap_doubtful"
  | "confirmed_by_overlap"
  | "dates_disagree"
  | "inquire"
  | "r3_limit"
  | "other_before_national"
  | "other_ended"
  | "other_national_union"
  | "other_elderly"
  | "other_national_town"
  | "other_day_labourer"
  | "other_unknown"
  | "other_invalid"
  | "other_own_town"
  | "other_unreadable"
  | "other_in_future"
  | "two_other_records"
  | "two_other_dates"
  | "earlier_unreadable"
  | "earlier_invalid"
  | "condition_1"
  | "condition_1_fails"
  | "applied_from_differs"
  | "applied_before_acquired"
  | "own_acquired_differs"
  | "own_lost"
  | "earlier_from_work_file"
  | "condition_2"
  | "condition_2_first"
  | "condition_2_one_run"
  | "condition_2_gap"
  | "condition_2_gap_confirmed"
  | "condition_3"
  | "condition_3_fails"
  | "condition_3_missing"
  | "resolved"
  | "listed_differently"
  | "loss_next_day"
  | "loss_same_day";

/** What was passed over in taking two people for one. */
export type RelaxationCode =
  | "width"
  | "separator"
  | "small_kana"
  | "long_vowel"
  | "hiragana"
  | "zu_du"
  | "old_kana"
  | "letter_case"
  | "kanji_variant"
  | "dakuten"
  | "so_n"
  | "shi_tsu"
  | "long_vowel_dropped"
  | "long_vowel_spelling"
  | "long_vowel_missing"
  | "yu_u"
  | "kana_one_char"
  | "variant_reading"
  | "wildcard"
  | "sex_missing"
  | "alias_name"
  | "foreign_kana"
  | "word_order"
  | "written_differs"
  | "wildcards_only"
  | "kana_one_char_only"
  | "surname_changed"
  | "words_mixed"
  | "middle_name"
  | "cut_off"
  | "name_differs"
  | "name_missing"
  | "birth_off_by_one"
  | "birth_swapped"
  | "birth_era_shift"
  | "birth_partial"
  | "birth_placeholder"
  | "birth_missing"
  | "birth_differs"
  | "sex_differs"
  | "pension_number_differs"
  | "number_differs"
  | "branch_differs";

export type CheckCode =
  | "acquired_equal"
  | "acquired_after_list"
  | "own_numbers_unknown"
  | "own_insurer"
  | "losses_old"
  | "all_filed"
  | "nobody_found"
  | "roster_old"
  | "numbers_differ"
  | "runs_equal"
  | "households"
  | "rejected"
  | "one_value";

export type FieldCode =
  | "resident_number"
  | "household_id"
  | "member_number"
  | "member_symbol"
  | "member_serial"
  | "branch"
  | "name"
  | "name_kana"
  | "alias_name"
  | "birth_date"
  | "sex"
  | "relationship"
  | "head_name"
  | "postal_code"
  | "address"
  | "building"
  | "acquired"
  | "acquired_reason"
  | "lost"
  | "lost_reason"
  | "applied_from"
  | "applied_to"
  | "history_number"
  | "changed_on"
  | "latest_mark"
  | "pension_number"
  | "pension_category"
  | "pension_lost"
  | "pension_lost_reason"
  | "change_kind"
  | "corrected_from"
  | "processed"
  | "workplace_name"
  | "run_date"
  | "own_insurer"
  | "own_symbol"
  | "own_serial"
  | "own_branch"
  | "own_acquired"
  | "own_lost"
  | "other_insurer"
  | "other_insurer_name"
  | "other_symbol"
  | "other_serial"
  | "other_branch"
  | "other_relation"
  | "other_acquired"
  | "other_lost"
  | "group_key";

export type SortCode = "bucket" | "grade" | "kana" | "birth" | "number" | "loss_date" | "line" | "since" | "due" | "levy";

/** Where a case stands. */
export type StateCode = "listed" | "verified" | "urged" | "urged_again" | "ex_officio" | "done" | "excluded" | "filed";

/** A step of a case. */
export type ActionCode =
  | "verify"
  | "exclude"
  | "put_back"
  | "file"
  | "complete"
  | "urge"
  | "urge_again"
  | "resend"
  | "mail_returned"
  | "ex_officio"
  | "hold"
  | "resume"
  | "inquire"
  | "answer_joined"
  | "answer_not_joined"
  | "note"
  | "choose"
  | "choose_none"
  | "same_person";

/** Why a step is refused. */
export type RefusalCode =
  | "wrong_state"
  | "urging_already"
  | "nobody_chosen"
  | "not_listed_here"
  | "is_on_hold"
  | "not_on_hold"
  | "reason_missing"
  | "note_missing"
  | "date_missing"
  | "date_before_last"
  | "date_far_ahead"
  | "until_before_sent"
  | "too_early"
  | "is_returned"
  | "not_returned"
  | "not_inquired"
  | "listed_only"
  | "needs_inquiry"
  | "answered_not_joined"
  | "review_needs_note"
  | "already_filed"
  | "other_reason"
  | "withdrawn"
  | "not_member"
  | "first_listing"
  | "dates_reversed"
  | "record_changed"
  | "other_rules"
  | "resolved"
  | "no_case"
  | "not_shown"
  | "no_finding"
  | "against_needs_note"
  | "two_answers";

export type PresetCode = "kumano" | "higashisonogi" | "none";

/** core/base/error.h says what each means. */
export type ErrorCode =
  | "file_empty"
  | "file_too_large"
  | "file_is_xlsx"
  | "file_is_xls"
  | "file_is_pdf"
  | "file_is_zip"
  | "file_is_html"
  | "file_is_xml_book"
  | "file_is_xml"
  | "file_is_binary"
  | "wrong_kind"
  | "header_missing"
  | "required_column_missing"
  | "duplicate_column"
  | "too_many_columns"
  | "unclosed_quote"
  | "record_too_long"
  | "no_rows"
  | "mostly_rejected"
  | "merged_cells"
  | "run_date_missing"
  | "run_date_mixed"
  | "run_date_in_future"
  | "roster_date_in_future"
  | "layout_invalid"
  | "layout_unsure"
  | "date_form_unclear"
  | "record_count_differs"
  | "record_end_missing"
  | "encoding_mixed"
  | "file_is_euc_jp"
  | "file_is_iso_2022_jp"
  | "holidays_empty"
  | "row_undecodable"
  | "row_too_few_fields"
  | "row_too_many_fields"
  | "row_bad_quote"
  | "row_required_empty"
  | "row_date_unreadable"
  | "row_date_impossible"
  | "row_birth_in_future"
  | "row_hashes"
  | "row_exponent"
  | "row_group_incomplete"
  | "row_group_ambiguous"
  | "row_insurer_invalid"
  | "row_sex_unknown"
  | "settings_invalid"
  | "date_invalid"
  | "flow_d_too_early"
  | "pension_list_missing"
  | "overlap_list_missing"
  | "roster_missing"
  | "out_of_order"
  | "size_out_of_range"
  | "unknown_name"
  | "out_of_memory"
  | "internal";

/**
 * A run or book of another municipality, a run whose checks stop, the body of a work file, a run that a step stands on, a choice
 * without a run, a choice that a later run stands on.
 */
export type CaseworkErrorCode = "other_municipality" | "checks_stop" | "work_file" | "run_stays" | "no_run" | "chosen_earlier";

/** As it is shown. */
export type Encoding = "UTF-8" | "CP932" | "EUC-JP" | "ISO-2022-JP" | "UTF-16LE" | "UTF-16BE";

/** LF stands for CRLF too. */
export type Newline = "LF" | "CR";

/** The dates of a column say themselves what they are, begin with an era code, or are days of a spreadsheet. */
export type DateForm = "self" | "era_medical" | "era_pension" | "serial";

export type Confidence = "high" | "medium" | "low" | "none";

export type RowUse = "title" | "header" | "data" | "blank" | "other_kind" | "total";

/** How the values of a field stand to each other; shown: they are not compared. */
export type Level = "same" | "folded" | "relaxed" | "differs" | "missing" | "shown";

/** How two characters stand to each other; folded: other writing of the same. */
export type Likeness = "same" | "folded" | "relaxed" | "differs";

/** Of a conflict between two books. */
export type Side = "ours" | "theirs";

/** Of a run. */
export interface Settings {
  flow: FlowCode;
  /** The working date. */
  date: string;
  /** There was no run between two that lie far apart. */
  confirm_gap?: boolean;
  tolerance_days?: number;
  /** By how much a filed loss may differ from the expected one. */
  filed_tolerance_days?: number;
  max_gap_days?: number;
  /** Of the tool, for the run's record; letters, digits, - and dots. */
  commit?: string;
  /** Of checks that would stop: by their codes, why they are all right. */
  accept?: Record<string, string>;
  /** 32 random hex digits: under it the book keeps what the next run needs of the lists. */
  key?: string;
}

/** Of a file that is opened. */
export interface OpenOptions {
  /** How to read the file; the core proposes what the layout leaves out. */
  layout?: Layout;
  /** Of an overlap list; of the roster the day of its extraction (台帳の抽出日). */
  run_date?: string;
  /** Sentences that join the report's warnings. */
  notes?: readonly string[];
  /** In this sheet, days that only the column marks as days count from 1904-01-01 = 0. */
  days_from_1904?: boolean;
  /** Reads the roster of a finished run once more, for the households of open cases. */
  households?: boolean;
}

/** Of a look at a file. */
export interface ProposeOptions {
  today: Day;
  /** The bytes are the whole file. */
  whole: boolean;
  days_from_1904?: boolean;
  /** The clerk's choices so far. */
  layout?: Layout;
  /** Saved ones: the first whose `signature` is the file's is used. */
  layouts?: readonly Layout[];
}

export type ExportName =
  | "results.ndjson"
  | "results.csv"
  | "results.rows"
  | "import.json"
  | "import.csv"
  | "work.json"
  | "ledger.csv"
  | "ledger.rows"
  | "annual.csv"
  | "annual.rows"
  | "table.csv";

export type CsvEncoding = "utf-8" | "cp932";

/** How a CSV is written, and which rows and columns of a table the core is to list. */
export interface ExportOptions {
  /** `utf-8`, if left out, has a BOM. */
  encoding?: CsvEncoding;
  /** Stands before the table as a line of its own, unless it is empty. */
  mark?: string;
  /** What `table.csv` writes. */
  table?: GivenTable;
  /** Of `ledger.csv` and `ledger.rows`; else all. */
  ledger?: LedgerQuery;
  /** Of `annual.csv` and `annual.rows`. */
  annual?: Year;
}

/** A table that the caller makes itself. */
export interface GivenTable {
  rows: readonly (readonly string[])[];
  /** What a loss calls the columns; if left out, the first row. */
  heads?: readonly string[];
  /** The column that says whose row it is. */
  whose?: number;
  /** No spreadsheet runs a value, unless false: then every value stands as it is, for programs. */
  guarded?: boolean;
}

/** A column of a table. A date is the tool's own (a day or empty); dates and numbers of the files are text, as they came in. */
export interface TableColumn {
  code: string;
  head: string;
  kind: "text" | "date" | "number";
  /** In a workbook, in half-width characters: what is longer goes on below. */
  widest: number;
  /** What stands in it, in words for whoever reads the table. */
  meaning: string;
  /** Where that comes from. */
  source: string;
  /** Says whose row it is: on paper it stands at the left of every page. */
  identifies: boolean;
}

/** The characters of a table that its encoding has no code for. */
export interface Lost {
  /** How many different ones. */
  kinds: number;
  count: number;
  /** In the order they come, 200 at most. */
  listed: readonly LostCharacter[];
}

export interface LostCharacter {
  char: string;
  count: number;
  /** The first cells that hold it. */
  places: readonly LostPlace[];
}

export interface LostPlace {
  /** 1 is the first row, mostly that of the heads. */
  row: number;
  /** Whose row it is; empty where that is not known. */
  who: string;
  head: string;
  /** Its beginning. */
  cell: string;
}

/** Which rows and columns of 管理簿 are listed, and in which order. */
export interface LedgerQuery extends LedgerOrder {}

export interface LedgerOrder extends Narrowed {
  /** Of whom something happened on this day or later: a run listed them first, or a step that stands; empty: any. */
  period_from?: string;
  /** And on this day or before. */
  period_to?: string;
  /** The code of a column; else `number`. What is empty comes last. */
  order_by?: string;
  descending?: boolean;
  /** Codes of the columns, in their order; none: all of them. */
  columns?: readonly string[];
}

/** Twelve months from that of the day `from`. */
export interface Year {
  from: Day;
  /** A month that ends after it has no end yet. */
  today: Day;
}

/** Of a month or a year: people, each once a month and figure. */
export interface Figures {
  /** A run lists them for the first time, so that there is something to do. */
  listed: number;
  verified: number;
  inquired: number;
  urged: number;
  urged_again: number;
  /** A notification was received, or the roster shows the loss; whichever came first. */
  filed: number;
  ex_officio: number;
  /** By the reason, as recorded. */
  excluded: Record<string, number>;
  /** At the end; null while it is to come. */
  open: number | null;
  /** The median, since a run listed them first; not of whom it found as filed. */
  days_to_filing: number | null;
}

export interface FiguresByFlow {
  P: Figures;
  D: Figures;
}

/** What is asked for all holds together; what is left out or empty narrows nothing. */
export interface Narrowed {
  buckets?: readonly BucketCode[];
  /** "none": without a match. */
  grades?: readonly (Grade | "none")[];
  /** Of the cases; "none": who is no case (yet). */
  states?: readonly (StateCode | "none")[];
  stages?: readonly StageCode[];
  /** Since the run before. */
  since?: readonly SinceCode[];
  /** Letters that are out and due on this day or before; empty: any. */
  due_by?: string;
  /** And not before this one. */
  due_from?: string;
  /** Any of these limits of the levy. */
  levy?: readonly LevyStateCode[];
  relaxations?: readonly RelaxationCode[];
  /** Why they are in 要確認: any of these kinds. */
  reviews?: readonly ReviewCode[];
  selectable?: boolean;
  on_hold?: boolean;
  returned?: boolean;
  inquired?: boolean;
  /** More than one roster person it may be, or more than one who may be it. */
  several?: boolean;
  /** A clerk said who it is, or that it is none of those shown. */
  chosen?: boolean;
  /** Words as typed: each is in a name, begins a number, or is the birth date. */
  text?: string;
  /** By which stages are told; else the day of the run, or of the newest one. */
  today?: string;
}

/** The people of the run at hand (usual), of the book, or of either. */
export type ScopeCode = "run" | "book" | "all";

export interface ViewQuery extends Narrowed {
  scope?: ScopeCode;
  sort?: SortCode;
  descending?: boolean;
  /** Whose position in the list is asked for. */
  finding?: number;
  /** The same of somebody who is listed as a case alone. */
  case?: number;
}

/** How a file is read. What it leaves out is proposed. core/layout/layout.schema.json says what the core takes. */
export interface Layout {
  kind: Kind;
  name?: string;
  signature?: string;
  encoding?: string;
  delimiter?: string;
  skip_rows?: number;
  header_rows?: number;
  shape?: string;
  record_kind?: RecordKind;
  /** By field code. null: the file has no column for it. */
  fields?: Record<string, LayoutField | null>;
}

/** As the core writes one: given back it reads the same file in the same way. */
export interface CompleteLayout extends Layout {
  name: string;
  encoding: string;
  delimiter: string;
  skip_rows: number;
  header_rows: number;
  shape: "pair" | "grouped";
  fields: Record<string, LayoutField | null>;
}

export interface LayoutField {
  header?: string | string[];
  position?: number;
  constant?: string;
  pad?: number;
  date?: string;
}

/** Which rows of a file with several kinds of rows are data. */
export interface RecordKind {
  position: number;
  keep: string[];
  end?: string;
  count_position?: number;
}

/** Everything that the page must not repeat. */
export interface Constants {
  version: string;
  chunk_bytes: number;
  max_file_bytes: number;
  max_list_bytes: number;
  earliest_d_date: Day;
  kinds: { code: Kind; label: string }[];
  flows: { code: FlowCode; label: string; basis: string }[];
  /** In the order of display. */
  buckets: { code: BucketCode; flow: FlowCode; label: string; meaning: string }[];
  grades: { code: Grade; meaning: string }[];
  /** Why a result is in 要確認; `one_difference`: a clerk may settle many at once, with a note. */
  review_kinds: { code: ReviewCode; label: string; one_difference: boolean }[];
  sorts: { code: SortCode }[];
  /** The columns of the tables that the core lists: of `results.rows`, `ledger.rows` and `annual.rows`. */
  tables: { results: TableColumn[]; ledger: TableColumn[]; annual: TableColumn[] };
  casework: {
    states: { code: StateCode; label: string }[];
    actions: { code: ActionCode; label: string; date_label: string }[];
    exclusion_reasons: string[];
    deadline_presets: { code: PresetCode; label: string; source: string }[];
    levy_kinds: { code: LevyKindCode; label: string; years: number; text: string; source: string }[];
    levy_states: { code: LevyStateCode; label: string }[];
    stages: { code: StageCode; label: string }[];
  };
}

/** How a file was understood, and what became of its rows. */
export interface ImportReport {
  kind: Kind;
  label: string;
  file: string;
  bytes: number;
  encoding: Encoding;
  bom: boolean;
  delimiter: string;
  newline: Newline;
  header_rows: number;
  layout: "given" | "built_in" | "headers" | "values";
  run_date: Day | null;
  /** `newest_date`: of the roster alone. */
  run_date_from: "given" | "column" | "file_name" | "newest_date" | null;
  fields: { field: FieldCode; label: string; header: string; position: number; date_form: DateForm | null }[];
  /** Heads of columns that no field is read from. */
  unused: string[];
  rows: number;
  kept: number;
  rejected_count: number;
  blank_rows: number;
  other_kind_rows: number;
  skip_rows: number;
  total_rows: number;
  /** What the core put right by itself, each with its number of times. */
  repairs: { text: string; count: number; first_line: number | null }[];
  rejected: { line: number; column: string | null; column_no: number | null; code: ErrorCode; reason: string; text: string }[];
  warnings: { line: number | null; text: string }[];
}

export interface Summary {
  version: string;
  flow: FlowCode;
  date: Day;
  results: number;
  selectable: number;
  /** The usable rows of the flow's list; each is in exactly one result. */
  rows_accounted: number;
  buckets: Record<string, number>;
  /** Those that occur. */
  review_kinds: Record<string, number>;
  /** Of all results, those without a match under "none". */
  grades: { S: number; A: number; B: number; C: number; none: number };
  /** Of the overlap lists, the newest first. */
  runs: ListRun[];
  files: { kind: Kind; file: string; encoding: Encoding; rows: number; kept: number; rejected: number }[];
  checks: Check[];
  /** A check stops: nothing can be used yet. */
  stopped: boolean;
  warnings: string[];
}

/** A day on which overlap lists were made. */
export interface ListRun {
  date: Day;
  files: string[];
  /** Since the run before. */
  gap_days: number | null;
  /** Of the newest one: the run before it is known. */
  consecutive: boolean;
  /** Only the digests of the work file know it. */
  remembered: boolean;
}

/** A check across the files. One that stops and is not accepted keeps every result unselectable. */
export interface Check {
  code: CheckCode;
  level: "stop" | "warn";
  figures: { count: number; of: number; a: Day | null; b: Day | null; what: string | null };
  text: string;
  /** The reason why it is all right. */
  accepted: string | null;
}

/** The answer to a query. */
export interface View {
  count: number;
  /** How many the scope holds, filtered or not. */
  all: number;
  /** Which occur among the results, filtered or not. */
  relaxations: { code: RelaxationCode; label: string; count: number }[];
  position: number | null;
}

/** What a row and the evidence of a finding share. */
export interface Case {
  bucket: BucketCode;
  label: string;
  grade: Grade | null;
  selectable: boolean;
  loss_date: Day | null;
  review_kind: ReviewCode | null;
}

/** A person as shown: everything as it came in. */
export interface Shown {
  name: string;
  kana: string;
  birth: string;
  sex: string;
  number: string;
  address: string;
}

export interface Row extends Case, Shown {
  /** In the run at hand; null: of a case that the run does not list. */
  finding: number | null;
  /** One sentence; of a case that the run does not list, all that was said. */
  reason: string;
  /** 世帯主. */
  head: string;
  lines: { roster: number | null; pension: number | null; overlap: number | null };
  as_case: Place | null;
}

export interface Evidence extends Case {
  /** Its number in the run at hand. */
  finding: number;
  meaning: string;
  /** Empty where there is no grade. */
  grade_meaning: string;
  review_label: string;
  /** What speaks against deciding, in a sentence; its reason stands first. */
  doubt: string | null;
  sentence: string;
  columns: { key: Kind; title: string; file: string; line: number }[];
  rows: FieldRow[];
  /** How the grade comes about, field by field; null without one roster row to compare with. */
  waterfall: Waterfall | null;
  relaxations: { code: RelaxationCode; label: string }[];
  reasons: Reason[];
  candidates: Candidate[];
}

/** A review code where a difference alone keeps the case in 要確認. */
export interface Reason {
  code: ReasonCode | ReviewCode;
  text: string;
  source: string;
}

/** A field of the evidence: what each file says of it. */
export interface FieldRow {
  field: FieldCode;
  label: string;
  /** By column. */
  values: (string | null)[];
  level: Level;
  /** Empty where there is nothing to say. */
  note: string;
  /** What differs, in sentences. */
  spelled: string[];
  /** By column, the value cut where it is not the same as the other's; empty where nothing is. */
  pieces: [string, Likeness][][];
  differences: Difference[];
}

/** A place where a list and the roster are not the same. */
export interface Difference {
  /** Of the list, among the columns. */
  column: number;
  /** The how-manyth character; of a date 1 year, 2 month, 3 day; 0: the whole. */
  place: number;
  roster: string;
  listed: string;
  level: Likeness;
  text: string;
}

export interface Waterfall {
  steps: { field: FieldCode; label: string; level: Level; text: string; grade: Grade | null }[];
  sentence: string;
}

export interface Candidate extends Shown {
  roster_line: number;
  grade: Grade | null;
  resident: string;
  difference: string;
  /** The same fields in every candidate. */
  fields: CandidateField[];
}

/** What a field says of a candidate: missing says nothing for or against anybody. */
export interface CandidateField {
  field: FieldCode;
  label: string;
  level: "same" | "relaxed" | "missing" | "differs";
  listed: string;
  value: string;
  note: string;
}

/** How the core would read a file, and how far that can be trusted. */
export interface Proposal {
  kind: Kind;
  file: string;
  layout: CompleteLayout;
  accepted: boolean;
  by: "given" | "saved" | "built_in" | "headers" | "values";
  layout_name: string;
  signature: string;
  encoding: Encoding;
  encoding_reason: string;
  bom: boolean;
  delimiter: string;
  newline: Newline;
  skip_rows: number;
  header_rows: number;
  shape: "pair" | "grouped";
  /** The slot the file belongs to, if it is in the wrong one. */
  belongs: Kind | null;
  columns: ProposedColumn[];
  fields: ProposedField[];
  /** What a person has to answer. */
  open: ProposedQuestion[];
  /** What a person has to agree to. The first of `columns` is the one in use; without `columns` there is none. */
  supposed: ProposedQuestion[];
  problems: string[];
  repairs: string[];
  warnings: string[];
  preview: { line: number; use: RowUse; cells: string[] }[];
  examined: { rows: number; whole: boolean };
}

export interface ProposedColumn {
  position: number;
  header: string;
  field: FieldCode | null;
  /** 個人番号: never taken in. */
  dropped: boolean;
  samples: string[];
}

export interface ProposedField {
  field: FieldCode;
  label: string;
  required: boolean;
  is_date: boolean;
  position: number | null;
  header: string;
  confidence: Confidence;
  reason: string;
  date_form: DateForm | null;
  parsed: number;
  empty: number;
  failed: number;
  failures: { line: number; value: string; reason: string }[];
}

/** A column that may be the answer to a question. */
export interface ColumnChoice {
  field: FieldCode;
  position: number;
  header: string;
  /** Different values of it as they came in, three at most; of rivals first those that tell them apart. */
  samples: string[];
  /** What would follow if it were taken, in a sentence or two. */
  follows: string;
}

/** Which column is the field; of several fields any one will do. */
export interface ProposedQuestion {
  fields: FieldCode[];
  text: string;
  /** The positions it may be, as far as they are known. */
  columns: number[];
  choices: ColumnChoice[];
  /** Without a column the file cannot be read. */
  needed: boolean;
  /** What follows if no column is the field. */
  without: string;
}

/** Each command about the cases, by `do`. */
export interface CaseworkCommands {
  /**
   * The run at hand is looked at in the light of the book; nothing is recorded. Every command does so, but where the run seems to be
   * another municipality's.
   */
  attach: { do: "attach"; key: string; anyway?: boolean };
  /** Records the run at hand, as the first step does. */
  join: {
    do: "join";
    /** 32 random hex digits. */
    key: string;
    /** Although the run seems to be another municipality's. */
    anyway?: boolean;
  };
  /** The newest run as if it had never been: refused while a step stands on it. */
  take_back_run: Signed & { do: "take_back_run" };
  overview: { do: "overview"; today?: Day };
  case: { do: "case"; case: number; today?: Day } | { do: "case"; finding: number; anyway?: boolean };
  act: Step & { do: "act" };
  /** Who of the roster somebody is: one of the rows that the finding shows, or (null, for all of them alike) none. */
  choose: Signed & {
    do: "choose";
    choices: { finding: number; roster_line: number | null }[];
    note?: string;
    partial?: boolean;
    key?: string;
    anyway?: boolean;
  };
  would_refuse: {
    do: "would_refuse";
    action: ActionCode;
    cases?: number[];
    on?: string;
    until?: string;
    findings?: number[];
    flow?: FlowCode;
  };
  undo: Signed & { do: "undo" };
  redo: Signed & { do: "redo" };
  households: { do: "households"; cases: number[] };
  count: {
    do: "count";
    scope?: ScopeCode;
    /** By which stages are told; else the day of the run, or of the newest one. */
    today?: string;
    /** 200 at most. */
    of: readonly Narrowed[];
  };
  decisions: Narrowed & { do: "decisions"; start?: number; count?: number };
  ledger: LedgerOrder & {
    do: "ledger";
    /** By which stages are told; else the day of the run, or of the newest one. */
    today?: string;
    start?: number;
    /** 1,000 at most. */
    count?: number;
  };
  annual: {
    do: "annual";
    from: Day;
    /** A month that ends after it has no end yet; else the day of the run, or of the newest one. */
    today?: string;
  };
  deadline: {
    do: "deadline";
    action: "urge" | "urge_again";
    on: Day;
    /** The day that the clerk would have instead. */
    given?: Day;
  };
  progress: { do: "progress"; days: Day[] };
  expired: { do: "expired"; today: Day };
  erase: Signed & {
    do: "erase";
    today: Day;
    /** Expired ones only. */
    cases: number[];
  };
  record: { do: "record" };
  hashes: {
    do: "hashes";
    /** SHA-256 in the order of the run. */
    files: string[];
    results: string;
  };
  exported: Signed & { do: "exported"; name: string; bytes: number; sha256: string };
  settings: {
    do: "settings";
    deadlines?: Deadlines;
    /** null: the built-in days. */
    holidays?: { name: string; text: string } | null;
    retention_years?: number;
    /** null: off. */
    levy?: LevySetting | null;
    import_table?: object | null;
    letters?: object | null;
    layouts?: object | null;
    views?: object | null;
    ledger?: object | null;
    recipients?: object | null;
  };
  open: {
    do: "open";
    /** Where it does not stand beside the command. */
    body?: string;
    unsaved?: boolean;
    key: string;
    anyway?: boolean;
  };
  merge: Signed & {
    do: "merge";
    /** Where it does not stand beside the command. */
    body?: string;
    file: string;
    /** By the key of a case. */
    choices?: Record<string, Side>;
  };
  saved: { do: "saved" };
}

/** Who enters something, and when. */
export interface Signed {
  at: string;
  who: string;
}

/** For cases, or for findings of the run at hand. The first step records the run. */
export interface Step {
  at: string;
  who: string;
  action: ActionCode;
  cases?: number[];
  on?: string;
  /** Of a letter: the deadline printed on it; else the town's rule counts. */
  until?: string;
  reason?: string;
  note?: string;
  /** Cases, each with what is noted of it alone instead, as the number of its own letter. */
  own_notes?: [number, string][];
  /** Take the step for those it can be taken for, instead of for all or none. */
  partial?: boolean;
  findings?: number[];
  /** Whose notice the step goes by; else that of the newest run, where it lists the person. */
  flow?: FlowCode;
  key?: string;
  /** Although the run seems to be another municipality's. */
  anyway?: boolean;
}

/** One of the two. */
export interface Period {
  days?: number;
  months?: number;
}

/** null: the town fixes none. */
export interface OwnPeriods {
  first?: Period | null;
  second?: Period | null;
  label?: string;
}

export type Deadlines = { preset: PresetCode } | OwnPeriods;

/** The book of cases in numbers, and its settings. */
export interface BookOverview {
  cases: number;
  /** What the clerk has done since the book was saved, in steps; 1 where only something else has changed. */
  unsaved: number;
  states: Record<string, number>;
  /** Against the run before. */
  since: { fresh: number; continuing: number; changed: number; gone: number };
  undo: TakenBack | null;
  redo: TakenBack | null;
  runs: { flow: FlowCode; date: Day; overlap_dates: string[] }[];
  merges: { at: string; who: string; file: string }[];
  events: number;
  deadlines: Deadlines;
  /** How many letters are due on which day. */
  due: Record<string, number>;
  holidays: {
    /** The table that was read; null: the built-in days. */
    own: { name: string; days: number; from: Day; to: Day } | null;
    /** A year. */
    known_until: number;
    official_until: number;
    /** Deadlines that lie beyond the official years. */
    provisional: number;
    /** Deadlines that lie beyond the known years. */
    unknown: number;
  };
  /** Days of rest beside weekends, by name (empty: the turn of the year), in the months of the deadlines and of today. */
  rest_days: Record<string, string>;
  /** How long closed cases are kept. */
  retention_years: number;
  /** How far back the levy may be corrected; null: off. */
  levy: LevyRule | null;
  /** As the page has given it, like the three below: settings of the import table. */
  import_table: object | null;
  /** The letters' sender and texts. */
  letters: object | null;
  /** The layouts of the files. */
  layouts: object | null;
  /** Filters of the worklist by name. */
  views: object | null;
  /** Columns and order of 管理簿 on the screen. */
  ledger: object | null;
  /** To whom inquiries went. */
  recipients: object | null;
  /** The run at hand is the book's; until the first step it is only attached. */
  recorded: boolean;
  /** No step stands on the newest run. */
  can_take_back: boolean;
}

/** A step that can be taken back, or taken again. */
export interface TakenBack {
  label: string;
  cases: number;
  /** The first of them, as it is shown; null where all have been erased. */
  case: number | null;
  /** Whom it was about; empty where it was several. */
  name: string;
}

/** A case, and the person as kept. */
export interface CaseRow extends Standing {
  case: number;
  bucket: BucketCode;
  bucket_label: string;
  name: string;
  kana: string;
  birth: string;
  sex: string;
  number: string;
  head: string;
  loss_date: Day | null;
}

export interface CaseEvent {
  event: number;
  kind: "act" | "undo" | "redo" | "merge";
  label: string;
  at: string;
  who: string;
  stands: boolean;
  on: Day | null;
  /** Of a letter: the deadline printed on it. */
  until: Day | null;
  date_label: string;
  reason: string | null;
  note: string | null;
  cases: number;
  /** In the record: of the first of them. */
  names?: string[];
  /** Who was chosen, where the step was for one case. */
  chosen: string | null;
}

/** A step that may be taken, or why it may not. */
export interface CaseStep {
  action: ActionCode;
  label: string;
  date_label: string;
  needs_reason: boolean;
  needs_note: boolean;
  refused: string | null;
  hint: string | null;
}

export interface CaseDetail {
  case: CaseRow;
  /** What the run at hand says of the case; null where it does not list it. */
  finding: number | null;
  person: { label: string; value: string }[];
  listings: {
    from: Day;
    to: Day;
    bucket: BucketCode;
    label: string;
    grade: string;
    loss_date: Day | null;
    rows: string;
    reasons: string;
    flow: FlowCode;
    review_kind: ReviewCode | null;
    /** A clerk had said who it is. */
    chosen: boolean;
    candidates: ShownCandidate[];
  }[];
  events: CaseEvent[];
  steps: CaseStep[];
  levy_hint: LevyHint | null;
}

/**
 * Of a finding that is no case: no steps. Of one that is not attached, as the run seems to be another municipality's, the steps of
 * the case that it becomes.
 */
export interface NoCase {
  case: null;
  steps?: CaseStep[];
}

/** For whom a step is, or would be, refused. */
export interface Refusals {
  refused: {
    case: number | null;
    /** Where the step named it by its finding. */
    finding?: number;
    name: string;
    code: RefusalCode;
    text: string;
  }[];
}

export interface ActAnswer extends BookOverview, Refusals {
  /** For how many cases the step was taken. */
  done: number;
}

/** Where to write: the head and the address as they came, and the members among the cases asked for. */
export interface Household {
  household: string;
  head: string;
  postal_code: string;
  address: string;
  building: string;
  /** Why people of one 世帯番号 are not together on one letter; null where there is nothing to say. */
  notice: string | null;
  members: CaseRow[];
  /** Who else is in it, as the roster of the last run had it; nobody where that was not read or has no 世帯番号. */
  others: { name: string; kana: string; birth: string; relationship: string }[];
  /** Of each member, as the overlap list names it; empty where it does not. */
  insurers: string[];
  /** The same, by its number. */
  insurer_numbers: string[];
  /** Of each member, as the pension list names it. */
  workplaces: string[];
}

/** A case and what was decided of it, with everything that is kept of the person. */
export interface Decision {
  case: number;
  flow: FlowCode;
  state: StateCode;
  label: string;
  bucket_label: string;
  /** null where it is not known to the day: then as it came in, in `person`. */
  birth: Day | null;
  /** Empty where it is neither. */
  sex: "1" | "2" | "";
  /** As it came in. */
  person: Record<string, string>;
  /** As the run says, else as the roster does (then perhaps as it came in). */
  loss_date: string | null;
  /** The newest day of each step that stands. */
  dates: Record<string, Day>;
  /** What brought the case where it is, and when. */
  step: string;
  on: string | null;
  who: string;
  reason: string;
  note: string;
}

/** Closed cases that have been kept long enough: since `last`, to be kept until `until`. */
export interface Expired {
  rows: { last: Day; until: Day; row: CaseRow }[];
}

/** What is written down of a run (core/casework/run_record.h). */
export interface RunRecord {
  flow: FlowCode;
  date: Day;
  tool: string;
  settings: {
    confirm_gap: boolean;
    tolerance_days: number;
    max_gap_days: number;
    /** Where it is not the usual one. */
    filed_tolerance_days?: number;
  };
  /** Checks that would have stopped, and why they were all right. */
  accepted?: Record<string, string>;
  insurer: string;
  overlap_dates: string[];
  files: { kind: string; name: string; encoding: string; rows: number; kept: number; rejected: number; bytes: number; sha256?: string }[];
  results: Record<string, number>;
  results_sha256?: string;
}

/** Everything that the record of the runs is printed from. */
export interface RecordAnswer {
  runs: RunRecord[];
  exports: { at: string; who: string; name: string; bytes: number; sha256: string; run?: number }[];
  deletions: { at: string; who: string; cases: number }[];
  /** The calendar of the overlap lists. `newest`: the runs in which it was the newest list. */
  lists: { date: string; newest: number[]; as_earlier: number; days: number; gap: boolean }[];
  events: CaseEvent[];
  /** Runs that were taken back whole. */
  taken_back: { at: string; who: string; run: RunRecord }[];
}

/** Not merged: nothing has changed, and every conflict wants a choice. */
export interface MergeAnswer {
  merged: boolean;
  added: number;
  taken: number;
  new_runs: number;
  settings_differ: boolean;
  conflicts: MergeConflict[];
}

/** A person of whom both books know something that the other does not. */
export interface MergeConflict {
  key: string;
  name: string;
  kana: string;
  birth: string;
  number: string;
  ours: MergeSide;
  theirs: MergeSide;
}

/** Where the case stands, and what was recorded. */
export interface MergeSide {
  label: string;
  events: string[];
}

/** What a case waits for: a queue of the office. */
export type StageCode =
  | "to_check"
  | "to_inquire"
  | "to_verify"
  | "inquiring"
  | "to_urge"
  | "urging"
  | "to_urge_again"
  | "urging_again"
  | "to_ex_officio"
  | "returned"
  | "on_hold"
  | "ex_officio"
  | "reported"
  | "in_roster"
  | "waiting"
  | "done"
  | "excluded";

/** Whose turn it is. */
export type Party = "nobody" | "clerk" | "household" | "workplace" | "next_list";

/** Since the run before. */
export type SinceCode = "fresh" | "continuing" | "changed" | "gone";

/** 料, or 税. */
export type LevyKindCode = "fee" | "tax";

/** near: a limit is close; passed: one is over; unknown: the first payment date of a year is not entered. */
export type LevyStateCode = "near" | "passed" | "unknown" | "open";

/** By fiscal year, within it. */
export type FirstPayments = Record<string, Day>;

/** What is left out is the kind's own. */
export interface LevySetting {
  kind: LevyKindCode;
  first_payments?: FirstPayments;
  /** So long before its end a limit is near: 0 to 24. */
  warn_months?: number;
  text?: string;
  source?: string;
}

export interface LevyRule {
  kind: LevyKindCode;
  first_payments: FirstPayments;
  warn_months: number;
  /** What the clerk is told of the law, in the town's words. */
  text: string;
  source: string;
}

export interface LevyLimit {
  state: LevyStateCode;
  label: string;
  /** The next limit; where all are over the last of them; null: none is known. */
  until: Day | null;
}

export interface LevyHint {
  /** Whole months since the loss. */
  months: number;
  /** The limits of this case. */
  text: string;
  /** The town's words. */
  rule: string;
  source: string;
}

/** Where a person stands in the book, and what that waits for. */
export interface Standing {
  flow: FlowCode;
  state: StateCode;
  label: string;
  on_hold: boolean;
  /** A note stands with one of the steps. */
  noted: boolean;
  returned: boolean;
  /** Null: of another flow, or no run yet. */
  since: SinceCode | null;
  since_label: string;
  last_step: Day | null;
  due: Day | null;
  next_from: Day | null;
  /** How certain the holidays of the year of `due` are. */
  due_certainty: "official" | "provisional" | "unknown" | null;
  stage: StageCode;
  stage_label: string;
  waits_for: Party;
  waits_since: Day | null;
  waits_until: Day | null;
  /** Null: off, or nothing is to be corrected. */
  levy: LevyLimit | null;
}

/** Where the person of a row stands in the book. */
export interface Place extends Standing {
  /** Null: given when the run has been looked at as a whole. */
  case: number | null;
}

/** Who of the roster was shown then. */
export interface ShownCandidate {
  roster_line: number;
  grade: Grade | null;
  name: string;
  kana: string;
  birth: string;
  sex: string;
  number: string;
  address: string;
  difference: string;
}

/** The rules were asked again: findings may stand elsewhere, and the run's summary with them. */
export interface Judged {
  judged_again: boolean;
  summary?: Summary;
}

export interface ChooseAnswer extends ActAnswer, Judged {
  /** Where those who were chosen for stand now; null: shown with another finding. */
  findings: (number | null)[];
}
