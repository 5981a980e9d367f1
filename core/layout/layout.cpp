#include "core/layout/layout.h"

#include <nlohmann/json.hpp>

#include "core/tables/messages.h"

namespace totsugo {
namespace {

using Json = nlohmann::ordered_json;

Error invalid(std::string detail) { return {ErrorCode::layout_invalid, {}, std::move(detail)}; }

bool is_bracket(char32_t c) {
  switch (c) {
    case '(': case ')': case '[': case ']': case '<': case '>': case ':': case 0x3010: case 0x3011: case 0x300C:
    case 0x300D: case 0x3008: case 0x3009: case '\r': case '\n': case 0x203B: case '*': case 0xFF0A: case '#':
      return true;
    default:
      return false;
  }
}

struct FormName {
  DateForm form;
  std::string_view name;
};
constexpr FormName kFormNames[] = {{DateForm::self_describing, "self"},
                                    {DateForm::era_code_medical, "era_medical"},
                                    {DateForm::era_code_pension, "era_pension"}};

struct CodingName {
  Encoding value;
  std::string_view name;
};
constexpr CodingName kCodingNames[] = {{Encoding::utf8, "utf-8"},
                                        {Encoding::cp932, "cp932"},
                                        {Encoding::utf16le, "utf-16le"},
                                        {Encoding::utf16be, "utf-16be"}};

const FieldInfo* field_by_code(FileKind kind, std::string_view code) {
  for (const FieldInfo& info : fields_of(kind))
    if (info.code == code) return &info;
  return nullptr;
}

Error read_field(const std::string& code, const Json& j, FileKind kind, Layout& out) {
  const FieldInfo* info = field_by_code(kind, code);
  if (!info) return invalid("fields." + code);
  FieldSource& f = out.fields[index_of(info->id)];
  if (j.is_string()) {
    f.header = j.get<std::string>();
  } else if (j.is_object()) {
    f.header = j.value("header", std::string());
    f.position = j.value("position", 0);
    const std::string form = j.value("date", std::string("auto"));
    for (const FormName& n : kFormNames)
      if (n.name == form) f.form = n.form;
    if (form != "auto" && !f.form) return invalid("fields." + code + ".date");
  }
  if (!f.given() || f.position < 0 || f.position > 1000) return invalid("fields." + code);
  return {};
}

Error read_layout(const Json& j, FileKind expected, Layout& out) {
  if (!j.is_object()) return invalid("{}");
  if (j.value("kind", std::string(kind_code(expected))) != kind_code(expected)) return invalid("kind");
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
  const int rows = j.value("header_rows", 1);
  if (rows < 0 || rows > 20) return invalid("header_rows");
  out.header_rows = static_cast<uint32_t>(rows);
  if (j.value("shape", std::string("pair")) != "pair") return invalid("shape");
  if (j.contains("record_kind")) {
    const Json& r = j.at("record_kind");
    out.record_kind_position = r.value("position", 0);
    out.record_kinds_kept = r.value("keep", std::vector<std::string>());
    if (out.record_kind_position < 1 || out.record_kinds_kept.empty()) return invalid("record_kind");
  }
  const Json fields = j.value("fields", Json::object());
  if (!fields.is_object()) return invalid("fields");
  for (const auto& [code, value] : fields.items()) {
    if (Error e = read_field(code, value, expected, out); e.code != ErrorCode::none) return e;
  }
  return {};
}

}  // namespace

Result<Layout> parse_layout(std::string_view text, FileKind expected) {
  Layout out;
  try {
    const Json j = Json::parse(text.starts_with("\xEF\xBB\xBF") ? text.substr(3) : text);
    if (Error e = read_layout(j, expected, out); e.code != ErrorCode::none) return e;
  } catch (const Json::exception&) {
    return invalid("JSON");
  }
  return out;
}

std::string layout_json(const Layout& l) {
  Json j;
  j["kind"] = kind_code(l.kind);
  j["name"] = l.name;
  j["encoding"] = "auto";
  for (const CodingName& n : kCodingNames)
    if (l.coding == n.value) j["encoding"] = n.name;
  j["delimiter"] = l.delimiter ? std::string(1, l.delimiter) : "auto";
  j["header_rows"] = l.header_rows;
  j["shape"] = "pair";
  if (l.record_kind_position > 0)
    j["record_kind"] = {{"position", l.record_kind_position}, {"keep", l.record_kinds_kept}};
  j["fields"] = Json::object();
  for (const FieldInfo& info : fields_of(l.kind)) {
    const FieldSource& f = l.fields[index_of(info.id)];
    if (!f.given()) continue;
    Json& to = j["fields"][std::string(info.code)];
    if (!f.header.empty()) to["header"] = f.header;
    if (f.position > 0) to["position"] = f.position;
    if (!info.date) continue;
    to["date"] = "auto";
    for (const FormName& n : kFormNames)
      if (f.form == n.form) to["date"] = n.name;
  }
  return j.dump(2, ' ', false, Json::error_handler_t::replace);
}

std::string folded_header(const CharTables& tables, std::string_view utf8) {
  std::string out;
  const char* const end = utf8.data() + utf8.size();
  constexpr FoldSet folds = fold_bit(Fold::width) | fold_bit(Fold::separator) | fold_bit(Fold::letter_case);
  for (const char* p = utf8.data(); p < end;) {
    char32_t cp = tables.next(Encoding::utf8, p, end);
    if (cp == kNoCharacter || is_bracket(cp)) continue;
    cp = tables.fold_code_point(cp, folds);
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

ColumnMap map_by_aliases(const CharTables& tables, FileKind kind, const std::vector<std::string>& headers) {
  ColumnMap map;
  for (size_t i = 0; i < headers.size(); ++i) {
    const std::string header = folded_header(tables, headers[i]);
    if (header.empty()) continue;
    for (const FieldInfo& info : fields_of(kind)) {
      std::string_view rest = info.aliases;
      bool hit = false;
      while (!rest.empty() && !hit) {
        const size_t cut = rest.find(' ');
        hit = folded_header(tables, rest.substr(0, cut)) == header;
        rest = cut == std::string_view::npos ? std::string_view{} : rest.substr(cut + 1);
      }
      if (!hit) continue;
      int& column = map.column[index_of(info.id)];
      if (column >= 0) {
        map.duplicate_field = static_cast<int>(index_of(info.id));
      } else {
        column = static_cast<int>(i);
      }
    }
  }
  return map;
}

ColumnMap map_by_layout(const CharTables& tables, const Layout& l, const std::vector<std::string>& headers) {
  ColumnMap map;
  map.record_kind = l.record_kind_position - 1;
  for (const FieldInfo& info : fields_of(l.kind)) {
    const size_t f = index_of(info.id);
    const FieldSource& source = l.fields[f];
    if (!source.given()) continue;
    if (source.position > 0) {
      map.column[f] = source.position - 1;
    } else {
      const std::string want = folded_header(tables, source.header);
      for (size_t i = 0; i < headers.size(); ++i) {
        if (folded_header(tables, headers[i]) != want) continue;
        if (map.column[f] >= 0) map.duplicate_field = static_cast<int>(f);
        else map.column[f] = static_cast<int>(i);
      }
    }
    if (map.column[f] < 0) map.missing_column = static_cast<int>(f);
    if (source.form) map.form[f] = *source.form;
  }
  return map;
}

std::string missing_required(FileKind kind, const ColumnMap& map) {
  const auto has = [&map](Field f) { return map.has(f); };
  const auto label = [kind](Field f) { return std::string(find_field(kind, f)->label); };
  const bool named = has(Field::name_kana) || has(Field::name);
  if (kind == FileKind::overlap) {
    if (!has(Field::own_serial) && !(named && has(Field::birth_date))) return phrase_overlap_key();
    if (!has(Field::other_insurer)) return label(Field::other_insurer);
    return has(Field::other_acquired) ? std::string() : label(Field::other_acquired);
  }
  if (kind == FileKind::roster && !has(Field::resident_number) && !has(Field::member_number) &&
      !has(Field::member_serial))
    return phrase_roster_key();
  if (!named) return phrase_name();
  if (!has(Field::birth_date)) return label(Field::birth_date);
  const Field last = kind == FileKind::roster ? Field::acquired : Field::pension_lost;
  return has(last) ? std::string() : label(last);
}

size_t known_headers(const ColumnMap& map) {
  size_t n = 0;
  for (const int c : map.column) n += c >= 0;
  return n;
}

}  // namespace totsugo
