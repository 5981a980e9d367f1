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
  Json j = {{"kind", kind_code(kind)}};
  if (c.below(3) == 0) j["header_rows"] = c.below(22);
  if (c.below(3) == 0) j["skip_rows"] = c.below(102);
  if (c.below(3) == 0) j["shape"] = c.below(2) ? "grouped" : "pair";
  if (c.below(3) == 0)
    j["encoding"] = std::vector<const char*>{"utf-8", "cp932", "euc-jp", "utf-16le", "utf-16be"}[c.below(5)];
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

Json answer(const ProposalRequest& request, std::string_view bytes) {
  std::string out;
  const Error e = write_proposal(tables(), request, Exact(bytes).view(), out);
  if (e.code != ErrorCode::none) return {};
  const Json j = Json::parse(out, nullptr, false);
  hold(j.is_object(), "the answer is JSON", out);
  return j;
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
  const Json got = answer(request, bytes);
  if (got.is_null()) return 0;
  const std::string written = got.at("layout").dump();
  Result<Layout> back = parse_layout(written, request.kind);
  hold(back.ok(), "the layout proposed is a layout", written);
  const std::string again = layout_json(back.value());
  hold(Json::parse(again) == got.at("layout"), "the layout proposed gives itself back", written + "\n" + again);
  if (!got.at("accepted").get<bool>()) return 0;
  ProposalRequest given = request;
  given.saved.clear();
  given.chosen = std::move(back.value());
  const Json same = answer(given, bytes);
  hold(!same.is_null() && same.at("accepted") == true, "a layout accepted is accepted again",
       written + "\n" + same.dump());
  hold(same.at("layout").at("fields") == got.at("layout").at("fields"), "and is the same",
       written + "\n" + same.at("layout").dump());
  for (size_t i = 0; i < got.at("fields").size(); ++i)
    for (const char* count : {"field", "position", "parsed", "empty", "failed"})
      hold(got.at("fields").at(i).at(count) == same.at("fields").at(i).at(count), "and reads the same",
           got.at("fields").at(i).dump() + "\n" + same.at("fields").at(i).dump());
  return 0;
}
