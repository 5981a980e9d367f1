#include "core/session/export.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/report/import_json.h"
#include "core/report/ledger.h"
#include "core/report/results.h"

namespace totsugo {
namespace {

using Json = nlohmann::json;
using Content = Export::Content;
using Form = Export::Form;

constexpr size_t kPiece = 1u << 20;

constexpr Export::Kind kKinds[] = {
    {"results.ndjson", Content::results, Form::json}, {"results.csv", Content::results, Form::csv},
    {"results.rows", Content::results, Form::rows},   {"import.json", Content::imports, Form::json},
    {"import.csv", Content::imports, Form::csv},      {"work.json", Content::work, Form::json},
    {"ledger.csv", Content::ledger, Form::csv},       {"ledger.rows", Content::ledger, Form::rows},
    {"table.csv", Content::given, Form::csv},
};

bool is_of_run(const Export::Kind& kind) {
  return kind.content == Content::results || kind.content == Content::imports;
}

// Of the tables that the core lists itself.
std::span<const TableColumn> columns_of(Content content) {
  if (content == Content::results) return result_columns();
  if (content == Content::imports) return import_columns();
  return ledger_columns();
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
  Error e = kind->form == Form::csv ? begin_csv(*kind, options, from.tables) : Error();
  if (e) out_.clear();
  else under_way_ = kind;
  return e;
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
    csv_.emplace(out_, form_of(columns_of(kind.content), encoder)).begin(mark.value());
    csv_->head_row(columns_of(kind.content));
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
  if (kind.content == Content::work) {
    out_ = from.book.body();
  } else if (kind.content == Content::imports && kind.form == Form::json) {
    write_import_json(from.job->reports(), out_);
  } else if (kind.content == Content::imports) {
    write_import_rows(from.job->reports(), *csv_);
  } else if (kind.content == Content::ledger && kind.form == Form::csv) {
    write_ledger_rows(from.book, *csv_);
  } else if (kind.content == Content::ledger) {
    JsonRows rows(out_);
    write_ledger_rows(from.book, rows);
  }
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
