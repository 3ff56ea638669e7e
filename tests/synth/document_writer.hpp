// Writes cases as one system's document. Pure: text in, text out; document_file writes files and streams. One
// writer per document.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "synth/source_case.hpp"

namespace raccordo::synth {

class DocumentWriter {
 public:
  virtual ~DocumentWriter() = default;
  virtual std::string opening() const = 0;
  virtual void append(const SourceCase& item, std::string& out) = 0;
  virtual std::string closing() const = 0;
  /// Without the dot.
  virtual std::string_view extension() const = 0;
};

/// HL7 v3 messages under one wrapper element.
std::unique_ptr<DocumentWriter> make_health_portal_writer();
/// One JSON document, or one line a case.
enum class JsonLayout { document, lines };
std::unique_ptr<DocumentWriter> make_isola_writer(JsonLayout layout);
std::unique_ptr<DocumentWriter> make_bergamo_writer();
std::unique_ptr<DocumentWriter> make_treviglio_writer();

std::unique_ptr<DocumentWriter> make_writer(System system);

/// Typical contents of notes, which no gateway reads: quotes, separators, accents, line breaks.
std::string_view note_of(std::uint32_t number);

}  // namespace raccordo::synth
