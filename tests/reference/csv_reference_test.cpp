// The CSV scanner and reader against a twin that looks at one byte at a time and holds the whole text: random texts with
// quotes, stray quotes, CRLF, lone CR, and every size of slice.
#include <doctest/doctest.h>

#include <cstring>
#include <memory>
#include <random>
#include <string>
#include <vector>

#include "core/csv/reader.h"
#include "core/csv/scan.h"
#include "tests/reference/plain_csv.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

PlainFile read_in_slices(const std::string& s, char separator, size_t slice) {
  CsvReader reader;
  reader.set_dialect({separator, '\n'});
  PlainFile out;
  const auto take = [&out](const CsvRecord& r) {
    out.records.push_back(plain_record(r));
    return true;
  };
  for (size_t at = 0;; at += slice) {
    const size_t n = at < s.size() ? std::min(slice, s.size() - at) : 0;
    char* const to = reader.room(n);
    if (n) std::memcpy(to, s.data() + at, n);
    reader.take(n);
    const Error e = reader.read(n == 0, take);
    if (e.code == ErrorCode::unclosed_quote) {
      out.unclosed_at = e.where.line;
      return out;
    }
    REQUIRE(e.code == ErrorCode::none);
    if (n == 0) return out;
  }
}

std::string shown(const PlainFile& f) {
  std::string out;
  for (const PlainRecord& r : f.records) {
    out += std::to_string(r.line) + (r.bad_quote ? " bad " + std::to_string(r.bad_column) : "") + " [" + r.text + "]";
    for (const std::string& field : r.fields) out += " <" + field + ">";
    out += "\n";
  }
  return out + "unclosed " + std::to_string(f.unclosed_at) + "\n";
}

class Random {
 public:
  explicit Random(uint32_t seed) : engine_(seed) {}
  uint32_t below(uint32_t n) { return static_cast<uint32_t>(engine_() % n); }

 private:
  std::mt19937 engine_;  // the same everywhere, unlike the distributions of the library
};

// Text of the given wildness: 0 well-formed, 1 quotes inside other fields, blanks around quotes and text behind a closing one now
// and then, 2 any bytes of the alphabet.
std::string random_csv(Random& random, int wildness, size_t about, char separator) {
  std::string out;
  if (wildness == 2) {
    const std::string alphabet = std::string("\"\"\r\n\nab \t") + separator + separator;
    while (out.size() < about) out += alphabet[random.below(static_cast<uint32_t>(alphabet.size()))];
    return out;
  }
  while (out.size() < about) {
    const uint32_t fields = 1 + random.below(6);
    for (uint32_t f = 0; f < fields; ++f) {
      if (f) out += separator;
      const uint32_t length = random.below(4) == 0 ? random.below(90) : random.below(8);
      if (random.below(3) == 0) {
        const bool spaced = wildness == 1 && random.below(6) == 0;
        if (spaced) out.append(random.below(3), ' ');
        out += '"';
        for (uint32_t i = 0; i < length; ++i) {
          const uint32_t kind = random.below(12);
          if (kind == 0) out += "\"\"";
          else if (kind == 1) out += '\n';
          else if (kind == 2) out += "\r\n";
          else if (kind == 3) out += separator;
          else out += static_cast<char>('a' + random.below(26));
        }
        out += '"';
        if (spaced) out.append(random.below(3), random.below(4) ? ' ' : '\t');
        if (wildness == 1 && random.below(40) == 0) out += 'x';
      } else {
        for (uint32_t i = 0; i < length; ++i) {
          out += static_cast<char>('a' + random.below(26));
          if (wildness == 1 && random.below(100) == 0) out += random.below(2) ? "\"" : " \"";
        }
      }
    }
    if (random.below(30) == 0) out += "\r\r\n";
    else out += random.below(2) ? "\r\n" : "\n";
    if (random.below(20) == 0) out += random.below(2) ? "\r\n" : "\n";
  }
  if (random.below(2)) out.resize(out.size() - random.below(static_cast<uint32_t>(std::min<size_t>(out.size(), 4))));
  return out;
}

}  // namespace

TEST_CASE("reader: random texts, random slices, as the twin reads them") {
  Random random(20261122);
  size_t ran = 0, bad = 0, unclosed = 0, records = 0;
  for (int i = 0; i < 4000; ++i) {
    const char separator = i % 7 == 0 ? '\t' : i % 11 == 0 ? ';' : ',';
    const std::string text = random_csv(random, i % 3, 1 + random.below(i % 50 == 0 ? 3000 : 300), separator);
    const size_t slice = 1 + random.below(static_cast<uint32_t>(text.size()) + 1);
    const PlainFile want = read_plainly(text, separator);
    const PlainFile got = read_in_slices(text, separator, slice);
    if (!(got == want)) {
      CAPTURE(text);
      CAPTURE(slice);
      CHECK(shown(got) == shown(want));
      break;
    }
    ++ran;
    records += want.records.size();
    unclosed += want.unclosed_at != 0;
    for (const PlainRecord& r : want.records) bad += r.bad_quote;
  }
  CHECK(ran == 4000);
  CHECK(records > 40000);
  CHECK(bad > 3000);
  CHECK(unclosed > 200);
}

