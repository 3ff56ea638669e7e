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

constexpr auto kMalformed = IssueCode::malformed_document;
constexpr auto kEncoding = IssueCode::bad_encoding;

constexpr const char* kDeclaration =
    "the XML declaration is wrong; write <?xml version=\"1.0\" encoding=\"UTF-8\"?> at the very start";
constexpr const char* kReference =
    "a character reference that is not a valid character; write the character itself, or &amp; for an &";
constexpr const char* kEntity = "an entity is used that XML does not know; write the character itself";
constexpr const char* kEncodingName = "the XML declaration names an encoding that is not known; use UTF-8";
constexpr const char* kInstruction = "a processing instruction is not closed with ?>; close or remove it";

constexpr std::array<Wording, 49> kWordings = {{
    {XML_ERR_DOCUMENT_START, kMalformed, "the document does not start with <; send the XML document itself"},
    {XML_ERR_DOCUMENT_EMPTY, kMalformed,
     "the document is empty or does not start with an element; send it whole"},
    {XML_ERR_DOCUMENT_END, kMalformed, "the document ends too early or goes on after its end; send it whole"},
    {XML_ERR_TAG_NOT_FINISHED, kMalformed,
     "an element is not closed at the end of the document; send it whole"},
    {XML_ERR_TAG_NAME_MISMATCH, kMalformed,
     "an end tag does not fit the element that is open; close each element by its own name"},
    {XML_ERR_LTSLASH_REQUIRED, kMalformed, "an end tag does not start with </; correct it"},
    {XML_ERR_NAME_REQUIRED, kMalformed,
     "a name is missing after < or &; write &lt; for a < and &amp; for an & in text"},
    {XML_ERR_NAME_TOO_LONG, kMalformed, "a name is too long; shorten it"},
    {XML_ERR_UNDECLARED_ENTITY, kMalformed, kEntity},
    {XML_WAR_UNDECLARED_ENTITY, kMalformed, kEntity},
    {XML_ERR_ENTITYREF_SEMICOL_MISSING, kMalformed, "an & that starts no entity; write &amp;"},
    {XML_ERR_ENTITYREF_NO_NAME, kMalformed, "an & that starts no entity; write &amp;"},
    {XML_ERR_INVALID_CHARREF, kMalformed, kReference},
    {XML_ERR_INVALID_HEX_CHARREF, kMalformed, kReference},
    {XML_ERR_INVALID_DEC_CHARREF, kMalformed, kReference},
    {XML_ERR_LT_REQUIRED, kMalformed, "the document does not start with <; send the XML document itself"},
    {XML_ERR_GT_REQUIRED, kMalformed, "a tag is not closed with >; close it"},
    {XML_ERR_EQUAL_REQUIRED, kMalformed, "a = is missing after a name in a tag; write name=\"value\""},
    {XML_ERR_SPACE_REQUIRED, kMalformed, "a blank is missing, for instance between two attributes; add it"},
    {XML_ERR_LT_IN_ATTRIBUTE, kMalformed, "a < inside an attribute; write &lt;"},
    {XML_ERR_ATTRIBUTE_NOT_STARTED, kMalformed, "an attribute's value must be in quotes"},
    {XML_ERR_ATTRIBUTE_NOT_FINISHED, kMalformed, "an attribute's value has no closing quote; close it"},
    {XML_ERR_ATTRIBUTE_WITHOUT_VALUE, kMalformed, "an attribute has no value; write name=\"value\""},
    {XML_ERR_ATTRIBUTE_REDEFINED, kMalformed, "an attribute is given twice in one element; remove one"},
    {XML_NS_ERR_ATTRIBUTE_REDEFINED, kMalformed, "an attribute is given twice in one element; remove one"},
    {XML_NS_ERR_QNAME, kMalformed, "a name has more than one colon, or one at its end; correct it"},
    {XML_ERR_MISPLACED_CDATA_END, kMalformed, "]]> in text outside a CDATA section; write ]]&gt;"},
    {XML_ERR_COMMENT_NOT_FINISHED, kMalformed, "a comment is not closed with -->; close or remove it"},
    {XML_ERR_HYPHEN_IN_COMMENT, kMalformed, "-- inside a comment; remove it"},
    {XML_ERR_CDATA_NOT_FINISHED, kMalformed, "a CDATA section is not closed with ]]>; close it"},
    {XML_ERR_PI_NOT_STARTED, kMalformed, kInstruction},
    {XML_ERR_PI_NOT_FINISHED, kMalformed, kInstruction},
    {XML_ERR_RESERVED_XML_NAME, kMalformed,
     "the XML declaration must be at the very start; remove what precedes it"},
    {XML_ERR_XMLDECL_NOT_STARTED, kMalformed, kDeclaration},
    {XML_ERR_XMLDECL_NOT_FINISHED, kMalformed, kDeclaration},
    {XML_ERR_VERSION_MISSING, kMalformed, kDeclaration},
    {XML_ERR_UNKNOWN_VERSION, kMalformed, kDeclaration},
    {XML_ERR_STANDALONE_VALUE, kMalformed, kDeclaration},
    {XML_ERR_STRING_NOT_STARTED, kMalformed, kDeclaration},
    {XML_ERR_STRING_NOT_CLOSED, kMalformed, kDeclaration},
    {XML_ERR_ENCODING_NAME, kMalformed, kDeclaration},
    {XML_ERR_MISSING_ENCODING, kMalformed, kDeclaration},
    {XML_ERR_DOCTYPE_NOT_FINISHED, kMalformed, kDoctype},
    {XML_ERR_INVALID_CHAR, kMalformed, kForbidden},
    {XML_ERR_INVALID_ENCODING, kEncoding, kUndecodable},
    {XML_I18N_CONV_FAILED, kEncoding, kUndecodable},
    {XML_ERR_UNKNOWN_ENCODING, kEncoding, kEncodingName},
    {XML_ERR_UNSUPPORTED_ENCODING, kEncoding, kEncodingName},
    {XML_I18N_NO_NAME, kEncoding, kEncodingName},
}};

}  // namespace

Fault explain(int error) {
  const auto* found = std::find_if(kWordings.begin(), kWordings.end(),
                                   [error](const Wording& wording) { return wording.error == error; });
  if (found != kWordings.end()) return {found->code, found->message};
  return {kMalformed,
          "the document is not well-formed XML here; check this line with an XML editor, correct it and send "
          "the document again"};
}

}  // namespace raccordo::codecs::xml
