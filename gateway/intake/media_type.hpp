// Media types of requests: which Content-Type matches a source's format, and which of the offered types an
// Accept header prefers (RFC 9110, section 12.5.1). Called by app/'s routes. Pure functions.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "model/document_format.hpp"

namespace raccordo::intake {

struct DocumentType {
  model::DocumentFormat format = model::DocumentFormat::json;
  std::string charset;       ///< the charset parameter in lower case, or empty
  std::string fhir_version;  ///< the fhirVersion parameter, or empty
};

/// The meaning of a Content-Type for a source of the format `source` (see model::accepted_types); nothing:
/// answer 415. A missing Content-Type is nothing.
std::optional<DocumentType> match_document(std::string_view content_type, model::DocumentFormat source);

/// True if a charset parameter (lower case) names `encoding` (an iconv name, any case), by any alias, or a
/// subset of it: US-ASCII, and ISO-8859-1 of Windows-1252.
bool names_encoding(std::string_view charset, std::string_view encoding);

/// The text of a refusal about a header field or query parameter: "`text/plain` was sent as Content-Type",
/// without parameters after a semicolon. Only a token, media type, time or number of at most 100 characters
/// is repeated, and only if it cannot be an identifier of a person.
std::string sent_words(std::string_view field, std::string_view value);

/// Whether an Accept header can be read: ranges of media types, each perhaps with a quality from 0 to 1.
bool is_accept(std::string_view accept);

/// The Accept header without ranges of another release of FHIR than R4 (`fhirVersion`); a header of nothing
/// else leaves a range that no offer fits.
std::string accept_of_r4(std::string_view accept);
/// `4.0`, as the parameter fhirVersion names R4; also `4.0.1`.
bool names_r4(std::string_view fhir_version);

/// The index of the offer that the client prefers; ties go to the earlier offer (the server's order). An
/// empty or malformed header accepts everything: the first offer. Nothing: answer 406.
std::optional<std::size_t> negotiate(std::string_view accept, std::span<const std::string_view> offers);

}  // namespace raccordo::intake
