#include "codecs/foreign_bytes.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "codecs/transcode.hpp"

namespace raccordo::codecs {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMark = "\xEF\xBB\xBF";

std::string_view name_of(BodyFormat format) {
  constexpr std::array<std::string_view, 4> kNames = {"XML", "JSON", "NDJSON", "CSV"};
  return kNames.at(static_cast<std::size_t>(format));
}

struct Signature {
  std::string_view bytes, is, todo;
};
constexpr std::string_view kUnpack = "unpack it and send the document in it";
constexpr std::string_view kExport = "export the data in the format of this source and send that file";
constexpr std::array<Signature, 13> kSignatures = {{
    {"\x1F\x8B"sv, "a gzip file",
     "send it with the header `Content-Encoding: gzip`, or decompress it before sending"},
    {"\x28\xB5\x2F\xFD"sv, "a zstd file",
     "send it with the header `Content-Encoding: zstd`, or decompress it before sending"},
    {"%PDF-"sv, "a PDF file", kExport},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "a file of an older Office program (.xls, .doc)", kExport},
    {"{\\rtf"sv, "a text document (RTF)", kExport},
    {"7z\xBC\xAF\x27\x1C"sv, "a 7-Zip archive", kUnpack},
    {"Rar!\x1A\x07"sv, "a RAR archive", kUnpack},
    {"\xFD"
     "7zXZ\0"sv,
     "an xz file", kUnpack},
    {"BZh9"sv, "a bzip2 file", kUnpack},
    {"SQLite format 3\0"sv, "a database file (SQLite)", kExport},
    {"\x89PNG\r\n"sv, "an image (PNG)", kExport},
    {"\xFF\xD8\xFF"sv, "an image (JPEG)", kExport},
    {"-----BEGIN "sv, "a key, certificate or encrypted message (PEM)", kExport},
}};

/// A ZIP archive by what its first entries are called.
std::optional<Signature> archive(std::string_view head) {
  if (!head.starts_with("PK\x03\x04"sv) && !head.starts_with("PK\x05\x06"sv)) return std::nullopt;
  const auto holds = [&](std::string_view name) { return head.find(name) != std::string_view::npos; };
  if (holds("opendocument.spreadsheet")) return Signature{"", "a spreadsheet (.ods)", kExport};
  if (holds("xl/")) return Signature{"", "an Excel workbook (.xlsx)", kExport};
  if (holds("word/") || holds("opendocument.text")) return Signature{"", "a text document", kExport};
  if (holds("[Content_Types].xml")) return Signature{"", "an Office file, such as .xlsx", kExport};
  return Signature{"", "a ZIP archive", kUnpack};
}

std::optional<Signature> known(std::string_view head) {
  for (const auto& each : kSignatures) {
    if (head.starts_with(each.bytes)) return each;
  }
  return archive(head);
}

/// Two bytes a character, most of them Latin: one of each pair is zero, or there is the mark.
bool is_utf16(std::string_view head) {
  if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv)) return true;
  constexpr std::size_t kPairs = 8;
  if (head.size() < 2 * kPairs) return false;
  std::size_t low = 0, high = 0;
  for (std::size_t i = 0; i < 2 * kPairs; i += 2) {
    low += head[i] != 0 && head[i + 1] == 0 ? 1 : 0;
    high += head[i] == 0 && head[i + 1] != 0 ? 1 : 0;
  }
  return low == kPairs || high == kPairs;
}

bool is_wide_name(std::string_view encoding) {
  return encoding.starts_with("UTF-16") || encoding.starts_with("UTF16") || encoding.starts_with("UCS") ||
         encoding.starts_with("UTF-32") || encoding.starts_with("UTF32");
}

std::optional<std::string> wrong_width(std::string_view head, std::string_view encoding) {
  const auto expected = is_utf8_name(encoding) ? std::string("UTF-8") : std::string(encoding);
  if (is_wide_name(encoding) && head.starts_with(kMark))
    return "the document is UTF-8, but " + expected + " is expected; save it as " + expected +
           ", or ask the administrator to change `encoding` in the profile";
  if (is_wide_name(encoding) || !is_utf16(head)) return std::nullopt;
  return "the document is UTF-16 (\"Unicode text\" in some programs), but " + expected +
         " is expected; save it as " + expected + " and send it again";
}

/// The text from its first character that is no blank, as far as it tells.
std::string_view beginning(std::string_view head) {
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  return head.substr(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
}

bool is_web_page(std::string_view text) {
  const auto lower = base::to_lower_ascii(text.substr(0, kTellingBytes));
  const std::string_view page(lower);
  if (page.starts_with("<!doctype html") || page.starts_with("<html")) return true;
  // An XHTML page has an XML declaration before it.
  return page.starts_with("<?xml") && page.find("<!doctype html") != std::string_view::npos;
}

/// One of our own formats that is not the one expected.
std::optional<std::string> other_format(std::string_view text, BodyFormat format) {
  const auto told = [&](std::string_view is) {
    return "this is " + std::string(is) + ", but " + std::string(name_of(format)) +
           " is expected; check which document is sent to this source, and its Content-Type";
  };
  if (format != BodyFormat::xml && text.starts_with("<?xml")) return told("XML");
  const bool opens_object = text.starts_with("{\"") || text.starts_with("[{");
  if ((format == BodyFormat::xml || format == BodyFormat::csv) && opens_object) return told("JSON");
  if (format != BodyFormat::ndjson) return std::nullopt;
  const auto line = base::trim(text.substr(0, text.find('\n')));
  // A record is an object on one line: a list of objects, or what opens alone, is a whole JSON document.
  const bool opens_alone = (line == "{" || line == "[") && line.size() < text.size();
  if (opens_alone || line.starts_with("[{"))
    return "this is one JSON document over several lines, but NDJSON is expected, each record on a line of "
           "its "
           "own; send it as application/json, or write each record on one line";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> foreign_content(std::string_view head, BodyFormat format,
                                           std::string_view encoding) {
  if (const auto found = known(head)) {
    return "this is " + std::string(found->is) + ", not " + std::string(name_of(format)) + "; " +
           std::string(found->todo);
  }
  if (format != BodyFormat::xml) {
    if (auto wrong = wrong_width(head, encoding)) return wrong;
    if (is_wide_name(encoding)) return std::nullopt;
  }
  const auto text = beginning(head);
  if (is_web_page(text))
    return "this is a web page (HTML), not " + std::string(name_of(format)) +
           "; it may be the log-in or error page of the program that exports: open it in a browser, and "
           "export the data again";
  return other_format(text, format);
}

}  // namespace raccordo::codecs
