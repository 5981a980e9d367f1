// Reads the person of a list's row: name, birth date, sex. Shared by the two lists; the roster takes its
// key texts the same way.
#pragma once
#include "core/match/listed_people.h"
#include "core/source/file_table.h"

namespace totsugo {

// The blocking-key characters of a name field; false if its bytes are no characters, which has then been reported.
inline bool read_key_text(FileTable& file, const CsvRecord& r, Field which, KeyText& out) {
  const std::string_view raw = file.said(r, which);
  size_t bad = kNoBadByte;
  out.size =
      static_cast<uint32_t>(key_characters(file.tables(), file.row_encoding(), raw, out.data, kMaxKeyCharacters, bad));
  if (bad == kNoBadByte) return true;
  file.reject(r.line, which, ErrorCode::row_undecodable, raw);
  return false;
}

// Digits in front of which a spreadsheet has dropped zeros, where the length is known: read as if they were there, and noted.
void note_lost_zeros(FileTable& file, const CsvRecord& r, Field f, std::string_view digits);

// A sex that is there and cannot be read is noted.
SexCode read_sex(FileTable& file, const CsvRecord& r);

// False if the row cannot be used for want of a name or a birth date; it has then been reported.
// birth_required: without it a row is also usable by its number alone.
bool read_person(FileTable& file, const CsvRecord& r, CivilDate today, bool birth_required, ListedPerson& out);

}  // namespace totsugo
