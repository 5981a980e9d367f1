#include "core/report/proposal_json.h"

#include <algorithm>
#include <memory>
#include <unordered_set>

#include "core/base/error_words.h"
#include "core/base/hash.h"
#include "core/identifier/digits.h"
#include "core/identifier/member_number.h"
#include "core/layout/layout_words.h"
#include "core/layout/totals_row.h"
#include "core/match/identity.h"
#include "core/records/person_reader.h"
#include "core/report/import_json.h"
#include "core/report/json_writer.h"
#include "core/source/source_words.h"

namespace totsugo {
namespace {

constexpr size_t kFailuresShown = 5;
constexpr size_t kSamplesShown = 3;
constexpr size_t kPreviewRows = 30;
constexpr uint64_t kFailingShare = 20;  // one row in twenty

struct Failure {
  uint64_t line;
  std::string value;
  std::string reason;
};

struct FieldCounts {
  uint64_t parsed = 0;
  uint64_t empty = 0;
  uint64_t failed = 0;
  std::vector<Failure> failures;
};

// What is wrong with the file whatever columns a person chooses.
bool no_column_mends(ErrorCode code) {
  return code == ErrorCode::wrong_kind || code == ErrorCode::encoding_mixed || code == ErrorCode::file_is_euc_jp ||
         code == ErrorCode::file_is_iso_2022_jp;
}

// What is wrong with a value, none if nothing is.
ErrorCode judge(FileTable& file, const CsvRecord& r, const FieldInfo& info, bool& empty) {
  if (info.date) {
    const ParsedDate d = file.date(r, info.id);
    empty = d.status == DateStatus::none;
    return d.status == DateStatus::ok || empty ? ErrorCode::none : date_problem(d.status);
  }
  bool ok = true;
  const std::string value = file.said_text(r, info.id, ok);
  empty = ok && value.empty();
  if (empty) return ErrorCode::none;
  if (!ok) return ErrorCode::row_undecodable;
  note_lost_zeros(file, r, info.id, value);
  if (info.id == Field::other_insurer || info.id == Field::own_insurer)
    return parse_insurer_number(value).check_digit_ok ? ErrorCode::none : ErrorCode::row_insurer_invalid;
  if (info.id == Field::sex) return parse_sex(value) == SexCode::unread ? ErrorCode::row_sex_unknown : ErrorCode::none;
  return is_number(info.id) && is_destroyed(value) ? ErrorCode::row_exponent : ErrorCode::none;
}

class ProposalWriter {
 public:
  ProposalWriter(FileTable& file, const ProposalRequest& request, std::string& out)
      : file_(file), request_(request), w_(out) {}
  void count(const CsvRecord& r);
  // Rows of one 宛名番号 and one 資格取得日, where no column tells the newest: probably a history export (DOMAIN section 3).
  void count_history(const CsvRecord& r);
  void write(bool saved, std::string_view layout_name);

 private:
  const Proposal& proposal() const { return file_.proposal(); }
  bool required(Field f) const;
  std::vector<std::string> problems(const Error& refusal) const;
  void write_columns();
  void write_fields();
  void write_questions(std::string_view key, const std::vector<OpenField>& questions);
  void write_choices(const std::vector<ColumnChoice>& choices);
  void write_preview();
  std::string_view use_of(size_t row) const;
  void write_texts(std::string_view key, const std::vector<std::string>& texts);

