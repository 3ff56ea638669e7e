// XmlTree: one record of an XML document in compact form: elements and attributes in arrays, all character
// data in one buffer, so that the text of an element is one slice. Filled by XmlParser, read by XmlView, the
// selectors and the checkers. Cleared and reused for the next record: no allocation in steady state.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/field_record.hpp"
#include "model/issue.hpp"

namespace raccordo::codecs::xml {

/// A qualified name. Names that profiles and checkers look for have numbers, which decide; of other names the
/// hash makes comparing cheap, and the texts decide.
struct Name {
  std::uint64_t hash = 0;
  std::string local, uri, prefix;
  std::uint32_t number = 0;  ///< equal for equal local name and uri; 0: none
  bool operator==(const Name& other) const {
    if (number != 0 && other.number != 0) return number == other.number;
    return hash == other.hash && local == other.local && uri == other.uri;
  }
};
/// A name to look for: it gets a number, which is never given back.
Name make_name(std::string_view local, std::string_view uri, std::string_view prefix = {});
/// A name of a document: it has a number if the same name was made to look for.
Name document_name(std::string_view local, std::string_view uri, std::string_view prefix);

/// Bytes of a path in a message.
inline constexpr std::size_t kLongestPath = 4'096;

class XmlTree {
 public:
  using Index = std::uint32_t;
  static constexpr Index kNone = 0xffffffff;

  struct Element {
    const Name* name = nullptr;
    Index parent = kNone, first_child = kNone, last_child = kNone, next = kNone;
    Index first_attribute = kNone, last_attribute = kNone;
    std::uint32_t text_begin = 0, text_end = 0;
    std::uint32_t line = 0;
  };
  struct Attribute {
    const Name* name = nullptr;
    Index owner = kNone, next = kNone;
    std::uint32_t begin = 0, end = 0;
  };

  /// Clears the record, keeps the memory. `path` is the record's own place, e.g. `/batch/message[2]`.
  void clear(std::string path);
  /// Opens an element inside the innermost open one. Names must outlive the tree.
  Index open(const Name& name, std::uint32_t line);
  void close();
  void add_attribute(Index element, const Name& name, std::string_view value);
  void add_text(std::string_view text) { chars_.append(text); }

  bool empty() const { return elements_.empty(); }
  std::size_t nodes() const { return elements_.size() + attributes_.size(); }
  /// Bytes of text and of attributes' values.
  std::size_t bytes() const { return chars_.size() + values_.size(); }
  const std::vector<Element>& elements() const { return elements_; }
  const std::vector<Attribute>& attributes() const { return attributes_; }
  const Element& element(Index index) const { return elements_[index]; }
  const Attribute& attribute(Index index) const { return attributes_[index]; }
  std::string_view value(Index attribute) const;
  /// All character data below the element, in document order.
  std::string_view text(Index element) const;
  /// Character data between two offsets (for rebuilding text nodes).
  std::string_view slice(std::uint32_t begin, std::uint32_t end) const;

  /// The first child element of that local name, whatever its namespace; kNone if there is none.
  Index child(Index element, std::string_view local) const;
  Index next_named(Index element) const;  ///< the next sibling with the same local name
  /// The attribute without namespace of that name.
  std::optional<std::string_view> attribute_of(Index element, std::string_view local) const;
  Index find_attribute(Index element, std::string_view local) const;
  /// True for xsi:nil="true" and for any nullFlavor: the element counts as absent.
  bool is_absent(Index element) const;

  /// The place of an element in the document: local names, with positions from 1 if names repeat.
  model::Place place_of(Index element) const;

 private:
  std::string step(Index element) const;
  void number_children(Index parent) const;

  std::vector<Element> elements_;
  std::vector<Attribute> attributes_;
  std::string chars_, values_;
  std::string path_;
  /// Positions among siblings of one name, 0 if alone; filled for a parent when a place below it is asked
  /// for.
  mutable std::vector<std::uint32_t> positions_;
  mutable std::vector<bool> is_numbered_;
  Index current_ = kNone;
};

/// How nodes of a tree are named outside: the two low bits tell what the rest counts.
enum class NodeKind : std::uint8_t { element = 0, attribute = 1, computed = 2 };
constexpr model::NodeId to_node(NodeKind kind, std::uint64_t index) {
  return (index << 2U) | static_cast<std::uint64_t>(kind);
}
constexpr NodeKind kind_of(model::NodeId node) { return static_cast<NodeKind>(node & 3U); }
constexpr XmlTree::Index index_of(model::NodeId node) { return static_cast<XmlTree::Index>(node >> 2U); }

}  // namespace raccordo::codecs::xml
