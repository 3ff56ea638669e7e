// JsonParser: strict JSON (RFC 8259) parsed in place into a JsonTree. Reads numbers of any size as text, and
// continues after an escaped half of a surrogate pair, because neither may affect the following records; see
// docs/decisions. Used by JsonTree only.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "codecs/json/json_tree.hpp"

namespace raccordo::codecs {

class JsonParser {
 public:
  /// `text` is UTF-8 and ends with a NUL that is not part of it (std::string); it is overwritten.
  JsonParser(JsonTree& tree, std::string& text, std::size_t depth)
      : tree_(tree), begin_(text.data()), at_(begin_), end_(begin_ + text.size()), depth_(depth) {}
  /// Nothing if the text is one JSON value.
  std::optional<JsonFailure> parse();
  /// An escape named half of a surrogate pair: the byte 0xFF, never valid UTF-8, replaces it.
  bool met_half_pair() const { return half_pair_; }

 private:
  enum class Next : std::uint8_t { value, after_value, done };
  bool fail(const char* message);
  void blanks();
  bool value(Next& next);
  bool after_value(Next& next);
  bool name();
  bool string(std::string_view& out);
  bool escape(char*& out);
  bool unicode(char*& out);
  bool hex(std::uint32_t& out);
  bool number();
  bool digits();
  bool word(std::string_view text, JsonKind kind);
  bool open(JsonKind kind);
  bool close(Next& next);
  std::uint32_t add(JsonKind kind, std::string_view text);
  bool has_unique_names(std::uint32_t object);
  bool duplicate(std::uint32_t object);

  JsonTree& tree_;
  char* begin_;
  char* at_;
  char* end_;
  std::size_t depth_;
  std::string_view key_;
  bool half_pair_ = false;
  std::optional<JsonFailure> failure_;
};

}  // namespace raccordo::codecs
