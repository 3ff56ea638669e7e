// XmlParser: libxml2's push parser turned into a queue of records. Feeds itself from a ByteSource and hands
// elements to a RecordCutter, so that one chunk and its records are all that is in memory. XmlFramer calls
// it. Security: any DOCTYPE ends the document at once, so there are no entities, defaults or external files.
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

  /// The next record; nothing at the end, or where framing is lost.
  std::optional<Framed> next();
  /// Takes a tree back, so that its memory serves again.
  void recycle(std::unique_ptr<XmlTree> tree);
  /// What ended the document before its end; valid once next() has returned nothing.
  const std::optional<model::Issue>& broken() const;
  std::uint64_t records() const;
  /// Trees ever made; stays small however long the document is.
  std::size_t trees_made() const;

  class State;

 private:
  std::unique_ptr<State> state_;
};

}  // namespace raccordo::codecs::xml
