#include "extract/rdf.hpp"

#include <algorithm>
#include <array>

#include "extract/rdf_writers.hpp"

namespace raccordo::extract {
namespace {

struct FormatFacts {
  std::string_view name, media_type, extension;
  /// The extension is a name of the format, too: `?format=ttl`.
  bool is_named(std::string_view text) const { return text == name || text == extension.substr(1); }
};
/// In the order of RdfFormat.
constexpr std::array<FormatFacts, 3> kFormats = {{{"json-ld", "application/ld+json", ".jsonld"},
                                                  {"turtle", "text/turtle; charset=utf-8", ".ttl"},
                                                  {"rdf-xml", "application/rdf+xml", ".rdf"}}};

const FormatFacts& facts(RdfFormat format) { return kFormats.at(static_cast<std::size_t>(format)); }

}  // namespace

std::string_view to_string(RdfFormat format) { return facts(format).name; }
std::string_view media_type(RdfFormat format) { return facts(format).media_type; }
std::string_view file_extension(RdfFormat format) { return facts(format).extension; }

std::optional<RdfFormat> parse_rdf_format(std::string_view text) {
  const auto* found = std::find_if(kFormats.begin(), kFormats.end(),
                                   [&](const auto& format) { return format.is_named(text); });
  if (found == kFormats.end()) return std::nullopt;
  return static_cast<RdfFormat>(found - kFormats.begin());
}

std::string write_rdf(const std::string& json_ld, RdfFormat format) {
  if (format == RdfFormat::json_ld) return json_ld;
  const auto graph = read_json_ld(json_ld);
  return format == RdfFormat::turtle ? write_turtle(graph) : write_rdf_xml(graph);
}

}  // namespace raccordo::extract
