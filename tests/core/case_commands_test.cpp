// The table of casework commands against the contract: neither names a command that the other does not.
#include <doctest/doctest.h>

#include <sstream>
#include <string>
#include <vector>

#include "core/session/desk.h"
#include "tests/core/job.h"

using namespace totsugo;
using namespace totsugo::test;

namespace {

// What stands between `...` in the first cell of a row.
std::vector<std::string> names_in(const std::string& row) {
  std::vector<std::string> out;
  const size_t end = row.find('|', 1);
  for (size_t at = row.find('`'); at < end;) {
    const size_t close = row.find('`', at + 1);
    out.push_back(row.substr(at + 1, close - at - 1));
    at = row.find('`', close + 1);
  }
  return out;
}

// The commands of the contract's table, in its order.
std::vector<std::string> names_of_contract() {
  const std::string text = read_file(TOTSUGO_SOURCE_DIR "/wasm/CONTRACT.md");
  std::istringstream lines(text.substr(text.find("\n| `do` |")));
  std::string line;
  std::getline(lines, line);  // the break before the head
  std::getline(lines, line);
  std::vector<std::string> out;
  while (std::getline(lines, line) && line.starts_with('|'))
    for (std::string& name : names_in(line)) out.push_back(std::move(name));
  return out;
}

}  // namespace

TEST_CASE("casework commands: the table and the contract name the same, in one order, and each has an answer") {
  std::vector<std::string> names;
  for (const Desk::Command& c : Desk::commands()) names.emplace_back(c.name);
  CHECK(names == names_of_contract());
  CHECK(names.size() == 21);

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
  CHECK(ran == 21);
}
