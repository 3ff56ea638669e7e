// Texts for errors of libxml2. Its own messages repeat names and text of the document, so they are never
// shown. Used by XmlParser.
#pragma once

#include <string>
#include <string_view>

#include "model/issue.hpp"

namespace raccordo::codecs::xml {

inline constexpr const char* kUndecodable =
    "bytes that do not belong to the document's encoding; save it in the encoding that its XML declaration "
    "names (UTF-8 if there is none)";

inline constexpr const char* kDoctype =
    "a DOCTYPE is not allowed; send the document without it and without entities of its own";
inline constexpr const char* kForbidden =
    "a character that XML does not allow, such as a control character; remove it";

struct Fault {
  model::IssueCode code;
  std::string message;
};

/// For a libxml2 error number (xmlParserErrors); every number has a text.
Fault explain(int error);

}  // namespace raccordo::codecs::xml
