// Reads the person of a list's row: name, birth date, sex. Shared by the two lists.
#pragma once
#include "core/match/listed_people.h"
#include "core/source/file_table.h"

namespace totsugo {

// False if the row cannot be used for want of a name or a birth date; it has then been reported.
// birth_required: without it a row is also usable by its number alone.
bool read_person(FileTable& file, const CsvRecord& r, CivilDate today, bool birth_required, ListedPerson& out);

}  // namespace totsugo
