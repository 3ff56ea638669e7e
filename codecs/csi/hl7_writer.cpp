#include "codecs/csi/hl7_writer.hpp"

#include <algorithm>
#include <string_view>

#include "base/result.hpp"
#include "base/text.hpp"

namespace raccordo::codecs {
namespace {

/// Without characters that XML 1.0 forbids and without broken UTF-8.
std::string writable(std::string text) {
  if (const auto bad = base::find_bad_utf8(text)) text.resize(*bad);
  std::erase_if(text, [](char letter) {
    return static_cast<unsigned char>(letter) < 0x20 && letter != '\t' && letter != '\n' && letter != '\r';
  });
  constexpr std::string_view kNoCharacters[] = {"\xEF\xBF\xBE", "\xEF\xBF\xBF"};  // U+FFFE, U+FFFF
  for (const auto forbidden : kNoCharacters) {
    for (auto at = text.find(forbidden); at != text.npos; at = text.find(forbidden, at))
      text.erase(at, forbidden.size());
  }
  return text;
}

const xmlChar* chars(const std::string& text) { return reinterpret_cast<const xmlChar*>(text.c_str()); }

}  // namespace

std::string hl7_time(base::Instant instant) {
  const std::string text = base::to_string(instant);  // YYYY-MM-DDTHH:MM:SS[.ffffff]Z
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out),
               [](char letter) { return (letter >= '0' && letter <= '9') || letter == '.'; });
  return out + "+0000";
}

Hl7Writer::Hl7Writer() : buffer_(xmlBufferCreate()), writer_(xmlNewTextWriterMemory(buffer_.get(), 0)) {
  if (!buffer_ || !writer_) throw base::SystemFault("libxml2 gives no writer");
}

void Hl7Writer::open(const char* name, std::initializer_list<Attribute> attributes) {
  xmlTextWriterStartElement(writer_.get(), reinterpret_cast<const xmlChar*>(name));
  for (const auto& [key, value] : attributes) {
    if (value.empty()) continue;
    xmlTextWriterWriteAttribute(writer_.get(), reinterpret_cast<const xmlChar*>(key), chars(writable(value)));
  }
}

void Hl7Writer::text_element(const char* name, const std::string& text) {
  if (text.empty()) return;
  element(name, {}, [&] { xmlTextWriterWriteString(writer_.get(), chars(writable(text))); });
}

void Hl7Writer::start() { xmlTextWriterStartDocument(writer_.get(), nullptr, "UTF-8", nullptr); }

std::string Hl7Writer::finish() {
  xmlTextWriterEndDocument(writer_.get());
  xmlTextWriterFlush(writer_.get());
  return {reinterpret_cast<const char*>(xmlBufferContent(buffer_.get())),
          static_cast<std::size_t>(xmlBufferLength(buffer_.get()))};
}

}  // namespace raccordo::codecs
