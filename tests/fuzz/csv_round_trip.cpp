// What CsvWriter writes, CsvReader reads back, save the apostrophe before what a spreadsheet would run; and no cell that
// comes back could be run.
#include "core/csv/reader.h"
#include "core/csv/writer.h"
#include "tests/fuzz/fuzz.h"
#include "tests/reference/plain_guard.h"

using namespace totsugo;
using namespace totsugo::fuzz;
using totsugo::test::runnable;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Choices choices(data, size);
  Slices slices(choices.byte());
  std::vector<std::vector<std::string>> rows;
  std::string text;
  CsvWriter writer(text);
  for (const std::string_view row : parted(choices.rest(), '\x1E')) {
    rows.emplace_back();
    for (const std::string_view cell : parted(row, '\x1D')) {
      writer.cell(Exact(cell).view());
      rows.back().push_back((runnable(std::string(cell)) ? "'" : "") + std::string(cell));
    }
    writer.end_row();
  }
  CsvReader reader;
  std::vector<std::vector<std::string>> back;
  for (size_t at = 0; at < text.size();) {
    const size_t n = slices.next(text.size() - at);
    std::copy_n(text.data() + at, n, reader.room(n));
    reader.take(n);
    at += n;
    const Error e = reader.read(at == text.size(), [&back](const CsvRecord& r) {
      hold(!r.bad_quote, "no quote of ours stands wrong", std::string(r.text()));
      back.emplace_back();
      for (size_t i = 0; i < r.field_count(); ++i)
        back.back().push_back(r.quoted(i) ? unescape_quotes(r.field(i)) : std::string(r.field(i)));
      return true;
    });
    hold(e.code == ErrorCode::none, "what is written can be read", text);
  }
  hold(back == rows, "cells come back", text);
  for (const auto& row : back)
    for (const std::string& cell : row) hold(!runnable(cell), "no cell a spreadsheet would run", cell);
  return 0;
}
