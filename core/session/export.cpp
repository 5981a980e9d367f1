#include "core/session/export.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/calendar/date_form.h"
#include "core/report/import_json.h"
#include "core/report/results.h"
#include "core/session/query.h"

namespace totsugo {
namespace {

using Content = Export::Content;
using Form = Export::Form;

constexpr size_t kPiece = 1u << 20;

constexpr Export::Kind kKinds[] = {
    {"results.ndjson", Content::results, Form::json}, {"results.csv", Content::results, Form::csv},
    {"results.rows", Content::results, Form::rows},   {"import.json", Content::imports, Form::json},
    {"import.csv", Content::imports, Form::csv},      {"work.json", Content::work, Form::json},
    {"ledger.csv", Content::ledger, Form::csv},       {"ledger.rows", Content::ledger, Form::rows},
    {"annual.csv", Content::annual, Form::csv},       {"annual.rows", Content::annual, Form::rows},
    {"table.csv", Content::given, Form::csv},
};

bool is_of_run(const Export::Kind& kind) {
  return kind.content == Content::results || kind.content == Content::imports;
}

// Of the tables that the core lists itself.
std::vector<TableColumn> columns_of(Content content, const LedgerQuery& ledger) {
  const auto all = [](std::span<const TableColumn> of) { return std::vector<TableColumn>(of.begin(), of.end()); };
  if (content == Content::results) return all(result_columns());
  if (content == Content::imports) return all(import_columns());
  if (content == Content::annual) return all(annual_columns());
  std::vector<TableColumn> out;
  for (const LedgerColumn column : asked_columns(ledger)) out.push_back(ledger_columns()[static_cast<size_t>(column)]);
  return out;
}

Error misread(const char* option) { return {ErrorCode::settings_invalid, {}, option}; }

// An option as a type; `usual` where it is left out.
template <class T>
Result<T> read(const Json& options, const char* name, T usual) {
  const auto given = options.find(name);
  if (given == options.end() || given->is_null()) return usual;
  try {
    return given->get<T>();
  } catch (const Json::exception&) {
    return misread(name);
  }
}

// The form of a table that the caller gives.
Result<CsvForm> read_form(const Json& given, const Cp932Encoder* cp932) {
  const Result<bool> guarded = read(given, "guarded", true);
  if (!guarded.ok()) return guarded.problem();
  Result<std::vector<std::string>> heads = read(given, "heads", std::vector<std::string>());
  if (!heads.ok()) return heads.problem();
  CsvForm form{cp932, guarded.value(), std::move(heads.value()), {}};
  const auto whose = given.find("whose");
  if (whose == given.end() || whose->is_null()) return form;
  if (!whose->is_number_unsigned()) return misread("whose");
  form.whose = whose->get<uint64_t>();
  return form;
}

Error write_given(const Json& given, CsvTable& table) {
  const auto rows = given.find("rows");
  if (rows == given.end() || !rows->is_array()) return misread("rows");
  for (const Json& row : *rows) {
    if (!row.is_array()) return misread("rows");
    for (const Json& cell : row) {
      if (!cell.is_string()) return misread("rows");
      table.cell(cell.get_ref<const std::string&>());
    }
    table.end_row();
  }
  return {};
}

}  // namespace

Error Export::begin(std::string_view what, std::string_view options_text, const From& from) {
  under_way_ = nullptr;
  csv_.reset();
  out_.clear();
  given_out_ = false;
  result_ = 0;
  const Kind* const kind =
      std::find_if(std::begin(kKinds), std::end(kKinds), [&](const Kind& k) { return k.name == what; });
  if (kind == std::end(kKinds)) return {ErrorCode::unknown_name, {}, std::string(what)};
  if (is_of_run(*kind) && !from.job) return {ErrorCode::out_of_order, {}, "exportBegin"};
  const Json options = Json::parse(options_text.empty() ? "{}" : options_text, nullptr, false);
  if (!options.is_object()) return misread("options");
  Error e = begin_table(*kind, options, from);
  if (!e && kind->form == Form::csv) e = begin_csv(*kind, options, from.tables);
  if (e) out_.clear();
  else under_way_ = kind;
  return e;
}

// Which rows and columns are asked for.
Error Export::begin_table(const Kind& kind, const Json& options, const From& from) {
  ledger_ = {};
  try {
    return read_table(kind, options, from);
  } catch (const Json::exception&) {  // a value of another type than the query's
    return misread("options");
  }
}

Error Export::read_table(const Kind& kind, const Json& options, const From& from) {
  const auto given = [&options](const char* name) { return options.value(name, Json::object()); };
  if (kind.content == Content::ledger) {
    const Json query = given("ledger");
    if (!query.is_object()) return misread("ledger");
    if (const std::string unknown = read_ledger_query(query, ledger_); !unknown.empty()) return misread("ledger");
    if (CivilDate& today = ledger_.people.today; today.none() && !from.book.runs().empty())
      today = from.book.runs().back().date;
  }
  if (kind.content == Content::annual) {
    const Json year = given("annual");
    if (!year.is_object()) return misread("annual");
    const CivilDate first = whole_date(year.value("from", std::string()));
    const CivilDate today = whole_date(year.value("today", std::string()));
    if (first.none() || today.none()) return misread("annual");
    annual_ = annual_of(from.book, first, today);
  }
  return {};
}

// With all that stands before the rows; a table that the caller gives is written at once, so that its options can go.
Error Export::begin_csv(const Kind& kind, const Json& options, const CharTables& tables) {
  const Result<std::string> encoding = read(options, "encoding", std::string("utf-8"));
  if (!encoding.ok()) return encoding.problem();
  if (encoding.value() != "utf-8" && encoding.value() != "cp932") return misread("encoding");
  const Result<std::string> mark = read(options, "mark", std::string());
  if (!mark.ok()) return mark.problem();
  const bool narrow = encoding.value() == "cp932";
  if (narrow && !cp932_) cp932_ = std::make_unique<Cp932Encoder>(tables);
  const Cp932Encoder* const encoder = narrow ? cp932_.get() : nullptr;
  if (kind.content != Content::given) {
    const std::vector<TableColumn> columns = columns_of(kind.content, ledger_);
    csv_.emplace(out_, form_of(columns, encoder)).begin(mark.value());
    csv_->head_row(columns);
    return {};
  }
  const auto given = options.find("table");
  if (given == options.end() || !given->is_object()) return misread("table");
  Result<CsvForm> form = read_form(*given, encoder);
  if (!form.ok()) return form.problem();
  csv_.emplace(out_, std::move(form.value())).begin(mark.value());
  return write_given(*given, *csv_);
}

std::string_view Export::next(const From& from) {
  if (given_out_) out_.clear();
  given_out_ = true;
  if (under_way_) write_piece(from);
  else if (out_.empty()) out_.shrink_to_fit();
  return out_;
}

void Export::write_piece(const From& from) {
  const Kind& kind = *under_way_;
  if (kind.content == Content::results) return write_results(from.job->view());
  under_way_ = nullptr;
  switch (kind.content) {
    case Content::results:
    case Content::given: break;  // written as it was begun
    case Content::work: out_ = from.book.body(); break;
    case Content::imports:
      if (kind.form == Form::json) write_import_json(from.job->reports(), out_);
      else write_import_rows(from.job->reports(), *csv_);
      break;
    case Content::ledger:
    case Content::annual:
      if (kind.form == Form::csv) {
        write_table(kind.content, from, *csv_);
      } else {
        JsonRows rows(out_);
        write_table(kind.content, from, rows);
      }
      break;
  }
}

void Export::write_table(Content content, const From& from, TableWriter& w) const {
  if (content == Content::annual) write_annual_rows(annual_, w);
  if (content == Content::ledger) write_ledger_rows({from.tables, from.book}, ledger_, w);
}

void Export::write_results(const RunView& run) {
  JsonRows rows(out_);
  for (; result_ < run.results.size() && out_.size() < kPiece; ++result_) {
    const CaseResult& c = run.results[result_];
    if (under_way_->form == Form::json) write_result_json(run, c, out_);
    else if (under_way_->form == Form::csv) write_result_row(run, c, *csv_);
    else write_result_row(run, c, rows);
  }
  if (result_ == run.results.size()) under_way_ = nullptr;
}

std::string Export::losses_json() const {
  std::string out;
  JsonWriter w(out);
  write_losses(csv_ ? csv_->losses() : TableLosses(), w);
  return out;
}

}  // namespace totsugo