TEST_CASE("reader: every size of slice") {
  Random random(7);
  size_t ran = 0;
  for (int i = 0; i < 24; ++i) {
    const std::string text = random_csv(random, i % 3, 200, ',');
    const PlainFile want = read_plainly(text, ',');
    for (size_t slice = 1; slice <= text.size() + 1; ++slice) {
      if (!(read_in_slices(text, ',', slice) == want)) {
        CAPTURE(text);
        CAPTURE(slice);
        CHECK(shown(read_in_slices(text, ',', slice)) == shown(want));
        return;
      }
      ++ran;
    }
  }
  CHECK(ran > 4500);
}

TEST_CASE("reader: texts longer than a window of the scan") {
  Random random(99);
  size_t ran = 0;
  for (const int wildness : {0, 0, 1}) {
    const std::string text = random_csv(random, wildness, 300'000, ',');
    const PlainFile got = read_in_slices(text, ',', 100'000 + random.below(50'000));
    // The twin counts lines from the start for each record; here only whole results are compared, once.
    const std::vector<PlainRecord> records = got.records;
    uint64_t line = 1;
    bool lines_right = true;
    for (const PlainRecord& r : records) {
      lines_right = lines_right && r.line >= line;
      line = r.line + 1;
    }
    CHECK(lines_right);
    CHECK(got == read_in_slices(text, ',', text.size()));
    CHECK(got == read_in_slices(text, ',', 4096));
    ++ran;
  }
  CHECK(ran == 3);
}

namespace {

std::vector<uint32_t> listed(const MarkList& m) { return {m.data(), m.data() + m.size()}; }

}  // namespace

TEST_CASE("scan: random bytes in buffers of exactly the promised size, as the twin marks them") {
  Random random(31);
  size_t ran = 0, stopped = 0, marks = 0;
  for (int i = 0; i < 6000; ++i) {
    const CsvDialect dialect{i % 5 == 0 ? '\t' : ',', '\n'};
    const std::string text = random_csv(random, i % 4 == 0 ? 2 : i % 2, 1 + random.below(400), dialect.separator);
    const size_t n = text.size();
    const std::unique_ptr<char[]> exact(new char[n + kScanPadding]);
    std::memcpy(exact.get(), text.data(), n);
    // What lies beyond the end must not matter.
    std::memset(exact.get() + n, i % 3 == 0 ? '"' : i % 3 == 1 ? ',' : '\n', kScanPadding);
    const PlainMarks want = mark_plainly(text, dialect);
    ScanState state;
    ScanOutput out;
    // One call, or several of whole blocks.
    size_t at = 0;
    while (at < n) {
      const size_t to = i % 2 ? n : std::min(n, at + 64 * (1 + random.below(3)));
      const size_t reached = scan_structure(exact.get(), at, to, dialect, state, out);
      at = reached;
      if (reached < to) break;
    }
    const bool same = at == want.reached && listed(out.structural) == want.structural &&
                      listed(out.line_ends) == want.line_ends && listed(out.quoted_lines) == want.quoted_lines;
    if (!same) {
      CAPTURE(text);
      CHECK(at == want.reached);
      CHECK(listed(out.structural) == want.structural);
      CHECK(listed(out.line_ends) == want.line_ends);
      CHECK(listed(out.quoted_lines) == want.quoted_lines);
      break;
    }
    ++ran;
    stopped += at < n;
    marks += want.structural.size();
  }
  CHECK(ran == 6000);
  CHECK(stopped > 500);
  CHECK(marks > 30000);
}

TEST_CASE("scan_one_record: reads nothing at or beyond its end") {
  Random random(5);
  size_t ran = 0;
  for (int i = 0; i < 2000; ++i) {
    const std::string text = random_csv(random, i % 3, 1 + random.below(60), ',');
    const std::unique_ptr<char[]> exact(new char[text.size()]);
    std::memcpy(exact.get(), text.data(), text.size());
    ScanOutput out;
    const RecordShape shape = scan_one_record(exact.get(), 0, text.size(), {}, out);
    const PlainFile plain = read_plainly(text, ',');
    if (plain.records.empty()) {
      CHECK((shape == RecordShape::incomplete || shape == RecordShape::unclosed));
    } else if (plain.records[0].bad_quote) {
      CHECK(shape != RecordShape::complete);
    } else {
      const bool whole = text.find('\n', plain.records[0].text.size()) != std::string::npos;
      CHECK((shape == RecordShape::complete) == whole);
      if (shape == RecordShape::complete) CHECK(out.structural.size() == plain.records[0].fields.size());
    }
    ++ran;
  }
  CHECK(ran == 2000);
}
