#include "core/layout/layout.h"

#include <algorithm>
#include <cmath>
#include <map>

#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/layout/layout_words.h"

namespace totsugo {
namespace {

using Json = nlohmann::ordered_json;

Error invalid(std::string detail) { return {ErrorCode::layout_invalid, {}, std::move(detail)}; }

bool is_bracket(char32_t c) {
  switch (c) {
    case '(':
    case ')':
    case '[':
    case ']':
    case '<':
    case '>':
    case ':':
    case 0x3010:
    case 0x3011:
    case 0x300C:
    case 0x300D:
    case 0x3008:
    case 0x3009:
    case '\r':
    case '\n':
    case 0x203B:
    case '*':
    case 0xFF0A:
    case '#': return true;
    default: return false;
  }
}

struct FormName {
  DateForm form;
  std::string_view name;
};
constexpr FormName kFormNames[] = {{DateForm::self_describing, "self"},
                                   {DateForm::era_code_medical, "era_medical"},
                                   {DateForm::era_code_pension, "era_pension"},
                                   {DateForm::serial, "serial"}};

struct CodingName {
  Encoding value;
  std::string_view name;
};
constexpr CodingName kCodingNames[] = {{Encoding::utf8, "utf-8"},       {Encoding::cp932, "cp932"},
                                       {Encoding::euc_jp, "euc-jp"},    {Encoding::iso_2022_jp, "iso-2022-jp"},
                                       {Encoding::utf16le, "utf-16le"}, {Encoding::utf16be, "utf-16be"}};

const FieldInfo* field_by_code(FileKind kind, std::string_view code) {
  for (const FieldInfo& info : fields_of(kind))
    if (info.code == code) return &info;
  return nullptr;
}

// A whole number from 0 to `most`; `missing` where the document has no such member, -1 for anything else.
int whole_number(const Json& j, const char* name, int most, int missing) {
  if (!j.contains(name)) return missing;
  const Json& v = j.at(name);
  if (!v.is_number()) return -1;
  const double n = v.get<double>();
  return n >= 0 && n <= most && n == std::floor(n) ? static_cast<int>(n) : -1;
}

Error read_field(const std::string& code, const Json& j, FileKind kind, Layout& out) {
  const FieldInfo* info = field_by_code(kind, code);
  if (!info) return invalid("fields." + code);
  FieldSource& f = out.fields[index_of(info->id)];
  if (j.is_null()) {
    f.unused = true;
    return {};
  }
  if (j.is_string()) {
    f.headers = {j.get<std::string>()};
  } else if (j.is_object()) {
    if (j.contains("header")) {
      const Json& h = j.at("header");
      f.headers = h.is_array() ? h.get<std::vector<std::string>>() : std::vector<std::string>{h.get<std::string>()};
    }
    f.position = whole_number(j, "position", kMaxPosition, 0);
    f.pad = whole_number(j, "pad", kMaxPad, 0);
    if (f.pad < 0) return invalid("fields." + code + ".pad");
    f.constant = j.value("constant", std::string());
    if (std::any_of(f.constant.begin(), f.constant.end(), [](char c) { return c < ' ' || c > '~'; }))
      return invalid("fields." + code + ".constant");
    const std::string form = j.value("date", std::string("auto"));
    for (const FormName& n : kFormNames)
      if (n.name == form) f.form = n.form;
    if (form != "auto" && !f.form) return invalid("fields." + code + ".date");
  }
  std::erase(f.headers, std::string());
  if (!f.given() || f.position < 0) return invalid("fields." + code);
  return {};
}

Error read_layout(const Json& j, FileKind expected, Layout& out) {
  if (!j.is_object()) return invalid("{}");
  if (j.value("kind", std::string(code_of(expected))) != code_of(expected)) return invalid("kind");
  out.kind = expected;
  out.name = j.value("name", std::string());
  const std::string coding = j.value("encoding", std::string("auto"));
  for (const CodingName& n : kCodingNames)
    if (n.name == coding) out.coding = n.value;
  if (coding != "auto" && !out.coding) return invalid("encoding");
  const std::string delimiter = j.value("delimiter", std::string("auto"));
  if (delimiter == "," || delimiter == "\t" || delimiter == ";") {
    out.delimiter = delimiter[0];
  } else if (delimiter != "auto") {
    return invalid("delimiter");
  }
  const auto count = [&j](const char* name, int most, std::optional<uint32_t>& to) {
    if (!j.contains(name)) return true;
    const int n = whole_number(j, name, most, 0);
    if (n >= 0) to = static_cast<uint32_t>(n);
    return to.has_value();
  };
  if (!count("header_rows", 20, out.header_rows)) return invalid("header_rows");
  if (!count("skip_rows", 100, out.skip_rows)) return invalid("skip_rows");
  out.signature = j.value("signature", std::string());
  const std::string shape = j.value("shape", std::string());
  if (shape == "grouped" && expected == FileKind::overlap) out.shape = RowShape::grouped;
  else if (shape == "pair") out.shape = RowShape::pair;
  else if (!shape.empty()) return invalid("shape");
  if (j.contains("record_kind") && !j.at("record_kind").is_null()) {
    const Json& r = j.at("record_kind");
    if (!r.is_object()) return invalid("record_kind");
    out.records.position = whole_number(r, "position", kMaxPosition, 0);
    out.records.keep = r.value("keep", std::vector<std::string>());
    out.records.end = r.value("end", std::string());
    out.records.count_position = whole_number(r, "count_position", kMaxPosition, 0);
    if (out.records.position < 1 || out.records.keep.empty() || out.records.count_position < 0)
      return invalid("record_kind");
  }
  const Json fields = j.value("fields", Json::object());
  if (!fields.is_object()) return invalid("fields");
  for (const auto& [code, value] : fields.items()) {
    if (Error e = read_field(code, value, expected, out)) return e;
  }
  return {};
}

}  // namespace

Result<Layout> parse_layout(std::string_view text, FileKind expected) {
  Layout out;
  try {
    const Json j = Json::parse(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text);
    if (Error e = read_layout(j, expected, out)) return e;
  } catch (const Json::exception&) {
    return invalid("JSON");
  }
  return out;
}

std::string layout_json(const Layout& l) {
  Json j;
  j["kind"] = code_of(l.kind);
  j["name"] = l.name;
  j["encoding"] = "auto";
  for (const CodingName& n : kCodingNames)
    if (l.coding == n.value) j["encoding"] = n.name;
  j["delimiter"] = l.delimiter ? std::string(1, l.delimiter) : "auto";
  if (!l.signature.empty()) j["signature"] = l.signature;
  j["skip_rows"] = l.skip_rows.value_or(0);
  j["header_rows"] = l.header_rows.value_or(1);
  j["shape"] = l.shape == RowShape::grouped ? "grouped" : "pair";
  if (l.records.position > 0) {
    Json& r = j["record_kind"] = {{"position", l.records.position}, {"keep", l.records.keep}};
    if (!l.records.end.empty()) r["end"] = l.records.end;
    if (l.records.count_position > 0) r["count_position"] = l.records.count_position;
  }
  j["fields"] = Json::object();
  for (const FieldInfo& info : fields_of(l.kind)) {
    const FieldSource& f = l.fields[index_of(info.id)];
    if (f.unused) j["fields"][std::string(info.code)] = nullptr;
    if (!f.given()) continue;
    Json& to = j["fields"][std::string(info.code)];
    if (f.headers.size() == 1) to["header"] = f.headers.front();
    if (f.headers.size() > 1) to["header"] = f.headers;
    if (f.position > 0) to["position"] = f.position;
    if (!f.constant.empty()) to["constant"] = f.constant;
    if (f.pad > 0) to["pad"] = f.pad;
    if (info.date) to["date"] = f.form ? date_form_name(*f.form) : "auto";
  }
  return j.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string_view date_form_name(DateForm f) {
  for (const FormName& n : kFormNames)
    if (n.form == f) return n.name;
  return {};
}

std::string folded_header(const CharTables& tables, std::string_view utf8) {
  std::string out;
  const char* const end = utf8.data() + utf8.size();
  constexpr FoldSet kFolds = fold_bit(Fold::width) | fold_bit(Fold::separator) | fold_bit(Fold::letter_case);
  for (const char* p = utf8.data(); p < end;) {
    char32_t cp = tables.next(Encoding::utf8, p, end);
    if (cp == kNoCharacter || is_bracket(cp)) continue;
    cp = tables.fold_code_point(cp, kFolds);
    if (cp == kVoicedMark || cp == kSemiVoicedMark) {  // half-width kana headers
      if (out.size() >= 3) {
        const char16_t last = static_cast<char16_t>(utf8_code_point(out.data() + out.size() - 3, 3));
        if (const char16_t joined = voiced_kana(last, cp == kSemiVoicedMark)) {
          out.resize(out.size() - 3);
          append_utf8(out, joined);
        }
      }
      continue;
    }
    if (cp && !is_bracket(cp)) append_utf8(out, cp);
  }
  return out;
}

// The names are folded once: folding them all for each header was most of the time that understanding a small file took.
const std::vector<Field>& fields_named(const CharTables& tables, FileKind kind, std::string_view folded) {
  using Names = std::map<std::string, std::vector<Field>, std::less<>>;
  static const std::array<Names, kKindCount> known = [&tables] {
    std::array<Names, kKindCount> out;
    for (size_t k = 0; k < kKindCount; ++k)
      for (const FieldInfo& info : fields_of(static_cast<FileKind>(k)))
        for (std::string_view rest = info.aliases; !rest.empty();) {
          const size_t cut = std::min(rest.find(' '), rest.size());
          std::vector<Field>& to = out[k][folded_header(tables, rest.substr(0, cut))];
          if (to.empty() || to.back() != info.id) to.push_back(info.id);
          rest.remove_prefix(std::min(cut + 1, rest.size()));
        }
    return out;
  }();
  static const std::vector<Field> none;
  const Names& names = known[static_cast<size_t>(kind)];
  const auto at = names.find(folded);
  return at == names.end() ? none : at->second;
}

ColumnMap map_by_aliases(const CharTables& tables, FileKind kind, const std::vector<std::string>& headers) {
  ColumnMap map;
  for (size_t i = 0; i < headers.size(); ++i) {
    const std::string header = folded_header(tables, headers[i]);
    if (header.empty()) continue;
    for (const Field f : fields_named(tables, kind, header)) {
      int& column = map.column[index_of(f)];
      if (column >= 0) {
        map.duplicate_field = static_cast<int>(index_of(f));
      } else {
        column = static_cast<int>(i);
      }
    }
  }
  return map;
}

namespace {

std::vector<int> columns_named(const CharTables& tables, std::string_view name,
                               const std::vector<std::string>& headers) {
  const std::string want = folded_header(tables, name);
  std::vector<int> out;
  for (size_t i = 0; i < headers.size(); ++i)
    if (folded_header(tables, headers[i]) == want) out.push_back(static_cast<int>(i));
  return out;
}

}  // namespace

ColumnMap map_by_layout(const CharTables& tables, const Layout& l, const std::vector<std::string>& headers) {
  ColumnMap map;
  for (const FieldInfo& info : fields_of(l.kind)) {
    const size_t f = index_of(info.id);
    const FieldSource& source = l.fields[f];
    if (source.form) map.form[f] = *source.form;
    map.constant[f] = source.constant;
    map.pad[f] = source.pad;
    if (!source.from_column()) continue;
    if (source.headers.empty()) map.column[f] = source.position - 1;
    for (size_t h = 0; h < source.headers.size() && map.column[f] < 0; ++h) {
      const std::vector<int> named = columns_named(tables, source.headers[h], headers);
      if (named.empty()) continue;
      // Of several columns of one name the position tells which; without it nobody can.
      const bool placed = std::find(named.begin(), named.end(), source.position - 1) != named.end();
      map.column[f] = placed ? source.position - 1 : named.front();
      if (named.size() > 1 && !placed) map.duplicate_field = static_cast<int>(f);
    }
    if (map.column[f] < 0) map.missing_column = static_cast<int>(f);
  }
  return map;
}

std::string missing_required(FileKind kind, const ColumnMap& map) {
  const auto has = [&map](Field f) { return map.has(f); };
  for (const std::vector<Field>& any : required_fields(kind))
    if (std::none_of(any.begin(), any.end(), has) && !waived(any, has(Field::own_serial)))
      return required_label(kind, any);
  return {};
}

std::string required_label(FileKind kind, const std::vector<Field>& any) {
  if (any.size() == 1) return std::string(find_field(kind, any.front())->label);
  return kind == FileKind::overlap         ? phrase_overlap_key()
         : any.front() == Field::name_kana ? phrase_name()
                                           : phrase_roster_key();
}

std::vector<std::vector<Field>> required_fields(FileKind kind) {
  switch (kind) {
    case FileKind::roster:
      return {{Field::resident_number, Field::member_number, Field::member_serial},
              {Field::name_kana, Field::name},
              {Field::birth_date},
              {Field::acquired}};
    case FileKind::pension: return {{Field::name_kana, Field::name}, {Field::birth_date}, {Field::pension_lost}};
    default:
      return {{Field::name_kana, Field::name, Field::own_serial},
              {Field::birth_date},
              {Field::other_insurer},
              {Field::other_acquired}};
  }
}

std::string header_signature(const CharTables& tables, const std::vector<std::string>& headers) {
  bool named = false;
  uint64_t h = headers.size();
  for (const std::string& header : headers) {
    const std::string folded = folded_header(tables, header);
    named = named || !folded.empty();
    h = hash_pair(h, hash_bytes(folded));
  }
  if (!named) return {};
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out.push_back("0123456789abcdef"[h >> shift & 15]);
  return out;
}

size_t known_headers(const ColumnMap& map) {
  size_t n = 0;
  for (const int c : map.column) n += c >= 0;
  return n;
}

}  // namespace totsugo
