// Validation of XML by one of the project's own schemas (schemas/xml), with libxml2.
#pragma once

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>

#include <string>

namespace raccordo::test {

/// One of the project's own schemas.
class XmlSchema {
 public:
  explicit XmlSchema(const char* file)
      : parser_(xmlSchemaNewParserCtxt(file)),
        schema_(xmlSchemaParse(parser_)),
        valid_(xmlSchemaNewValidCtxt(schema_)) {}
  ~XmlSchema() {
    xmlSchemaFreeValidCtxt(valid_);
    xmlSchemaFree(schema_);
    xmlSchemaFreeParserCtxt(parser_);
  }
  XmlSchema(const XmlSchema&) = delete;
  XmlSchema& operator=(const XmlSchema&) = delete;

  bool is_usable() const { return schema_ != nullptr; }
  bool accepts(xmlNode* element) const { return xmlSchemaValidateOneElement(valid_, element) == 0; }
  /// A whole document; one that is not well-formed is not valid.
  bool accepts(const std::string& text) const {
    xmlDoc* document =
        xmlReadMemory(text.data(), static_cast<int>(text.size()), nullptr, nullptr, XML_PARSE_NONET);
    if (document == nullptr) return false;
    const bool is_valid = accepts(xmlDocGetRootElement(document));
    xmlFreeDoc(document);
    return is_valid;
  }

 private:
  xmlSchemaParserCtxtPtr parser_;
  xmlSchemaPtr schema_;
  xmlSchemaValidCtxtPtr valid_;
};

}  // namespace raccordo::test
