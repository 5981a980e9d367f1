// Tables as files: CSV in UTF-8 or CP932, and rows as JSON for whoever makes workbooks of them. What CP932 cannot hold is written
// as kGeta and kept as a list with places, from which a person decides.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/csv/writer.h"
#include "core/report/json_writer.h"
#include "core/report/table.h"
#include "core/text/encode_cp932.h"

namespace totsugo {

// One cell that holds a character without a code.
struct LostPlace {
  uint64_t row;      // 1 is the first row of the table, mostly that of the heads
  std::string who;   // whose row it is; empty where the table has no such column
  std::string head;  // of the column
  std::string cell;  // its beginning
};

struct LostCharacter {
  char32_t character;
  uint64_t count = 0;
  std::vector<LostPlace> places;
};

// The characters of a table that CP932 has no code for, in the order they come.
class TableLosses {
 public:
  // More than these nobody reads; all are counted.
  static constexpr size_t kMostListed = 200;
  static constexpr size_t kMostPlaces = 5;

  void add(char32_t character, const LostPlace& place);
  size_t kinds() const { return places_.size(); }
  uint64_t count() const { return count_; }
  const std::vector<LostCharacter>& listed() const { return listed_; }

 private:
  uint64_t count_ = 0;
  std::vector<LostCharacter> listed_;
  std::unordered_map<char32_t, size_t> places_;  // in listed_, or behind its end
};
void write_losses(const TableLosses& losses, JsonWriter& w);

// What a CSV is to be. With `cp932` in CP932, else in UTF-8 with a BOM.
struct CsvForm {
  const Cp932Encoder* cp932 = nullptr;
  bool guarded = true;
  // For the places of what is lost: the heads (empty: the first row has them), and the column that says whose row it is.
  std::vector<std::string> heads;
  std::optional<uint64_t> whose;
};

// The form of a table that the core lists, in which a column `name` says whose row it is.
CsvForm form_of(std::span<const TableColumn> columns, const Cp932Encoder* cp932);

class CsvTable final : public TableWriter {
 public:
  CsvTable(std::string& out, CsvForm form) : out_(out), form_(std::move(form)), writer_(row_, form_.guarded) {}
  CsvTable(const CsvTable&) = delete;
  CsvTable& operator=(const CsvTable&) = delete;

  // What stands before the rows: the BOM, and `mark` as a line of its own unless it is empty.
  void begin(std::string_view mark);
  void head_row(std::span<const TableColumn> columns);
  void cell(std::string_view utf8) override;
  void end_row() override;
  const TableLosses& losses() const { return losses_; }

 private:
  void note_losses();

  std::string& out_;
  CsvForm form_;
  std::string row_;
  CsvWriter writer_;
  std::vector<std::string> cells_;  // of this row; in CP932 only
  size_t cell_count_ = 0;
  uint64_t row_number_ = 0;
  TableLosses losses_;
};

// A JSON array of strings a line.
class JsonRows final : public TableWriter {
 public:
  explicit JsonRows(std::string& out) : out_(out) {}
  void cell(std::string_view utf8) override;
  void end_row() override;

 private:
  std::string& out_;
  std::optional<JsonWriter> row_;  // the one under way
};

}  // namespace totsugo
