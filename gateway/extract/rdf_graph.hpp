// RdfGraph: the statements of the catalogue, read from the JSON-LD that write_dcat makes. It knows the
// JSON-LD of this program only: one `@context` of prefixes, one `@graph`, no other keyword than `@id`,
// `@type`,
// `@value` and `@language`. Internal to extract/.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace raccordo::extract {

struct RdfTerm {
  enum class Kind { iri, blank, literal };
  Kind kind = Kind::iri;
  std::string text, language, datatype;  ///< an IRI or blank node has its text only
};

struct RdfStatement {
  RdfTerm subject;
  std::string predicate;  ///< with prefix: `dct:title`
  RdfTerm object;
};

struct RdfGraph {
  std::vector<std::pair<std::string, std::string>> prefixes;  ///< `dct`, `http://purl.org/dc/terms/`
  std::vector<RdfStatement> statements;                       ///< those of one subject in a row
  /// `dct:title` as an IRI. Throws SystemFault if the prefix is unknown.
  std::string expand(std::string_view name) const;
};

/// Throws SystemFault if it is not such a document.
RdfGraph read_json_ld(std::string_view json_ld);

}  // namespace raccordo::extract
