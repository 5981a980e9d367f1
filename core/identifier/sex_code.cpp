#include "core/identifier/sex_code.h"

namespace totsugo {
namespace {

struct SexWord {
  std::string_view word;
  SexCode code;
};
constexpr SexWord kSexWords[] = {
    {"1", SexCode::male},        {"2", SexCode::female},     {"男", SexCode::male},       {"女", SexCode::female},
    {"", SexCode::unknown},      {"M", SexCode::male},       {"m", SexCode::male},        {"F", SexCode::female},
    {"f", SexCode::female},      {"１", SexCode::male},      {"２", SexCode::female},     {"Ｍ", SexCode::male},
    {"Ｆ", SexCode::female},     {"01", SexCode::male},      {"02", SexCode::female},     {"男性", SexCode::male},
    {"女性", SexCode::female},   {"男子", SexCode::male},    {"女子", SexCode::female},   {"male", SexCode::male},
    {"female", SexCode::female}, {"Male", SexCode::male},    {"Female", SexCode::female}, {"MALE", SexCode::male},
    {"FEMALE", SexCode::female}, {"♂", SexCode::male},       {"♀", SexCode::female},      {"0", SexCode::unknown},
    {"9", SexCode::unknown},     {"00", SexCode::unknown},   {"09", SexCode::unknown},    {"０", SexCode::unknown},
    {"９", SexCode::unknown},    {"不明", SexCode::unknown},
};

}  // namespace

SexCode parse_sex(std::string_view s) {
  const auto trimmed = [](std::string_view t) {
    constexpr std::string_view kWide = "　";
    for (;;) {
      if (!t.empty() && (t.front() == ' ' || t.front() == '\t')) t.remove_prefix(1);
      else if (!t.empty() && (t.back() == ' ' || t.back() == '\t')) t.remove_suffix(1);
      else if (t.starts_with(kWide)) t.remove_prefix(kWide.size());
      else if (t.ends_with(kWide)) t.remove_suffix(kWide.size());
      else return t;
    }
  };
  s = trimmed(s);
  for (const SexWord& w : kSexWords)
    if (w.word == s) return w.code;
  // "1:..." and "2.0": a code with something behind it, which must not say something else.
  if (const size_t cut = s.find_first_of(":.\xEF"); cut != std::string_view::npos && cut > 0) {
    const SexCode code = parse_sex(s.substr(0, cut));
    const std::string_view mark = s.substr(cut).starts_with("：") ? s.substr(cut, 3) : s.substr(cut, 1);
    const std::string_view rest = trimmed(s.substr(cut + mark.size()));
    if (mark == "." ? rest.find_first_not_of('0') == std::string_view::npos && !rest.empty() : parse_sex(rest) == code)
      return mark == "\xEF" ? SexCode::unread : code;
  }
  return SexCode::unread;
}

}  // namespace totsugo
