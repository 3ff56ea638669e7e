// The catalogue in other forms of RDF: Turtle (serd) and RDF/XML (libxml2), with the statements of the
// JSON-LD. Called by app for `GET /catalog`.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace raccordo::extract {

enum class RdfFormat { json_ld, turtle, rdf_xml };
/// `json-ld`, `turtle`, `rdf-xml`: value of `?format=`.
std::string_view to_string(RdfFormat format);
/// Reads such a name, or the extension of its files: `jsonld`, `ttl`, `rdf`.
std::optional<RdfFormat> parse_rdf_format(std::string_view text);
std::string_view media_type(RdfFormat format);
std::string_view file_extension(RdfFormat format);  // ".jsonld", ".ttl", ".rdf"

/// `json_ld` as write_dcat makes it. Same input, same bytes. Throws SystemFault if a library fails.
std::string write_rdf(const std::string& json_ld, RdfFormat format);

}  // namespace raccordo::extract
