// Recognises by their first bytes files sent in place of a text format: compressed files, workbooks, PDFs,
// images, web pages, UTF-16. Used by codecs for documents and by mapping for tables.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace raccordo::base {

struct ForeignFile {
  enum class Kind : std::uint8_t { gzip, zstd, archive, document } kind = Kind::document;
  std::string_view is;  ///< as the end of "this is": `a gzip file`
};

/// The kind of binary file that begins with `head`; nothing if none is recognised. 4096 bytes distinguish a
/// workbook from other archives.
std::optional<ForeignFile> recognise_file(std::string_view head);

/// Two bytes per character, most of them Latin, with or without the byte order mark.
bool is_utf16(std::string_view head);

/// An HTML page, also after a byte order mark, blanks and an XML declaration.
bool is_web_page(std::string_view head);

}  // namespace raccordo::base
