#include "codecs/xml/xml_fault.hpp"

#include <libxml/xmlerror.h>

#include <algorithm>
#include <array>

namespace raccordo::codecs::xml {
namespace {

using model::IssueCode;

struct Wording {
  int error;
  IssueCode code;
  const char* message;
};

constexpr std::array<Wording, 22> kWordings = {{
    {XML_ERR_DOCUMENT_EMPTY, IssueCode::malformed_document,
     "the document is empty or does not start with an element"},
    {XML_ERR_DOCUMENT_END, IssueCode::malformed_document,
     "the document ends too early or goes on after its end; send it whole"},
    {XML_ERR_TAG_NOT_FINISHED, IssueCode::malformed_document,
     "an element is not closed at the end of the document; send it whole"},
    {XML_ERR_TAG_NAME_MISMATCH, IssueCode::malformed_document,
     "an end tag does not fit the element that is open"},
    {XML_ERR_NAME_REQUIRED, IssueCode::malformed_document, "a name is missing after < or &"},
    {XML_ERR_UNDECLARED_ENTITY, IssueCode::malformed_document,
     "an entity is used that XML does not know; write the character itself"},
    {XML_WAR_UNDECLARED_ENTITY, IssueCode::malformed_document,
     "an entity is used that XML does not know; write the character itself"},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, IssueCode::malformed_document,
     "an & that starts no entity; write &amp;"},
    {XML_ERR_LT_REQUIRED, IssueCode::malformed_document, "the document does not start with <"},
    {XML_ERR_GT_REQUIRED, IssueCode::malformed_document, "a tag is not closed with >"},
    {XML_ERR_LT_IN_ATTRIBUTE, IssueCode::malformed_document, "a < inside an attribute; write &lt;"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, IssueCode::malformed_document,
     "an attribute's value must stand in quotes"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, IssueCode::malformed_document,
     "an attribute's value has no closing quote"},
    {XML_ERR_ATTRIBUTE_REDEFINED, IssueCode::malformed_document,
     "an attribute is given twice in one element"},
    {XML_ERR_COMMENT_NOT_FINISHED, IssueCode::malformed_document, "a comment is not closed with -->"},
    {XML_ERR_CDATA_NOT_FINISHED, IssueCode::malformed_document, "a CDATA section is not closed with ]]>"},
    {XML_ERR_RESERVED_XML_NAME, IssueCode::malformed_document,
     "the XML declaration must stand at the very start"},
    {XML_ERR_INVALID_CHAR, IssueCode::malformed_document, "a character that XML does not allow"},
    {XML_ERR_INVALID_ENCODING, IssueCode::bad_encoding, kUndecodable},
    {XML_ERR_UNKNOWN_ENCODING, IssueCode::bad_encoding,
     "the XML declaration names an encoding that is not known; use UTF-8"},
    {XML_ERR_UNSUPPORTED_ENCODING, IssueCode::bad_encoding,
     "the XML declaration names an encoding that is not known; use UTF-8"},
    {XML_I18N_CONV_FAILED, IssueCode::bad_encoding, kUndecodable},
}};

}  // namespace

Fault explain(int error) {
  const auto* found = std::find_if(kWordings.begin(), kWordings.end(),
                                   [error](const Wording& wording) { return wording.error == error; });
  if (found != kWordings.end()) return {found->code, found->message};
  return {IssueCode::malformed_document,
          "the document is not well-formed XML here (libxml2 error " + std::to_string(error) + ")"};
}

}  // namespace raccordo::codecs::xml
