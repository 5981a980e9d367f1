#include "core/source/person_reader.h"

#include "core/match/compare.h"

namespace totsugo {
namespace {

bool read_name(file_table& file, const csv_record& r, field which, folded_name& folded, key_text& key) {
  const std::string_view raw = file.raw(r, which);
  size_t bad = kNoBadByte;
  key.size = key_characters(file.tables(), file.row_encoding(), raw, key.data, kMaxKeyCharacters, bad);
  if (bad != kNoBadByte) {
    file.reject(r.line, which, error_code::row_undecodable, raw);
    return false;
  }
  bool ok = true;
  fold_name(file.tables(), file.text(r, which, ok), kAllFolds, folded);
  return true;
}

}  // namespace

bool read_person(file_table& file, const csv_record& r, civil_date today, bool birth_required, listed_person& out) {
  if (!read_name(file, r, field::name_kana, out.id.kana, out.kana_key)) return false;
  if (!read_name(file, r, field::name, out.id.written, out.written_key)) return false;
  const bool named = out.kana_key.size || out.written_key.size;
  if (!named && birth_required) {
    file.reject(r.line, file.column(field::name_kana) >= 0 ? field::name_kana : field::name,
                error_code::row_required_empty);
    return false;
  }
  const parsed_date birth = file.date(r, field::birth_date);
  if (birth.status == date_status::none && (birth_required || !named)) {
    file.reject(r.line, field::birth_date, error_code::row_required_empty);
    return false;
  }
  if (birth.status == date_status::unreadable || birth.status == date_status::impossible) {
    file.reject(r.line, field::birth_date,
                birth.status == date_status::unreadable ? error_code::row_date_unreadable
                                                        : error_code::row_date_impossible,
                file.raw(r, field::birth_date));
    return false;
  }
  if (birth.date > today) {
    file.reject(r.line, field::birth_date, error_code::row_birth_in_future, file.raw(r, field::birth_date));
    return false;
  }
  out.id.birth = birth.date;
  bool ok = true;
  out.id.sex = parse_sex(file.text(r, field::sex, ok));
  return true;
}

}  // namespace totsugo
