// A proposal for any bytes and any layout document: an answer in JSON, whose layout is a layout document that gives itself
// back and, where the proposal is accepted, reads the same file the same way.
#include <nlohmann/json.hpp>

#include "core/report/proposal_json.h"
#include "tests/fuzz/fuzz.h"

using namespace totsugo;
using namespace totsugo::fuzz;
using Json = nlohmann::json;

namespace {

// A layout of a fuzzer's choice that is a document at least.
std::string made_layout(Choices c, FileKind kind) {
  Json j = {{"kind", code_of(kind)}};
  if (c.below(3) == 0) j["header_rows"] = c.below(22);
  if (c.below(3) == 0) j["skip_rows"] = c.below(102);
  if (c.below(3) == 0) j["shape"] = c.below(2) ? "grouped" : "pair";
  if (c.below(3) == 0)
    j["encoding"] =
        std::vector<const char*>{"utf-8", "cp932", "euc-jp", "iso-2022-jp", "utf-16le", "utf-16be"}[c.below(6)];
  if (c.below(3) == 0) j["delimiter"] = std::string(1, ",\t;"[c.below(3)]);
  if (c.below(6) == 0)
    j["record_kind"] = {
        {"position", c.below(9)}, {"keep", {std::to_string(c.below(4))}}, {"end", "3"}, {"count_position", c.below(9)}};
  Json& fields = j["fields"] = Json::object();
  while (!c.rest().empty()) {
    const FieldList all = fields_of(kind);
    const FieldInfo& info = all.first[c.below(all.count)];
    Json& to = fields[std::string(info.code)];
    const size_t how = c.below(6);
    if (how == 0) continue;  // null
    to = Json::object();
    if (how & 1) to["position"] = c.byte() % 40;
    if (how & 2) to["header"] = std::string(info.label);
    if (how == 4) to["constant"] = "2026-11-01";
    if (how == 5) to["pad"] = c.below(42);
    if (info.date)
      to["date"] = std::vector<const char*>{"auto", "self", "era_medical", "era_pension", "serial"}[c.below(5)];
  }
  return j.dump();
}

// Empty if there is no proposal.
std::string answer(const ProposalRequest& request, std::string_view bytes) {
  std::string out;
  const Error e = write_proposal(tables(), request, Exact(bytes).view(), out);
  if (e) return {};
  hold(Json::accept(out), "the answer is JSON", out);
  return out;
}

// The member of an answer that is an object, as it stands there. No text inside a string looks like its name: quotes are
// escaped in it. To look an answer's tree over costs more than to make the proposal, and most need no more than this.
std::string_view object_in(std::string_view answer, std::string_view name) {
  const size_t at = answer.find("\"" + std::string(name) + "\":{");
  hold(at != std::string_view::npos, "an object is there", std::string(name));
  const size_t from = at + name.size() + 3;
  size_t depth = 0;
  bool text = false;
  for (size_t i = from; i < answer.size(); ++i) {
    if (text && answer[i] == '\\') ++i;
    else if (answer[i] == '"') text = !text;
    else if (!text && answer[i] == '{') ++depth;
    else if (!text && answer[i] == '}' && --depth == 0) return answer.substr(from, i + 1 - from);
  }
  hold(false, "an object ends", std::string(answer));
  return {};
}

bool accepted(std::string_view answer) { return answer.find("\"accepted\":true") != std::string_view::npos; }

// What is only shown, most of it, is left out.
Json compared_part(const std::string& answer) {
  return Json::parse(
      answer,
      [](int depth, Json::parse_event_t event, Json& key) {
        return event != Json::parse_event_t::key || depth > 1 || (key != "preview" && key != "columns");
      },
      false);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  Choices choices(data, size);
  ProposalRequest request;
  request.kind = static_cast<FileKind>(choices.below(kKindCount));
  const uint8_t how = choices.byte();
  request.whole = how & 1;
  request.today = CivilDate::of(2026, 11, 22);
  request.name = "list.csv";
  std::string_view bytes = choices.rest();
  if (how & 6) {  // a layout document comes first: as it stands (2), or made of its bytes (4)
    const size_t cut = std::min(bytes.find('\x1D'), bytes.size());
    const std::string_view head = bytes.substr(0, cut);
    bytes.remove_prefix(std::min(cut + 1, bytes.size()));
    const std::string document =
        how & 2 ? std::string(head)
                : made_layout(Choices(reinterpret_cast<const uint8_t*>(head.data()), head.size()), request.kind);
    Result<Layout> layout = parse_layout(document, request.kind);
    if (layout.ok()) {
      const std::string written = layout_json(layout.value());
      Result<Layout> back = parse_layout(written, request.kind);
      hold(back.ok() && layout_json(back.value()) == written, "a layout gives itself back", written);
      if (how & 8) request.saved.push_back(std::move(layout.value()));
      else request.chosen = std::move(layout.value());
    }
  }
  const std::string first = answer(request, bytes);
  if (first.empty()) return 0;
  const std::string written(object_in(first, "layout"));
  Result<Layout> back = parse_layout(written, request.kind);
  hold(back.ok(), "the layout proposed is a layout", written);
  const std::string again = layout_json(back.value());
  hold(again == written, "the layout proposed gives itself back", [&] { return written + "\n" + again; });
  if (!accepted(first)) return 0;
  ProposalRequest given = request;
  given.saved.clear();
  given.chosen = std::move(back.value());
  const std::string second = answer(given, bytes);
  hold(accepted(second), "a layout accepted is accepted again", [&] { return written + "\n" + second; });
  const Json got = compared_part(first), same = compared_part(second);
  // About a field that it does not name a layout says nothing, and where those it names have their columns, a column that was
  // their rival may be free for another. What it names stays.
  for (const auto& [code, source] : got.at("layout").at("fields").items()) {
    const Json& kept = same.at("layout").at("fields");
    hold(kept.contains(code) && kept.at(code) == source, "and is the same", [&] { return written + "\n" + second; });
  }
  for (size_t i = 0; i < got.at("fields").size(); ++i) {
    const Json& one = got.at("fields").at(i);
    if (one.at("position").is_null()) continue;
    for (const char* count : {"field", "position", "parsed", "empty", "failed"})
      hold(one.at(count) == same.at("fields").at(i).at(count), "and reads the same",
           [&] { return one.dump() + "\n" + same.at("fields").at(i).dump(); });
  }
  return 0;
}
