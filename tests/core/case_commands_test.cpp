// The table of casework commands against the contract: neither names a command that the other does not.
#include <doctest/doctest.h>

#include <set>
#include <string>

#include "core/session/desk.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

std::set<std::string> names_of_contract() {
  const Json schema = Json::parse(read_file(TOTSUGO_SOURCE_DIR "/wasm/contract.schema.json"));
  std::set<std::string> out;
  for (const auto& [name, command] : schema["$defs"]["CaseworkCommands"]["properties"].items()) out.insert(name);
  return out;
}

}  // namespace

TEST_CASE("casework commands: the table and the contract name the same, and each has an answer") {
  std::set<std::string> names;
  for (const Desk::Command& c : Desk::commands()) names.emplace(c.name);
  CHECK(names == names_of_contract());
  CHECK(names.size() == 26);

  Session s;
  const Json unknown = Json::parse(s.casework(R"({"do":"fly"})"));
  CHECK(unknown["error"]["code"] == "settings_invalid");
  size_t ran = 0;
  for (const std::string& name : names) {
    CAPTURE(name);
    const Json answer = Json::parse(s.casework(Json{{"do", name}}.dump()));
    CHECK((answer["ok"] == true || answer["error"] != unknown["error"]));
    ++ran;
  }
  CHECK(ran == 26);
}
