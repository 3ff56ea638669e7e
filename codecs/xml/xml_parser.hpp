// XmlParser: libxml2's push parser as a queue of records. Reads from a ByteSource and passes elements to a
// RecordCutter, so that only one chunk and its records are in memory. Called by XmlFramer. Security: any
// DOCTYPE ends the document at once, so there are no entities, defaults or external files.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "codecs/xml/record_cutter.hpp"

namespace raccordo::codecs::xml {

struct ParserSettings {
  RecordPath records;
  DecodeLimits limits;
  std::string encoding;  ///< iconv name; empty: what the document says
};

/// Ownership: the source must outlive the parser. Threads: one at a time. Errors: in `broken`, never thrown.
class XmlParser {
 public:
  XmlParser(ParserSettings settings, ByteSource& source);
  ~XmlParser();
  XmlParser(const XmlParser&) = delete;
  XmlParser& operator=(const XmlParser&) = delete;

  /// The next record; nothing at the end, or if framing is lost.
  std::optional<Framed> next();
  /// Takes a tree back for reuse of its memory.
  void recycle(std::unique_ptr<XmlTree> tree);
  /// What ended the document before its end; valid once next() has returned nothing.
  const std::optional<model::Issue>& broken() const;
  std::uint64_t records() const;
  /// Trees created; stays small for long documents.
  std::size_t trees_made() const;

  class State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace raccordo::codecs::xml
