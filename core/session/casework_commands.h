// The casework as the page asks for it: one JSON command in, one JSON answer out (wasm/CONTRACT.md lists them).
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "core/casework/case_book.h"

namespace totsugo {

class Job;
class Worklist;

struct CaseworkCommand {
  std::string_view json;
  std::optional<std::string_view> body;  // of a work file, where it does not stand in the command
};

// What a command is about. `job` is a finished one, or null; `listed` knows its findings.
struct Casework {
  CaseBook& book;
  const CharTables& tables;
  Job* job;
  Worklist& listed;
};

// Answers `{"ok":true,…}` or `{"ok":false,"error":{"code","text"}}`; `judged_again` tells that the findings of the run have changed,
// and that the order of the list has to be asked for anew.
std::string casework_command(const Casework& about, const CaseworkCommand& command, bool& judged_again);
// What the page must not repeat: states, steps and reasons, as members of the constants' object.
std::string casework_constants();

}  // namespace totsugo
