// What leaves the session as bytes, piece by piece: results, import report, work file and tables (wasm/CONTRACT.md names them).
// Private to core/session.
#pragma once
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/casework/case_book.h"
#include "core/report/annual.h"
#include "core/report/ledger.h"
#include "core/report/table_writers.h"
#include "core/run/job.h"

namespace totsugo {

class Export {
 public:
  // Whence it comes; `job` is a finished one, or null.
  struct From {
    const CaseBook& book;
    const Job* job;
    const CharTables& tables;
  };
  enum class Content : uint8_t { results, imports, work, ledger, annual, given };
  enum class Form : uint8_t { json, csv, rows };
  struct Kind {
    std::string_view name;
    Content content;
    Form form;
  };

  Error begin(std::string_view what, std::string_view options, const From& from);
  // The next piece; valid until the next call. Empty at the end.
  std::string_view next(const From& from);
  // What the export begun last could not say in CP932, as JSON.
  std::string losses_json() const;

 private:
  Error begin_table(const Kind& kind, const nlohmann::json& options, const From& from);
  Error read_table(const Kind& kind, const nlohmann::json& options, const From& from);
  Error begin_csv(const Kind& kind, const nlohmann::json& options, const CharTables& tables);
  void write_piece(const From& from);
  void write_results(const RunView& run);
  void write_table(Content content, const From& from, TableWriter& w) const;

  const Kind* under_way_ = nullptr;
  std::unique_ptr<Cp932Encoder> cp932_;
  std::string out_;
  std::optional<CsvTable> csv_;  // writes to out_
  bool given_out_ = false;       // what out_ holds
  size_t result_ = 0;            // the next one
  LedgerQuery ledger_;
  Annual annual_;
};

}  // namespace totsugo
