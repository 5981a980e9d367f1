// The session for JavaScript: names and types only, no logic. wasm/CONTRACT.md describes the calls.
#include <emscripten/bind.h>

#include <cstdint>

#include "core/session/session.h"

using emscripten::val;
using totsugo::Session;

namespace {

// Embind cuts numbers down silently: what is no 32-bit count becomes one that every call refuses.
uint32_t count_of(double n) { return n >= 0 && n <= 4294967295.0 ? static_cast<uint32_t>(n) : UINT32_MAX; }

uint32_t buffer(Session& s, double n) {
  return static_cast<uint32_t>(reinterpret_cast<uintptr_t>(s.buffer(count_of(n))));
}

std::string begin(Session& s, const std::string& settings) { return s.begin(settings); }
std::string open_file(Session& s, const std::string& kind, const std::string& name, double size,
                      const std::string& options) {
  return s.open_file(kind, name, size, options);
}
std::string feed(Session& s, double n) { return s.feed(count_of(n)); }
std::string accept(Session& s, const std::string& code, const std::string& reason) { return s.accept(code, reason); }
std::string view(Session& s, const std::string& query) { return s.view(query); }
std::string rows(Session& s, double start, double count) { return s.rows(count_of(start), count_of(count)); }
std::string evidence(Session& s, double number) { return s.evidence(count_of(number)); }
std::string casework(Session& s, const std::string& command) { return s.casework(command); }
std::string casework_with(Session& s, const std::string& command, const std::string& body) {
  return s.casework(command, body);
}
std::string export_begin(Session& s, const std::string& what, const std::string& options) {
  return s.export_begin(what, options);
}

val export_next(Session& s) {
  const std::string_view piece = s.export_next();
  return val(emscripten::typed_memory_view(piece.size(), reinterpret_cast<const uint8_t*>(piece.data())));
}

std::string propose(Session& s, const std::string& kind, const std::string& name, double n,
                    const std::string& options) {
  return s.propose(kind, name, count_of(n), options);
}

}  // namespace

EMSCRIPTEN_BINDINGS(totsugo) {
  emscripten::function("constants", &totsugo::constants_json);
  emscripten::class_<Session>("Session")
      .constructor<>()
      .function("begin", &begin)
      .function("openFile", &open_file)
      .function("buffer", &buffer)
      .function("feed", &feed)
      .function("closeFile", &Session::close_file)
      .function("finish", &Session::finish)
      .function("accept", &accept)
      .function("view", &view)
      .function("prepare", &Session::prepare)
      .function("rows", &rows)
      .function("evidence", &evidence)
      .function("casework", &casework)
      .function("caseworkWith", &casework_with)
      .function("exportBegin", &export_begin)
      .function("exportNext", &export_next)
      .function("exportLost", &Session::export_lost)
      .function("propose", &propose)
      .function("discard", &Session::discard);
}
