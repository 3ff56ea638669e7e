#include "codecs/json/json_scanner.hpp"

#include <algorithm>
#include <string_view>

namespace raccordo::codecs {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

bool ends_word(char c) { return is_space(c) || c == ',' || c == ']' || c == '}' || c == ':'; }

/// Follows brackets and strings; `step` is true once the value is complete.
class Nesting {
 public:
  explicit Nesting(std::size_t limit) : limit_(limit) {}
  bool too_deep() const { return depth_ > limit_; }

  /// How many bytes of `bytes` belong to the value; `done` if it ends there.
  std::size_t follow(std::string_view bytes, bool& done) {
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      const char c = bytes[i];
      if (in_string_) {
        if (escaped_)
          escaped_ = false;
        else if (c == '\\')
          escaped_ = true;
        else if (c == '"')
          in_string_ = false;
      } else if (c == '"') {
        in_string_ = true;
      } else if (c == '{' || c == '[') {
        if (++depth_ > limit_) return i + 1;
      } else if (c == '}' || c == ']') {
        --depth_;
      }
      done = depth_ == 0 && !in_string_;
      if (done) return i + 1;
    }
    return bytes.size();
  }

 private:
  std::size_t limit_;
  std::size_t depth_ = 0;
  bool in_string_ = false, escaped_ = false;
};

void keep(std::string& out, std::string_view bytes, std::size_t capacity, bool& all_kept) {
  const auto room = capacity - std::min(capacity, out.size());
  if (bytes.size() > room) all_kept = false;
  out.append(bytes.substr(0, room));
}

}  // namespace

int JsonScanner::next_token() {
  for (;;) {
    const auto bytes = window_.rest();
    const auto found = std::find_if_not(bytes.begin(), bytes.end(), is_space);
    window_.advance(static_cast<std::size_t>(found - bytes.begin()));
    if (bytes.empty()) return -1;
    if (found != bytes.end()) return static_cast<unsigned char>(*found);
  }
}

bool JsonScanner::take(char wanted) {
  if (next_token() != static_cast<unsigned char>(wanted)) return false;
  window_.advance(1);
  return true;
}

JsonScanner::Scan JsonScanner::value(std::string& out, std::size_t capacity) {
  out.clear();
  const int first = next_token();
  if (first == -1) return Scan::cut_off;
  if (first == '{' || first == '[' || first == '"') return nested(out, capacity);
  return ends_word(static_cast<char>(first)) ? Scan::no_value : word(out, capacity);
}

JsonScanner::Scan JsonScanner::word(std::string& out, std::size_t capacity) {
  bool all_kept = true;
  for (;;) {
    const auto bytes = window_.rest();
    const auto end = std::find_if(bytes.begin(), bytes.end(), ends_word);
    const auto size = static_cast<std::size_t>(end - bytes.begin());
    keep(out, bytes.substr(0, size), capacity, all_kept);
    window_.advance(size);
    if (bytes.empty() || end != bytes.end()) return all_kept ? Scan::ok : Scan::too_large;
  }
}

JsonScanner::Scan JsonScanner::nested(std::string& out, std::size_t capacity) {
  Nesting nesting(depth_);
  bool all_kept = true;
  for (bool done = false; !done;) {
    const auto bytes = window_.rest();
    if (bytes.empty()) return Scan::cut_off;
    const auto size = nesting.follow(bytes, done);
    keep(out, bytes.substr(0, size), capacity, all_kept);
    window_.advance(size);
    if (nesting.too_deep()) return Scan::too_deep;
  }
  return all_kept ? Scan::ok : Scan::too_large;
}

}  // namespace raccordo::codecs
