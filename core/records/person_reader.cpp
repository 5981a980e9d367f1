#include "core/records/person_reader.h"

namespace totsugo {
namespace {

bool read_name(FileTable& file, const CsvRecord& r, Field which, FoldedName& folded, KeyText& key) {
  if (!read_key_text(file, r, which, key)) return false;
  fold_raw_name(file.tables(), file.row_encoding(), file.said(r, which), kAllFolds, folded);
  return true;
}

}  // namespace

void note_lost_zeros(FileTable& file, const CsvRecord& r, Field f, std::string_view digits) {
  constexpr size_t kPensionDigits = 10;
  uint64_t n = 0;
  if (!plain_digits(digits, n) || n == 0) return;
  // 国保 numbers have six digits by themselves, the others eight.
  const bool insurer = (f == Field::other_insurer || f == Field::own_insurer) &&
                       (digits.size() == 5 || digits.size() == 7) && parse_insurer_number(digits).check_digit_ok;
  if (insurer || (f == Field::pension_number && digits.size() < kPensionDigits))
    file.note(Repair::zeros_lost, f, r.line);
}

SexCode read_sex(FileTable& file, const CsvRecord& r) {
  bool ok = true;
  const SexCode sex = parse_sex(file.said_text(r, Field::sex, ok));
  if (sex == SexCode::unread) file.note(Repair::sex_unread, Field::sex, r.line);
  return sex;
}

bool read_person(FileTable& file, const CsvRecord& r, CivilDate today, bool birth_required, ListedPerson& out) {
  file.watch_values(r);
  if (!read_name(file, r, Field::name_kana, out.id.kana, out.kana_key)) return false;
  if (!read_name(file, r, Field::name, out.id.written, out.written_key)) return false;
  settle_names(out);
  const bool named = out.kana_key.size || out.written_key.size;
  if (!named && birth_required) {
    file.reject(r.line, file.column(Field::name_kana) >= 0 ? Field::name_kana : Field::name,
                ErrorCode::row_required_empty);
    return false;
  }
  const ParsedDate birth = file.date(r, Field::birth_date);
  if (birth.status == DateStatus::none && birth_required) {
    file.reject(r.line, Field::birth_date, ErrorCode::row_required_empty);
    return false;
  }
  const bool unreadable = birth.status == DateStatus::unreadable || birth.status == DateStatus::impossible;
  if (unreadable || birth.date > today) {
    file.reject(r.line, Field::birth_date, unreadable ? date_problem(birth.status) : ErrorCode::row_birth_in_future,
                file.raw(r, Field::birth_date));
    if (birth_required) return false;  // else the number still says who is meant, and a person looks
  } else {
    out.id.birth = birth.date;
  }
  out.id.sex = read_sex(file, r);
  return true;
}

}  // namespace totsugo
