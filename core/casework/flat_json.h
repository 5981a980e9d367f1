// A piece of JSON as a tree in one piece of memory, which serves for the next piece again. The library's own tree asks for memory for
// every member, which is most of the time of opening a work file; its parser fills this one. FlatJson::View reads as the library's
// values do, as far as work_body_read.cpp reads them; what is not there, or is something else, throws FlatJson::Wrong.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include <nlohmann/json.hpp>

namespace totsugo {

class FlatJson {
 public:
  struct Wrong {};
  class View;

  void clear() {
    nodes_.clear();
    text_.clear();
    open_.clear();
  }
  View root() const;

  void begin(bool object) {
    const uint32_t at = add(object ? Kind::object : Kind::array);
    open_.push_back(at);
  }
  // True when the whole piece has been closed.
  bool end() {
    nodes_[open_.back()].end = static_cast<uint32_t>(nodes_.size());
    open_.pop_back();
    return open_.empty();
  }
  void key(std::string_view name) { key_ = keep(name); }
  void string(std::string_view value) {
    const Span kept = keep(value);
    nodes_[add(Kind::string)].value = kept;
  }
  void number(uint64_t value) { nodes_[add(Kind::number)].number = value; }
  void boolean(bool value) { nodes_[add(Kind::boolean)].number = value; }
  void other() { (void)add(Kind::other); }
  size_t depth() const { return open_.size(); }

 private:
  enum class Kind : uint8_t { object, array, string, number, boolean, other };
  struct Span {
    uint32_t from = 0;
    uint32_t size = 0;
  };
  struct Node {
    Kind kind;
    Span key;
    Span value;
    uint64_t number;
    uint32_t end;  // of what it holds: the node after it
  };
  uint32_t add(Kind kind) {
    const auto at = static_cast<uint32_t>(nodes_.size());
    nodes_.push_back({kind, key_, {}, 0, at + 1});
    return at;
  }
  Span keep(std::string_view text) {
    const Span out{static_cast<uint32_t>(text_.size()), static_cast<uint32_t>(text.size())};
    text_ += text;
    return out;
  }
  std::string_view text(Span s) const { return std::string_view(text_).substr(s.from, s.size); }

  std::vector<Node> nodes_;
  std::string text_;
  std::vector<uint32_t> open_;
  Span key_;
};

class FlatJson::View {
 public:
  View(const FlatJson& tree, uint32_t at) : tree_(&tree), at_(at) {}

  bool is_object() const { return node().kind == Kind::object; }
  bool is_number_unsigned() const { return node().kind == Kind::number; }
  bool contains(std::string_view key) const { return find(key) != node().end; }
  View at(std::string_view key) const {
    const uint32_t found = find(key);
    if (found == node().end) throw Wrong{};
    return {*tree_, found};
  }
  View operator[](std::string_view key) const { return at(key); }
  template <class T>
  T value(std::string_view key, const T& otherwise) const {
    const uint32_t found = find(key);
    return found == node().end ? otherwise : View(*tree_, found).get<T>();
  }
  template <class T>
  T get() const {
    if constexpr (std::is_same_v<T, std::string>) return T(tree_->text(of(Kind::string).value));
    else if constexpr (std::is_same_v<T, bool>) return of(Kind::boolean).number != 0;
    else return static_cast<T>(of(Kind::number).number);
  }

  struct Item;
  template <class Gives>
  class Children {
   public:
    class Iterator {
     public:
      Iterator(const FlatJson& tree, uint32_t at) : tree_(&tree), at_(at) {}
      Gives operator*() const {
        if constexpr (std::is_same_v<Gives, View>) return {*tree_, at_};
        else return {tree_->text(tree_->nodes_[at_].key), {*tree_, at_}};
      }
      Iterator& operator++() {
        at_ = tree_->nodes_[at_].end;
        return *this;
      }
      bool operator!=(const Iterator& o) const { return at_ != o.at_; }

     private:
      const FlatJson* tree_;
      uint32_t at_;
    };
    Children(const FlatJson& tree, uint32_t from, uint32_t to) : from_(tree, from), to_(tree, to) {}
    Iterator begin() const { return from_; }
    Iterator end() const { return to_; }

   private:
    Iterator from_;
    Iterator to_;
  };
  // Of an array, and the members of an object.
  Children<View>::Iterator begin() const { return {*tree_, inside(Kind::array)}; }
  Children<View>::Iterator end() const { return {*tree_, node().end}; }
  Children<Item> items() const { return {*tree_, inside(Kind::object), node().end}; }

 private:
  const Node& node() const { return tree_->nodes_[at_]; }
  const Node& of(Kind kind) const {
    if (node().kind != kind) throw Wrong{};
    return node();
  }
  uint32_t inside(Kind kind) const { return of(kind), at_ + 1; }
  uint32_t find(std::string_view key) const {
    if (node().kind != Kind::object) throw Wrong{};
    uint32_t i = at_ + 1;
    while (i != node().end && tree_->text(tree_->nodes_[i].key) != key) i = tree_->nodes_[i].end;
    return i;
  }

  const FlatJson* tree_;
  uint32_t at_;
};

struct FlatJson::View::Item {
  std::string_view key;
  View value;
};

inline FlatJson::View FlatJson::root() const { return {*this, 0}; }

// What the library's parser calls: `take` gets each element of an array of objects, one after the other in the same memory.
template <class Take>
class FlatElements : public nlohmann::json_sax<nlohmann::ordered_json> {
 public:
  explicit FlatElements(Take take) : take_(std::move(take)) {}
  bool null() override {
    return in([&] { tree_.other(); });
  }
  bool boolean(bool v) override {
    return in([&] { tree_.boolean(v); });
  }
  bool number_integer(number_integer_t) override {
    return in([&] { tree_.other(); });
  }
  bool number_unsigned(number_unsigned_t v) override {
    return in([&] { tree_.number(v); });
  }
  bool number_float(number_float_t, const string_t&) override {
    return in([&] { tree_.other(); });
  }
  bool string(string_t& v) override {
    return in([&] { tree_.string(v); });
  }
  bool binary(binary_t&) override { return false; }
  bool key(string_t& v) override {
    return in([&] { tree_.key(v); });
  }
  bool start_object(std::size_t) override {
    tree_.begin(true);
    return true;
  }
  bool end_object() override { return end(); }
  bool start_array(std::size_t) override {
    if (inside_) tree_.begin(false);
    inside_ = true;
    return true;
  }
  bool end_array() override { return tree_.depth() == 0 || end(); }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  template <class Put>
  bool in(Put&& put) {
    if (tree_.depth() == 0) throw FlatJson::Wrong{};  // no object
    put();
    return true;
  }
  bool end() {
    if (!tree_.end()) return true;
    take_(tree_.root());
    tree_.clear();
    return true;
  }

  Take take_;
  FlatJson tree_;
  bool inside_ = false;
};

}  // namespace totsugo
