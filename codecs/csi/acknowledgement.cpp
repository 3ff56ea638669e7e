#include "codecs/csi/acknowledgement.hpp"

#include <libxml/xmlwriter.h>

#include <algorithm>
#include <array>
#include <initializer_list>
#include <memory>

#include "base/result.hpp"
#include "base/text.hpp"

namespace raccordo::codecs {
namespace {

constexpr const char* kNamespace = "urn:hl7-org:v3";
constexpr const char* kInteraction = "MCCI_IN000002UV01";
constexpr const char* kMessageRoot = "2.16.840.1.113883.2.9.2.30.3.2.4.3";
constexpr std::array<const char*, 3> kTypes = {"AA", "AE", "AR"};

std::string fact(const DocumentFacts& facts, std::string_view key) {
  const auto found =
      std::find_if(facts.begin(), facts.end(), [&](const auto& entry) { return entry.first == key; });
  return found == facts.end() ? std::string() : found->second;
}

/// Without control characters that XML 1.0 forbids and without broken UTF-8.
std::string writable(std::string text) {
  if (const auto bad = base::find_bad_utf8(text)) text.resize(*bad);
  std::erase_if(text, [](char letter) {
    return static_cast<unsigned char>(letter) < 0x20 && letter != '\t' && letter != '\n' && letter != '\r';
  });
  return text;
}

const xmlChar* chars(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }

using Attribute = std::pair<const char*, std::string>;

/// libxml2's writer with elements that close themselves.
class Writer {
 public:
  Writer() : buffer_(xmlBufferCreate()), writer_(xmlNewTextWriterMemory(buffer_.get(), 0)) {
    if (!buffer_ || !writer_) throw base::SystemFault("libxml2 gives no writer");
  }

  template <class Content>
  void element(const char* name, std::initializer_list<Attribute> attributes, const Content& content) {
    xmlTextWriterStartElement(writer_.get(), reinterpret_cast<const xmlChar*>(name));
    for (const auto& [key, value] : attributes) {
      if (value.empty()) continue;
      xmlTextWriterWriteAttribute(writer_.get(), reinterpret_cast<const xmlChar*>(key),
                                  chars(writable(value)));
    }
    content();
    xmlTextWriterEndElement(writer_.get());
  }
  void element(const char* name, std::initializer_list<Attribute> attributes) {
    element(name, attributes, [] {});
  }
  void text_element(const char* name, const std::string& text) {
    if (text.empty()) return;
    element(name, {}, [&] { xmlTextWriterWriteString(writer_.get(), chars(writable(text))); });
  }

  void start() { xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr); }
  std::string finish() {
    xmlTextWriterEndDocument(writer_.get());
    xmlTextWriterFlush(writer_.get());
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
  std::unique_ptr<xmlBuffer, FreeBuffer> buffer_;
  std::unique_ptr<xmlTextWriter, FreeWriter> writer_;
};

/// An id of the request; UNK if its extension could not be read.
void write_id(Writer& writer, const DocumentFacts& request, const std::string& whose) {
  const std::string extension = fact(request, whose + ".extension");
  if (extension.empty()) return writer.element("id", {{"nullFlavor", "UNK"}});
  writer.element("id", {{"root", fact(request, whose + ".root")}, {"extension", extension}});
}

void write_device(Writer& writer, const DocumentFacts& request, const char* role, const char* type_code,
                  const std::string& whose) {
  writer.element(role, {{"typeCode", type_code}}, [&] {
    writer.element("device", {{"classCode", "DEV"}, {"determinerCode", "INSTANCE"}},
                   [&] { write_id(writer, request, whose); });
  });
}

void write_detail(Writer& writer, const model::Issue& issue) {
  const bool is_error = issue.severity == model::Severity::error;
  writer.element("acknowledgementDetail", {{"typeCode", is_error ? "E" : "W"}}, [&] {
    writer.element("code", {{"code", std::string(to_string(issue.code))}});
    writer.text_element("text", issue.message);
    writer.text_element("location", issue.at.path);
  });
}

/// YYYYMMDDHHMMSS+0000
std::string hl7_time(base::Instant instant) {
  std::string text = base::to_string(instant).substr(0, 19);
  std::erase_if(text, [](char letter) { return letter == '-' || letter == ':' || letter == 'T'; });
  return text + "+0000";
}

void write_body(Writer& writer, const DocumentAnswer& answer) {
  writer.element("id", {{"root", kMessageRoot}, {"extension", answer.id}});
  writer.element("creationTime", {{"value", hl7_time(answer.created)}});
  writer.element("interactionId", {{"extension", kInteraction}});
  writer.element("processingCode", {{"code", "P"}});
  writer.element("processingModeCode", {{"code", "T"}});
  writer.element("acceptAckCode", {{"code", "NE"}});
  write_device(writer, answer.request, "receiver", "RCV", "sender");
  write_device(writer, answer.request, "sender", "SND", "receiver");
  writer.element("acknowledgement", {{"typeCode", kTypes.at(static_cast<std::size_t>(answer.verdict))}}, [&] {
    writer.element("targetMessage", {}, [&] { write_id(writer, answer.request, "message"); });
    for (const auto& issue : answer.issues) write_detail(writer, issue);
  });
}

class Hl7Acknowledgements final : public Protocol {
 public:
  std::string_view media_type() const override { return "application/xml"; }
  std::string write(const DocumentAnswer& answer) const override {
    return answer_wanted(answer.request, answer.verdict) ? make_acknowledgement(answer) : "";
  }
};

}  // namespace

const Protocol& hl7_acknowledgements() {
  static const Hl7Acknowledgements protocol;
  return protocol;
}

std::string make_acknowledgement(const DocumentAnswer& answer) {
  Writer writer;
  writer.start();
  writer.element(kInteraction, {{"xmlns", kNamespace}, {"ITSVersion", "XML_1.0"}},
                 [&] { write_body(writer, answer); });
  return writer.finish();
}

bool answer_wanted(const DocumentFacts& request, Verdict verdict) {
  const std::string wish = fact(request, "accept_ack_code");
  if (wish == "NE") return false;
  return wish != "ER" || verdict != Verdict::accepted;
}

}  // namespace raccordo::codecs
