// 性別 as files write it.
#pragma once
#include <cstdint>
#include <string_view>

namespace totsugo {

// unread: there is something, and it is no code we know.
enum class SexCode : uint8_t { unknown, male, female, unread };

// 1/2, 男/女, M/F and their like (DOMAIN section 6), half or full width; empty, 0, 9 and words for "unknown" say nothing.
SexCode parse_sex(std::string_view utf8);

}  // namespace totsugo
