// Words for what libxml2 finds wrong with a document. Its own messages repeat names and text of the document,
// so they are never shown. XmlParser uses it.
#pragma once

#include <string>
#include <string_view>

#include "model/issue.hpp"

namespace raccordo::codecs::xml {

inline constexpr const char* kUndecodable =
    "bytes that do not belong to the document's encoding; save it in the encoding that its XML declaration "
    "names (UTF-8 if there is none)";

struct Fault {
  model::IssueCode code;
  std::string message;
};

/// For a libxml2 error number (xmlParserErrors).
Fault explain(int error);

}  // namespace raccordo::codecs::xml
