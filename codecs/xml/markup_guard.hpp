// MarkupGuard: scans an XML document just before libxml2 reads it and stops where it would cost too much:
// libxml2 2.9 compares every attribute of a tag with all others, and reads a comment, an instruction or a tag
// again with each chunk until it ends. XmlParser passes all bytes through it. It follows well-formed XML
// only: libxml2 ends any other document before the guard can be misled.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "codecs/xml/xml_fault.hpp"

namespace raccordo::codecs::xml {

/// Bytes of one tag, comment or processing instruction.
inline constexpr std::size_t kLongestMarkup = std::size_t{1} << 20U;
/// Bytes of one name, prefix included, and of one entity or character reference.
inline constexpr std::size_t kLongestName = 512;

/// Threads: one at a time. Errors: in `fault`.
class MarkupGuard {
 public:
  /// `attributes`: how many an element may have, namespace declarations included.
  explicit MarkupGuard(std::size_t attributes) : most_attributes_(attributes) {}

  /// The part of `bytes` (UTF-8, whole characters) that may be parsed: all of it unless `fault` is set.
  std::string_view pass(std::string_view bytes);
  const std::optional<Fault>& fault() const { return fault_; }
  /// The line that the bytes passed so far end on, from 1.
  std::uint64_t line() const { return line_; }

 private:
  enum class State : std::uint8_t { text, reference, opened, declared, until, tag, value };

  std::size_t step(std::string_view bytes, std::size_t at);
  std::size_t read_text(std::string_view bytes, std::size_t at);
  std::size_t read_reference(std::string_view bytes, std::size_t at);
  std::size_t open_markup(char letter, std::size_t at);
  std::size_t read_declaration(char letter, std::size_t at);
  std::size_t read_until(std::string_view bytes, std::size_t at);
  std::size_t read_tag(std::string_view bytes, std::size_t at);
  std::size_t read_value(std::string_view bytes, std::size_t at);
  void follow_end(char letter);
  void lengthen(std::size_t bytes);
  void fail(std::string message);

  std::size_t most_attributes_;
  State state_ = State::text;
  std::string_view end_;     ///< the end of the comment, CDATA section or instruction
  std::size_t matched_ = 0;  ///< bytes of it that were seen
  std::string declared_;     ///< what follows `<!`
  char quote_ = 0;
  std::size_t length_ = 0;  ///< of the markup so far
  std::size_t name_ = 0;    ///< of the name or reference so far
  std::size_t attributes_ = 0;
  std::optional<Fault> fault_;
  std::uint64_t line_ = 1;
};

}  // namespace raccordo::codecs::xml
