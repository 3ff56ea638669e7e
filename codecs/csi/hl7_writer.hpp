// Hl7Writer: XML of HL7 v3 as text, for messages and answers of the CSI interchange. Escaping is that of
// libxml2's writer; no document is built in memory.
#pragma once

#include <libxml/xmlwriter.h>

#include <initializer_list>
#include <memory>
#include <string>
#include <utility>

#include "base/time.hpp"

namespace raccordo::codecs {

inline constexpr const char* kHl7Namespace = "urn:hl7-org:v3";
/// The root of the ids of messages, senders and receivers.
inline constexpr const char* kMessageRoot = "2.16.840.1.113883.2.9.2.30.3.2.4.3";

/// YYYYMMDDHHMMSS+0000, with a fraction if there is one.
std::string hl7_time(base::Instant instant);

/// Throws base::SystemFault if libxml2 has no memory. Threads: one.
class Hl7Writer {
 public:
  using Attribute = std::pair<const char*, std::string>;

  Hl7Writer();
  /// An element that closes itself after `content`. Attributes without value are left out; characters that
  /// XML 1.0 forbids and bytes after broken UTF-8 are left out of values.
  template <class Content>
  void element(const char* name, std::initializer_list<Attribute> attributes, const Content& content) {
    open(name, attributes);
    content();
    xmlTextWriterEndElement(writer_.get());
  }
  void element(const char* name, std::initializer_list<Attribute> attributes) {
    element(name, attributes, [] {});
  }
  /// Nothing if `text` is empty.
  void text_element(const char* name, const std::string& text);
  void start();
  /// The whole text; ends the writing.
  std::string finish();

 private:
  void open(const char* name, std::initializer_list<Attribute> attributes);

  struct FreeBuffer {
    void operator()(xmlBuffer* buffer) const { xmlBufferFree(buffer); }
  };
  struct FreeWriter {
    void operator()(xmlTextWriter* writer) const { xmlFreeTextWriter(writer); }
  };
  std::unique_ptr<xmlBuffer, FreeBuffer> buffer_;
  std::unique_ptr<xmlTextWriter, FreeWriter> writer_;
};

}  // namespace raccordo::codecs
