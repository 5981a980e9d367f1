// What a column's header says the column is, where it is none of the names the built-in layouts know: vendors write
// prefixes, suffixes and synonyms of their own. Words are looked for inside the folded header (layout/layout.h).
#pragma once
#include <string_view>
#include <vector>

#include "core/layout/fields.h"

namespace totsugo {

// Whose 資格 a header of the overlap list speaks of.
enum class Side : uint8_t { unsaid, own, other };

Side side_of_header(std::string_view folded_header);

// The fields a header may mean, the likeliest first. Of the overlap list's two sides the other_... fields are given
// whatever the side; on_own_side() tells the own_... field.
std::vector<Field> fields_by_words(FileKind kind, std::string_view folded_header);

// other_acquired -> own_acquired and so on; a field without a twin stays.
Field on_own_side(Field f);

}  // namespace totsugo
