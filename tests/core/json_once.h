// In the precompiled header of the unit tests: the class is made in json_once.cpp alone, as making it anew in each source was a tenth of
// their compiling.
#pragma once
#include <nlohmann/json.hpp>

extern template class nlohmann::basic_json<>;
