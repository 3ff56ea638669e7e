// JsonTree: one record parsed in place into flat, reused memory, so that a record costs no allocation once
// the tree has grown. Used by the two JSON framers and by the selectors that look into a record.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace raccordo::codecs {

enum class JsonKind : std::uint8_t { null, boolean, number, string, object, array };

inline constexpr std::uint32_t kNoJsonNode = 0xFFFFFFFF;

struct JsonNode {
  JsonKind kind = JsonKind::null;
  std::uint32_t parent = kNoJsonNode;
  std::uint32_t next = kNoJsonNode;   ///< next sibling
  std::uint32_t first = kNoJsonNode;  ///< first child
  std::uint32_t position = 0;         ///< within the parent
  std::string_view key;               ///< in an object
  std::string_view text;              ///< string unescaped; number as written; true or false
};

struct JsonFailure {
  enum class Kind : std::uint8_t { syntax, depth, duplicate, encoding };
  Kind kind = Kind::syntax;
  std::size_t offset = 0;  ///< byte within the text
  std::string pointer;     ///< RFC 6901, within the text; as far as it is known
  std::string message;     ///< what is wrong and what to do
};

class JsonTree {
 public:
  /// Strict JSON (RFC 8259), UTF-8, names unique within each object, at most `depth` levels. `text` is
  /// overwritten and must live as long as the tree is read.
  std::optional<JsonFailure> parse(std::string& text, std::size_t depth);

  /// A text with more values than this is refused; without a call there is no limit.
  void limit_nodes(std::size_t most) { most_ = most; }

  const JsonNode& at(std::uint32_t node) const { return nodes_[node]; }
  std::size_t size() const { return nodes_.size(); }
  /// The member of that name of an object; kNoJsonNode if there is none.
  std::uint32_t member(std::uint32_t object, std::string_view name) const;
  /// RFC 6901, from the root of the tree.
  std::string pointer(std::uint32_t node) const;
  /// True if a text or name contains half of a surrogate pair (as a byte that is not UTF-8).
  bool is_damaged() const { return is_damaged_; }

 private:
  friend class JsonParser;
  struct Open {
    std::uint32_t node = 0, last = kNoJsonNode;
  };
  std::vector<JsonNode> nodes_;
  std::vector<Open> open_;
  std::vector<std::string_view> names_;
  std::size_t most_ = SIZE_MAX;
  bool is_damaged_ = false;
};

}  // namespace raccordo::codecs
