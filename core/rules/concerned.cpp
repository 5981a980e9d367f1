#include "core/rules/concerned.h"

#include <algorithm>

namespace totsugo {
namespace {

// Of all listed people; beyond it asking everybody costs little more.
constexpr uint32_t kMostOf = 4;

}  // namespace

// Nodes, each once, in the order in which they were found.
class Neighbours::Circle {
 public:
  explicit Circle(size_t nodes) : in_(nodes) {}
  void add(uint32_t node) {
    if (in_[node]) return;
    in_[node] = true;
    all_.push_back(node);
  }
  size_t size() const { return all_.size(); }
  uint32_t operator[](size_t i) const { return all_[i]; }
  std::vector<uint32_t> sorted() const {
    std::vector<uint32_t> out = all_;
    std::sort(out.begin(), out.end());
    return out;
  }

 private:
  std::vector<bool> in_;
  std::vector<uint32_t> all_;
};

const PersonOfRows& Neighbours::at(uint32_t node) const {
  if (node < pension_count_) return m_.pension.persons()[node];
  return m_.overlap.persons()[node - pension_count_];
}

// Every roster person whom the node, or one of its rows by itself, may be; one may come twice.
template <class Use>
void Neighbours::for_each_member(uint32_t node, Use&& use) const {
  const PersonOfRows& p = at(node);
  const auto of = [&](uint32_t person) {
    for (const Candidate& c : m_.people[person].candidates.all()) use(m_.roster.of(c.who));
  };
  of(p.person);
  for (const uint32_t witness : p.witnesses) of(witness);
}

Neighbours::Neighbours(const Matched& m, Flow flow)
    : m_(m),
      pension_count_(flow == Flow::p ? static_cast<uint32_t>(m.pension.persons().size()) : 0),
      node_count_(pension_count_ + static_cast<uint32_t>(m.overlap.persons().size())),
      node_of_(m.people.size(), kNobody),
      first_of_(m.members.size() + 1, 0) {
  births_.reserve(node_count_);
  for (uint32_t node = 0; node < node_count_; ++node) {
    node_of_[at(node).person] = node;
    births_.emplace_back(m_.people[at(node).person].id.birth.packed, node);
    for_each_member(node, [this](uint32_t member) { ++first_of_[member + 1]; });
  }
  std::sort(births_.begin(), births_.end());
  for (size_t i = 1; i < first_of_.size(); ++i) first_of_[i] += first_of_[i - 1];
  nodes_.resize(first_of_.back());
  std::vector<uint32_t> next(first_of_.begin(), first_of_.end() - 1);
  for (uint32_t node = 0; node < node_count_; ++node)
    for_each_member(node, [&](uint32_t member) { nodes_[next[member]++] = node; });
}

void Neighbours::add_by_member(uint32_t node, Circle& to) const {
  for_each_member(node, [&](uint32_t member) {
    for (uint32_t i = first_of_[member]; i < first_of_[member + 1]; ++i) to.add(nodes_[i]);
  });
}

void Neighbours::add_by_birth(uint32_t node, Circle& to) const {
  const uint32_t birth = m_.people[at(node).person].id.birth.packed;
  for (auto i = std::lower_bound(births_.begin(), births_.end(), std::pair{birth, uint32_t{0}});
       i != births_.end() && i->first == birth; ++i)
    to.add(i->second);
}

std::optional<Concerned> Neighbours::concerned_by(std::span<const uint32_t> people) const {
  const size_t most = node_count_ / kMostOf;
  Circle circle(node_count_);
  const auto widen = [&](bool by_member) {
    const size_t so_far = circle.size();
    for (size_t i = 0; i < so_far && circle.size() <= most; ++i) {
      if (by_member) add_by_member(circle[i], circle);
      add_by_birth(circle[i], circle);
    }
    return circle.size() <= most;
  };
  for (const uint32_t person : people)
    if (node_of_[person] != kNobody) circle.add(node_of_[person]);
  // Who is another person now: those it was said of, and under flow P somebody of the overlap list who follows.
  if (!widen(false)) return std::nullopt;
  // Whose results that may change.
  if (!widen(true)) return std::nullopt;
  Concerned out;
  for (size_t i = 0; i < circle.size(); ++i) out.people.push_back(at(circle[i]).person);
  std::sort(out.people.begin(), out.people.end());
  // Who bears on these, and who is followed by whom among all of them.
  if (!widen(true) || !widen(false)) return std::nullopt;
  for (const uint32_t node : circle.sorted()) {
    if (node < pension_count_) out.among.pension.push_back(m_.pension.persons()[node]);
    else out.among.overlap.push_back(m_.overlap.persons()[node - pension_count_]);
  }
  return out;
}

}  // namespace totsugo
