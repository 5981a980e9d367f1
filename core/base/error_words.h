// What is wrong and what to do, for every error, in Japanese.
#pragma once
#include <string>
#include <string_view>

#include "core/base/error.h"

namespace totsugo {

// The error's name in JSON, e.g. "required_column_missing".
std::string_view code_of(ErrorCode code);
// One whole sentence or two for the clerk: file, line, column, what is wrong, what to do.
std::string sentence_of(const Error& e);
// What is wrong with a row, without its place (the import report has that beside it).
std::string sentence_of(ErrorCode code, std::string_view detail);
std::string phrase_comma();
// Puts `with` in the place of every `what`.
void replace_all(std::string& s, std::string_view what, std::string_view with);

}  // namespace totsugo
