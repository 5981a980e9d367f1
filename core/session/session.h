// The facade: everything the page and the command line do goes through here. It owns all state, catches everything, and
// answers in JSON (wasm/CONTRACT.md has the shapes). Order of calls: begin, then for each list openFile / buffer / feed /
// closeFile, then the same for the roster, then finish; after that view, rows, evidence and exports.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace totsugo {

// Slices of this many bytes: large enough that a call costs nothing, small enough for every terminal's memory.
inline constexpr uint32_t kChunkBytes = 8u << 20;
inline constexpr double kMaxFileBytes = 64.0 * 1024 * 1024 * 1024;

// Constants the page must not repeat, as JSON.
std::string constants_json();

class Session {
 public:
  Session();
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  std::string begin(std::string_view settings_json);
  std::string open_file(std::string_view kind, std::string_view name, double size, std::string_view options_json);
  // Room for the next n bytes of the open file (n <= kChunkBytes), or null.
  char* buffer(uint32_t n);
  std::string feed(uint32_t n);
  std::string close_file();
  std::string finish();

  // A check that stops is all right, and why (core/run/checks.h): the results can be used when none is left. Answers the summary.
  std::string accept(std::string_view code, std::string_view reason);

  std::string view(std::string_view query_json);
  // Works ahead of the first search and sorting, some twenty milliseconds at a time; false when there is nothing left.
  bool prepare();
  std::string rows(uint32_t start, uint32_t count);
  std::string evidence(uint32_t case_number);
  std::string export_begin(std::string_view what, std::string_view options = {});
  // The next piece; valid until the next call. Empty at the end.
  std::string_view export_next();
  // The characters of the export begun last that its encoding has no code for.
  std::string export_lost();
  // The casework: cases, steps, undo, work file (wasm/CONTRACT.md). The book of cases outlives begin() and discard().
  // `body`: of the work file that the command opens or merges; beside it, as in a command it would be read twice.
  std::string casework(std::string_view command_json, std::optional<std::string_view> body = std::nullopt);
  // How the tool would read a file of which the last buffer() holds the first n bytes (wasm/CONTRACT.md).
  std::string propose(std::string_view kind, std::string_view name, uint32_t n, std::string_view options);
  // Forgets the job and all its data; begin() starts another.
  void discard();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace totsugo
