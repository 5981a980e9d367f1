// A file read in slices of any sizes gives the records it gives when read whole, and those of the naive twin.
#include <algorithm>
#include <numeric>

#include "core/csv/reader.h"
#include "tests/fuzz/fuzz.h"
#include "tests/reference/plain_csv.h"

using namespace totsugo;
using namespace totsugo::fuzz;

namespace {

test::PlainFile read(std::string_view text, CsvDialect dialect, Slices slices, bool at_once, size_t step = 1) {
  CsvReader reader;
  reader.set_dialect(dialect);
  test::PlainFile out;
  size_t shown = 0;
  const auto take = [&out](const CsvRecord& r) {
    out.records.push_back(test::plain_record(r));
    return true;
  };
  const auto ahead = [&shown](const CsvRecord& r) {
    for (size_t i = 0; i < r.field_count(); ++i) shown += r.field(i).size();
  };
  bool last = false;
  for (size_t at = 0; !last;) {
    const size_t left = text.size() - at;
    const size_t n = at_once ? left : std::min(slices.next(left) * step, left);
    const Exact slice(text.substr(at, n));
    char* const to = reader.room(n);
    if (n) std::memcpy(to, slice.view().data(), n);
    reader.take(n);
    at += n;
    last = at == text.size();
    const Error e = reader.read(last, take, ahead);
    if (e.code == ErrorCode::none) continue;
    hold(e.code == ErrorCode::unclosed_quote, "a short text has no other error than an unclosed quote");
    out.unclosed_at = e.where.line;
    break;
  }
  hold(reader.records() == out.records.size(), "every record counted was handed over");
  return out;
}

std::string shown(const test::PlainFile& f) {
  std::string out;
  for (const test::PlainRecord& r : f.records) {
    out += std::to_string(r.line) + (r.bad_quote ? " bad " + std::to_string(r.bad_column) : "") + " [" + r.text + "]";
    for (const std::string& field : r.fields) out += " <" + field + ">";
    out += "\n";
  }
  return out + "unclosed " + std::to_string(f.unclosed_at) + "\n";
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Choices choices(data, size);
  const CsvDialect dialect{",\t;"[choices.below(3)], '\n'};
  const uint8_t longer = choices.byte();
  const Slices slices(choices.byte());
  std::string text(choices.rest());
  // Beyond a window of the scan (32 kB), now and then: it takes as long as some twenty others, and libFuzzer takes most of them
  // for something new, as everything is done more often. The slices are longer then, as a record in quotes is looked through
  // anew with each of them.
  const bool beyond = longer == 255 && std::accumulate(text.begin(), text.end(), 0) % 32 == 0;
  const size_t step = beyond ? 64 : 1;
  const std::string once = text;
  if (beyond)
    while (!once.empty() && text.size() < 36'000) text += once;
  const test::PlainFile whole = read(text, dialect, slices, true);
  const test::PlainFile sliced = read(text, dialect, slices, false, step);
  hold(whole == sliced, "read in slices as read whole", [&] { return shown(whole) + "--- sliced\n" + shown(sliced); });
  CsvDialect mac = dialect;
  mac.newline = '\r';
  hold(read(text, mac, slices, true) == read(text, mac, slices, false, step), "the same where lines end with CR");
  while (!text.empty() && (text.back() == '\x1A' || text.back() == '\0')) text.pop_back();  // end marks of old systems
  if (beyond) return 0;
  const test::PlainFile plain = test::read_plainly(text, dialect.separator);
  hold(whole == plain, "read as the twin reads", [&] { return shown(whole) + "--- twin\n" + shown(plain); });
  return 0;
}
