// RecordPath: the profile's `records` expression of an XML source: which elements are records. XmlParser
// tests each element outside a record with it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "codecs/xml/xml_tree.hpp"

namespace raccordo::codecs::xml {

using Namespaces = std::map<std::string, std::string>;

/// `prefix:local`, `local` or `*` (nothing) resolved with the profile's namespaces; a fault if the text is no
/// name or the prefix is unknown.
base::Result<std::optional<Name>> parse_name_test(std::string_view text, const Namespaces& namespaces);

class RecordPath {
 public:
  /// An absolute path of child steps (`/a/b:c`), or `//name` for any depth.
  static base::Result<RecordPath> parse(std::string_view text, const Namespaces& namespaces);

  /// `path` has the names from the document's root down to the element.
  bool matches(const std::vector<const Name*>& path) const;
  const std::string& text() const { return text_; }

 private:
  enum class Depth { exact, any };
  std::string text_;
  Depth depth_ = Depth::exact;
  std::vector<std::optional<Name>> steps_;
};

}  // namespace raccordo::codecs::xml
