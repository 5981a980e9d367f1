// Writes JSON text straight into a string: results are written by the hundred thousand, so no tree is built.
#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>

namespace totsugo {

class json_writer {
 public:
  explicit json_writer(std::string& out) : out_(out) {}

  json_writer& begin_object() { return open('{'); }
  json_writer& end_object() { return close('}'); }
  json_writer& begin_array() { return open('['); }
  json_writer& end_array() { return close(']'); }
  json_writer& key(std::string_view name);
  json_writer& value(std::string_view text);
  json_writer& value(const char* text) { return value(std::string_view(text)); }
  json_writer& value(const std::string& text) { return value(std::string_view(text)); }
  json_writer& value(bool b);
  template <std::integral T>
  json_writer& value(T number) {
    separate();
    out_ += std::to_string(number);
    return *this;
  }
  json_writer& null();
  // A JSON text made elsewhere.
  json_writer& raw(std::string_view json);
  template <class T>
  json_writer& member(std::string_view name, const T& v) {
    return key(name).value(v);
  }
  json_writer& member_or_null(std::string_view name, std::string_view text) {
    key(name);
    return text.empty() ? null() : value(text);
  }

 private:
  json_writer& open(char c);
  json_writer& close(char c);
  void separate();
  std::string& out_;
  bool first_ = true;
  bool after_key_ = false;
};

}  // namespace totsugo
