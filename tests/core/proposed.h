// Whole files through propose().
#pragma once
#include <doctest/doctest.h>

#include <cstring>
#include <nlohmann/json.hpp>
#include <string>

#include "tests/core/job.h"

namespace totsugo::test {

inline Json propose(const std::string& kind, const std::string& bytes, const Json& layout = nullptr) {
  Json options = {{"today", "2026-11-22"}, {"whole", true}};
  if (!layout.is_null()) options["layout"] = layout;
  Session s;
  std::memcpy(s.buffer(static_cast<uint32_t>(bytes.size())), bytes.data(), bytes.size());
  const Json answer = Json::parse(s.propose(kind, "f.csv", static_cast<uint32_t>(bytes.size()), options.dump()));
  REQUIRE(answer["ok"] == true);
  return answer["proposal"];
}

// 1-based; 0 for none.
inline int column(const Json& proposal, const std::string& field) {
  for (const Json& f : proposal["fields"])
    if (f["field"] == field && !f["position"].is_null()) return f["position"];
  return 0;
}

inline bool asks(const Json& proposal, const std::string& field) {
  for (const Json& o : proposal["open"])
    for (const Json& f : o["fields"])
      if (f == field) return true;
  return false;
}

}  // namespace totsugo::test
