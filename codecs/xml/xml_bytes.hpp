// XmlBytes: the bytes of an XML document as whole UTF-8 characters, whatever its encoding. XmlParser reads
// from it, so that libxml2 receives only valid UTF-8 and never guesses an encoding (XML 1.0, appendix F).
// Unsupported encodings (UCS-4, EBCDIC, UTF-7) are refused here.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "codecs/decoder.hpp"
#include "codecs/xml/xml_fault.hpp"

namespace raccordo::codecs::xml {

/// Ownership: the source must outlive it. Threads: one at a time. Errors: in `fault`, never thrown for wrong
/// input.
class XmlBytes {
 public:
  /// `encoding`: iconv name that the profile gives; empty: the byte order mark or the XML declaration
  /// decides.
  XmlBytes(ByteSource& source, std::string encoding);
  ~XmlBytes();
  XmlBytes(const XmlBytes&) = delete;
  XmlBytes& operator=(const XmlBytes&) = delete;

  /// The next bytes, valid until the next call; empty at the end, and where `fault` is set.
  std::string_view next();
  /// Set once the bytes before the unreadable place have been returned.
  const std::optional<Fault>& fault() const { return fault_; }

 private:
  void open();
  std::size_t read_head();
  std::string encoding_of(std::string_view head);
  std::string_view keep_whole(std::string_view bytes);

  class Rejoined;
  ByteSource& source_;
  std::string encoding_;
  std::string head_;
  std::unique_ptr<Rejoined> whole_;      ///< the head that was looked at, then the rest
  std::unique_ptr<ByteSource> decoded_;  ///< null if the document is UTF-8 already
  std::unique_ptr<char[]> chunk_;        ///< not cleared, to save the cost for small bodies
  std::size_t held_ = 0;   ///< bytes at the start of the chunk: a character that is not whole yet
  std::size_t given_ = 0;  ///< bytes before those held
  std::optional<Fault> fault_;
  bool is_opened_ = false, is_start_ = true, is_ended_ = false;
};

}  // namespace raccordo::codecs::xml
