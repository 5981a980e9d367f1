// The scan of 64 bytes at a time marks what a scan byte by byte marks, in one call or in several, and nothing beyond the
// end matters.
#include "core/csv/scan.h"
#include "tests/fuzz/fuzz.h"
#include "tests/reference/plain_csv.h"

using namespace totsugo;
using namespace totsugo::fuzz;

namespace {
std::vector<uint32_t> listed(const MarkList& m) { return {m.data(), m.data() + m.size()}; }
}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Choices choices(data, size);
  const CsvDialect dialect{",\t;"[choices.below(3)], "\n\r"[choices.below(2)]};
  const char padding = "\",\n\r"[choices.below(4)];
  const size_t blocks = choices.below(5);  // a call; 0: all in one
  const std::string text(choices.rest());
  const Exact exact(text + std::string(kScanPadding, padding));
  const test::PlainMarks want = test::mark_plainly(text, dialect);
  ScanState state;
  ScanOutput out;
  size_t at = 0;
  while (at < text.size()) {
    const size_t to = blocks && text.size() - at > 64 * blocks ? at + 64 * blocks : text.size();
    at = scan_structure(exact.view().data(), at, to, dialect, state, out);
    if (at < to) break;
  }
  hold(at == want.reached, "stops at the twin's block", std::to_string(at) + " " + std::to_string(want.reached));
  hold(listed(out.structural) == want.structural, "the twin's marks");
  hold(listed(out.line_ends) == want.line_ends, "the twin's line ends");
  hold(listed(out.quoted_lines) == want.quoted_lines, "the twin's line ends inside quotes");
  // One record a byte at a time, from a block without padding.
  const Exact bare(text);
  ScanOutput one;
  const RecordShape shape = scan_one_record(bare.view().data(), 0, text.size(), dialect, one);
  if (shape != RecordShape::complete || want.line_ends.empty()) return 0;
  const std::vector<uint32_t> first(want.structural.begin(), want.structural.begin() + want.line_ends[0] + 1);
  hold(listed(one.structural) == first, "one record's marks are the first of all");
  return 0;
}
