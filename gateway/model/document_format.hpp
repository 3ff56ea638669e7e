// DocumentFormat: the form of a document, and of the source that sends it. The one table in
// document_format.cpp holds each format's names, media types and file endings; intake/, codecs/ and app/
// read them from here. Which framer reads a format: codecs/registry.cpp.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

namespace raccordo::model {

enum class DocumentFormat : std::uint8_t { xml, json, ndjson, csv, fhir, fhir_ndjson };

/// All of them and their names, in the order of the enum.
std::span<const DocumentFormat> document_formats();
std::span<const std::string_view> document_format_names();

/// The name in profiles and stored rows, in lower case: `xml`.
std::string_view to_string(DocumentFormat format);
std::optional<DocumentFormat> parse_document_format(std::string_view name);
/// The name in sentences: `XML`.
std::string_view title_of(DocumentFormat format);

/// The forms that a body of a source of this format may have, its own first: a json source also takes NDJSON,
/// each line one item of `records`.
std::vector<DocumentFormat> body_formats(DocumentFormat source);
/// The media types of those bodies, the preferred one first.
std::vector<std::string_view> accepted_types(DocumentFormat source);
/// The form of a body with this media type (lower case, no parameters); nothing if the source does not take
/// it.
std::optional<DocumentFormat> body_format_of_type(DocumentFormat source, std::string_view media_type);
/// The form of a file with this ending (`.json`); the source's own format if the ending says nothing.
DocumentFormat body_format_of_file(DocumentFormat source, std::string_view ending);

/// Whether records are JSON values and selectors are JSON paths.
bool holds_json(DocumentFormat format);
/// Whether documents are FHIR Bundles and selectors are FHIR paths.
bool holds_fhir(DocumentFormat format);

}  // namespace raccordo::model
