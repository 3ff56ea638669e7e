#include <libxml/xmlwriter.h>

#include <memory>

#include "base/result.hpp"
#include "extract/rdf_writers.hpp"

namespace raccordo::extract {
namespace {

const xmlChar* xml(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }

/// Writes XML into a buffer; every failure is a lack of memory.
class XmlText {
 public:
  XmlText() : buffer_(xmlBufferCreate()), writer_(xmlNewTextWriterMemory(buffer_.get(), 0)) {
    if (buffer_ == nullptr || writer_ == nullptr) throw base::SystemFault("RDF/XML: no memory");
    check(xmlTextWriterSetIndent(writer_.get(), 1));
    check(xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr));
  }
  void start(const std::string& name) { check(xmlTextWriterStartElement(writer_.get(), xml(name))); }
  void attribute(const std::string& name, const std::string& value) {
    check(xmlTextWriterWriteAttribute(writer_.get(), xml(name), xml(value)));
  }
  void text(const std::string& value) { check(xmlTextWriterWriteString(writer_.get(), xml(value))); }
  void end() { check(xmlTextWriterEndElement(writer_.get())); }
  std::string finish() {
    check(xmlTextWriterEndDocument(writer_.get()));
    check(xmlTextWriterFlush(writer_.get()));
    return {reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())),
            static_cast<std::size_t>(xmlBufferLength(buffer_.get()))};
  }

 private:
  struct FreeBuffer {
    void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
  };
  struct FreeWriter {
    void operator()(xmlTextWriter* writer) const { xmlFreeTextWriter(writer); }
  };
  static void check(int result) {
    if (result < 0) throw base::SystemFault("RDF/XML: it cannot be written");
  }

  std::unique_ptr<xmlBuffer, FreeBuffer> buffer_;
  std::unique_ptr<xmlTextWriter, FreeWriter> writer_;
};

void put_object(XmlText& out, const RdfTerm& object) {
  switch (object.kind) {
    case RdfTerm::Kind::iri:
      out.attribute("rdf:resource", object.text);
      return;
    case RdfTerm::Kind::blank:
      out.attribute("rdf:nodeID", object.text);
      return;
    case RdfTerm::Kind::literal:
      if (!object.language.empty()) out.attribute("xml:lang", object.language);
      if (!object.datatype.empty()) out.attribute("rdf:datatype", object.datatype);
      out.text(object.text);
  }
}

}  // namespace

std::string write_rdf_xml(const RdfGraph& graph) {
  XmlText out;
  out.start("rdf:RDF");
  for (const auto& [prefix, address] : graph.prefixes) out.attribute("xmlns:" + prefix, address);
  const RdfTerm* subject = nullptr;
  for (const auto& statement : graph.statements) {
    const auto& next = statement.subject;
    if (subject == nullptr || subject->kind != next.kind || subject->text != next.text) {
      if (subject != nullptr) out.end();
      subject = &next;
      out.start("rdf:Description");
      out.attribute(next.kind == RdfTerm::Kind::blank ? "rdf:nodeID" : "rdf:about", next.text);
    }
    out.start(statement.predicate);
    put_object(out, statement.object);
    out.end();
  }
  if (subject != nullptr) out.end();
  out.end();
  return out.finish();
}

}  // namespace raccordo::extract