  FileTable& file_;
  const ProposalRequest& request_;
  JsonWriter w_;
  std::array<FieldCounts, kFieldCount> counts_;
  std::unordered_set<uint64_t> periods_;
  uint64_t periods_doubled_ = 0;
  uint64_t first_doubled_ = 0;
};

void ProposalWriter::count_history(const CsvRecord& r) {
  const ColumnMap& map = file_.report().columns;
  for (const Field f : {Field::history_number, Field::changed_on, Field::latest_mark})
    if (map.has(f)) return;
  if (request_.kind != FileKind::roster || !map.has(Field::resident_number) || !map.has(Field::acquired)) return;
  bool ok = true;
  const uint64_t who = resident_key(file_.said_text(r, Field::resident_number, ok));
  const ParsedDate from = file_.date(r, Field::acquired);
  if (who == 0 || from.status != DateStatus::ok) return;
  if (!periods_.insert(hash_pair(who, from.date.packed)).second && periods_doubled_++ == 0) first_doubled_ = r.line;
}

void ProposalWriter::count(const CsvRecord& r) {
  for (const FieldInfo& info : fields_of(request_.kind)) {
    if (!file_.report().columns.has(info.id)) continue;
    FieldCounts& n = counts_[index_of(info.id)];
    bool empty = false;
    const ErrorCode problem = judge(file_, r, info, empty);
    ++(problem != ErrorCode::none ? n.failed : empty ? n.empty : n.parsed);
    if (problem == ErrorCode::none || n.failures.size() >= kFailuresShown) continue;
    bool ok = true;
    const std::string value = file_.text(r, info.id, ok);
    n.failures.push_back({r.line, value, sentence_of(problem, value)});
  }
}

bool ProposalWriter::required(Field f) const {
  for (const std::vector<Field>& any : required_fields(request_.kind))
    if (std::find(any.begin(), any.end(), f) != any.end()) return true;
  return f == Field::group_key && file_.report().shape == RowShape::grouped;
}

// The sample's problems, and required columns that fail over all the rows looked at.
std::vector<std::string> ProposalWriter::problems(const Error& refusal) const {
  std::vector<std::string> out = proposal().problems;
  out.insert(out.end(), proposal().left_to_rows.begin(), proposal().left_to_rows.end());
  // What no column chosen by a person mends.
  if (no_column_mends(refusal.code)) {
    Error e = refusal;
    e.where.file = file_.report().file;
    out.insert(out.begin(), sentence_of(e));
  }
  for (const FieldInfo& info : fields_of(request_.kind)) {
    const FieldCounts& n = counts_[index_of(info.id)];
    const int c = file_.column(info.id);
    if (!required(info.id) || n.failed * kFailingShare <= n.failed + n.parsed + n.empty || c < 0) continue;
    const auto no = static_cast<uint32_t>(c + 1);
    const bool shown = info.date && !n.failures.empty();
    const std::string text = phrase_column_fails(
        info.label, phrase_column(no, file_.report().header_rows ? file_.report().column_name(no) : std::string()),
        shown ? phrase_not_read(n.failures.front().line, n.failures.front().value) : std::string());
    if (std::find(out.begin(), out.end(), text) == out.end()) out.push_back(text);
  }
  return out;
}

void ProposalWriter::write_texts(std::string_view key, const std::vector<std::string>& texts) {
  w_.key(key).begin_array();
  for (const std::string& text : texts) w_.value(text);
  w_.end_array();
}

void ProposalWriter::write_columns() {
  const Proposal& p = proposal();
  w_.key("columns").begin_array();
  for (size_t c = 0; c < p.headers.size(); ++c) {
    w_.begin_object().member("position", c + 1).member("header", p.headers[c]).key("field");
    std::string_view field;
    for (const FieldInfo& info : fields_of(request_.kind))
      if (file_.report().columns.column[index_of(info.id)] == static_cast<int>(c)) field = info.code;
    if (field.empty()) w_.null();
    else w_.value(field);
    w_.member("dropped", static_cast<bool>(p.dropped[c])).key("samples").begin_array();
    size_t shown = 0;
    for (size_t i = p.first_data; i < file_.sample().size() && shown < kSamplesShown && !p.dropped[c]; ++i) {
      const std::vector<std::string>& cells = file_.sample()[i].cells;
      if (c >= cells.size() || cells[c].empty()) continue;
      w_.value(cells[c]);
      ++shown;
    }
    w_.end_array().end_object();
  }
  w_.end_array();
}

void ProposalWriter::write_fields() {
  w_.key("fields").begin_array();
  for (const FieldInfo& info : fields_of(request_.kind)) {
    if (info.id == Field::group_key && file_.report().shape != RowShape::grouped) continue;
    const ProposedField& f = proposal().fields[index_of(info.id)];
    const FieldCounts& n = counts_[index_of(info.id)];
    w_.begin_object().member("field", info.code).member("label", info.label).member("required", required(info.id));
    w_.member("is_date", info.date).key("position");
    if (f.column < 0) w_.null();
    else w_.value(f.column + 1);
    w_.member("header", f.column < 0 ? std::string() : proposal().headers[static_cast<size_t>(f.column)]);
    w_.member("confidence", code_of(f.sure)).member("reason", f.reason).key("date_form");
    if (info.date && f.column >= 0) w_.value(date_form_name(file_.report().columns.form[index_of(info.id)]));
    else w_.null();
    w_.member("parsed", n.parsed).member("empty", n.empty).member("failed", n.failed).key("failures").begin_array();
    for (const Failure& x : n.failures)
      w_.begin_object().member("line", x.line).member("value", x.value).member("reason", x.reason).end_object();
    w_.end_array().end_object();
  }
  w_.end_array();
}

void ProposalWriter::write_choices(const std::vector<ColumnChoice>& choices) {
  w_.key("choices").begin_array();
  for (const ColumnChoice& c : choices) {
    w_.begin_object().member("field", find_field(request_.kind, c.field)->code).member("position", c.column + 1);
    w_.member("header", proposal().headers[static_cast<size_t>(c.column)]);
    write_texts("samples", c.samples);
    w_.member("follows", c.follows).end_object();
  }
  w_.end_array();
}

void ProposalWriter::write_questions(std::string_view key, const std::vector<OpenField>& questions) {
  w_.key(key).begin_array();
  for (const OpenField& q : questions) {
    w_.begin_object().key("fields").begin_array();
    for (const Field f : q.fields) w_.value(find_field(request_.kind, f)->code);
    w_.end_array().member("text", q.text).key("columns").begin_array();
    for (const int c : q.columns) w_.value(c + 1);
    w_.end_array();
    write_choices(q.choices);
    w_.member("needed", q.needed).member("without", q.without).end_object();
  }
  w_.end_array();
}

std::string_view ProposalWriter::use_of(size_t row) const {
  const Proposal& p = proposal();
  const std::vector<std::string>& cells = file_.sample()[row].cells;
  if (blank_row(file_.sample()[row])) return "blank";
  if (row < p.layout.skip_rows.value_or(0)) return "title";
  if (row < p.first_data) return "header";
  if (totals_row(cells)) return "total";
  const RecordKinds& kinds = p.layout.records;
  const auto at = static_cast<size_t>(kinds.position - 1);
  const bool kept = kinds.position == 0 || at >= cells.size() ||
                    std::find(kinds.keep.begin(), kinds.keep.end(), cells[at]) != kinds.keep.end();
  return kept ? "data" : "other_kind";
}

void ProposalWriter::write_preview() {
  const std::vector<bool>& dropped = proposal().dropped;
  w_.key("preview").begin_array();
  for (size_t i = 0; i < file_.sample().size() && i < kPreviewRows; ++i) {
    const SampleRow& row = file_.sample()[i];
    const std::string_view use = use_of(i);
    w_.begin_object().member("line", row.line).member("use", use).key("cells").begin_array();
    for (size_t c = 0; c < row.cells.size(); ++c)  // a personal number is shown nowhere
      w_.value(c < dropped.size() && dropped[c] && use != "header" ? std::string() : row.cells[c]);
    w_.end_array().end_object();
  }
  w_.end_array();
}

void ProposalWriter::write(bool saved, std::string_view layout_name) {
  const ImportReport& r = file_.report();
  const Proposal& p = proposal();
  const Error refusal = file_.refusal();
  const std::vector<std::string> wrong = problems(refusal);
  Layout layout = p.layout;
  layout.coding = r.coding;
  layout.delimiter = r.dialect.separator;
  for (const FieldInfo& info : fields_of(request_.kind))
    if (info.date && r.columns.column[index_of(info.id)] >= 0)
      layout.fields[index_of(info.id)].form = r.columns.form[index_of(info.id)];
  w_.begin_object().member("kind", code_of(r.kind)).member("file", r.file).key("layout").raw(layout_json(layout));
  w_.member("accepted", p.open.empty() && wrong.empty()).member("by", saved ? "saved" : code_of(r.by));
  w_.member("layout_name", layout_name).member("signature", layout.signature);
  w_.member("encoding", code_of(r.coding))
      .member("encoding_reason", phrase_encoding_reason(r.bom_bytes > 0, request_.chosen && request_.chosen->coding));
  w_.member("bom", r.bom_bytes > 0).member("delimiter", std::string_view(&r.dialect.separator, 1));
  w_.member("newline", r.dialect.newline == '\n' ? "LF" : "CR")
      .member("skip_rows", r.skip_rows)
      .member("header_rows", r.header_rows);
  w_.member("shape", r.shape == RowShape::grouped ? "grouped" : "pair").member_or_null("belongs", refusal.belongs);
  write_columns();
  write_fields();
  write_questions("open", p.open);
  write_questions("supposed", p.supposed);
  write_texts("problems", wrong);
  std::vector<std::string> texts;
  texts.reserve(r.repairs.size());
  for (const RepairNote& n : r.repairs) texts.push_back(sentence_of(r.kind, n));
  write_texts("repairs", texts);
  texts.clear();
  for (const ImportWarning& x : r.warnings) texts.push_back(x.text);
  if (periods_doubled_) texts.push_back(phrase_history_export(periods_doubled_, first_doubled_));
  write_texts("warnings", texts);
  write_preview();
  w_.key("examined").begin_object().member("rows", r.rows).member("whole", request_.whole).end_object().end_object();
}

}  // namespace

Error write_proposal(const CharTables& tables, const ProposalRequest& request, std::string_view bytes,
                     std::string& out) {
  FileTable::Settings s;
  s.kind = request.kind;
  s.name = request.name;
  s.bytes = bytes.size();
  s.today = request.today;
  s.given_layout = request.chosen;
  s.days_from_1904 = request.days_from_1904;
  s.propose = true;
  // A head is read up to its last whole row.
  if (!request.whole)
    if (const size_t end = bytes.find_last_of("\r\n");
        end != std::string_view::npos && !is_utf16(detect_encoding(bytes).value))
      bytes = bytes.substr(0, end + 1);
  auto file = std::make_unique<FileTable>(tables, s);
  const auto look = [&](FileTable& f, auto&& on_row) {
    std::copy(bytes.begin(), bytes.end(), f.room(bytes.size()));
    return f.take(bytes.size(), true, on_row);
  };
  // Which saved layout is this file's is known once its header is; then it is looked at again.
  bool saved = false;
  if (!request.chosen && !request.saved.empty()) {
    (void)look(*file, [](const CsvRecord&) {});
    const std::string signature = file->proposal().layout.signature;
    for (const Layout& layout : request.saved) {
      if (saved || signature.empty() || layout.signature != signature) continue;
      s.given_layout = layout;
      saved = true;
    }
    file = std::make_unique<FileTable>(tables, s);
  }
  ProposalWriter writer(*file, request, out);
  Error e = look(*file, [&](const CsvRecord& r) {
    writer.count(r);
    writer.count_history(r);
  });
  if (file->proposal().headers.empty() && e) return e;
  writer.write(saved, saved ? s.given_layout->name : std::string());
  return {};
}

}  // namespace totsugo
