// Careful reading of FHIR JSON: every fault with its JSON pointer, repeated members are reported, nothing
// recurses at any depth. Include from .cpp files of fhir only (RapidJSON).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "fhir/names.hpp"

namespace raccordo::fhir {

using JsonValue = rapidjson::Value;

/// A value and its place in the document.
struct Node {
  const JsonValue* value = nullptr;
  std::string pointer;
};

/// One document, parsed. Ownership: nodes look into it.
class Document {
 public:
  explicit Document(Remarks& faults) : faults_(faults) {}
  /// False, with a fault, if the text is no JSON object (UTF-8, no byte behind its end), or nested deeper
  /// than kDeepest.
  bool parse(std::string_view json);
  Node root() const { return {&document_, ""}; }

  /// The member, or null; a fault if it is repeated. Null if the value is not an object.
  Node member(const Node& object, std::string_view name);
  /// The text of a member; "" if absent. A fault if it is not a text.
  std::string text(const Node& object, std::string_view name);
  /// The objects of a list; a fault for each other item. An absent list is empty.
  std::vector<Node> objects(const Node& object, std::string_view name);
  /// Adds a fault; there are at most kMostRemarks of them.
  void fault(const Node& at, std::string message);
  bool is_full() const;

 private:
  Remarks& faults_;
  rapidjson::Document document_;
};

inline constexpr std::size_t kMostRemarks = 1000;
inline constexpr int kDeepest = 64;

/// `/a/b` and `c~d` give `/a/b/c~0d` (RFC 6901).
std::string pointer_to(const std::string& parent, std::string_view member);
std::string pointer_to(const std::string& parent, std::size_t index);

}  // namespace raccordo::fhir
