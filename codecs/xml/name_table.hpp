// NameTable: the names of one document's elements and attributes, each once. XmlParser has one for a
// document; the trees of its records point into it.
#pragma once

#include <cstddef>
#include <string>
#include <unordered_map>

#include "codecs/xml/xml_tree.hpp"

namespace raccordo::codecs::xml {

/// Maximum number of different names of one document; all are kept until its end.
inline constexpr std::size_t kMostNames = 10'000;
/// Bytes of a namespace's name.
inline constexpr std::size_t kLongestNamespace = 2'048;

/// libxml2 hands out names as pointers into its dictionary: equal pointers are equal names.
struct NamePointers {
  const unsigned char *local, *prefix, *uri;
  bool operator==(const NamePointers&) const = default;
};

class NameTable {
 public:
  /// Valid as long as the table.
  const Name& name_of(const NamePointers& pointers);
  /// What exceeds a limit, as text for the sender; empty if nothing.
  const std::string& excess() const { return excess_; }

 private:
  /// Room for the names of a usual document.
  static constexpr std::size_t kUsualNames = 128;
  struct Hash {
    std::size_t operator()(const NamePointers& key) const {
      const std::hash<const void*> hash;
      return hash(key.local) * 31 + hash(key.uri) * 17 + hash(key.prefix);
    }
  };
  std::unordered_map<NamePointers, Name, Hash> names_{kUsualNames};
  std::string excess_;
};

}  // namespace raccordo::codecs::xml
