#include "codecs/foreign_bytes.hpp"

#include <algorithm>
#include <array>

#include "base/foreign_file.hpp"
#include "base/text.hpp"
#include "codecs/transcode.hpp"

namespace raccordo::codecs {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

std::string what_to_do(base::ForeignFile::Kind kind) {
  switch (kind) {
    case base::ForeignFile::Kind::gzip:
      return "send it with the header `Content-Encoding: gzip`, or decompress it before sending";
    case base::ForeignFile::Kind::zstd:
      return "send it with the header `Content-Encoding: zstd`, or decompress it before sending";
    case base::ForeignFile::Kind::archive:
      return "unpack it and send the document in it";
    case base::ForeignFile::Kind::document:
      break;
  }
  return "export the data in the format of this source and send that file";
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
  if (is_wide_name(encoding) || !base::is_utf16(head)) return std::nullopt;
  return "the document is UTF-16 (\"Unicode text\" in some programs), but " + expected +
         " is expected; save it as " + expected + " and send it again";
}

/// The text from its first character that is not blank, as far as needed.
std::string_view beginning(std::string_view head) {
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  return head.substr(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
}

/// One of our own formats other than the expected one.
std::optional<std::string> other_format(std::string_view text, model::DocumentFormat format) {
  const auto told = [&](std::string_view is) {
    return "this is " + std::string(is) + ", but " + std::string(title_of(format)) +
           " is expected; check which document is sent to this source, and its Content-Type";
  };
  if (format != model::DocumentFormat::xml && text.starts_with("<?xml")) return told("XML");
  const bool opens_object = text.starts_with("{\"") || text.starts_with("[{");
  if ((format == model::DocumentFormat::xml || format == model::DocumentFormat::csv) && opens_object)
    return told("JSON");
  const bool is_fhir = format == model::DocumentFormat::fhir_ndjson;
  if (format != model::DocumentFormat::ndjson && !is_fhir) return std::nullopt;
  const auto line = base::trim(text.substr(0, text.find('\n')));
  // An NDJSON record is an object on one line: a list of objects, or a single opening bracket, is a JSON
  // document.
  const bool opens_alone = (line == "{" || line == "[") && line.size() < text.size();
  if (opens_alone || line.starts_with("[{"))
    return "this is one JSON document over several lines, but NDJSON is expected, each record on a line of "
           "its own; send it as " +
           std::string(is_fhir ? "application/fhir+json" : "application/json") +
           ", or write each record on one line";
  return std::nullopt;
}

}  // namespace

std::optional<std::string> foreign_content(std::string_view head, model::DocumentFormat format,
                                           std::string_view encoding) {
  if (const auto found = base::recognise_file(head)) {
    return "this is " + std::string(found->is) + ", not " + std::string(title_of(format)) + "; " +
           what_to_do(found->kind);
  }
  if (format != model::DocumentFormat::xml) {
    if (auto wrong = wrong_width(head, encoding)) return wrong;
    if (is_wide_name(encoding)) return std::nullopt;
  }
  const auto text = beginning(head);
  if (base::is_web_page(text))
    return "this is a web page (HTML), not " + std::string(title_of(format)) +
           "; it may be the log-in or error page of the program that exports: open it in a browser, and "
           "export the data again";
  return other_format(text, format);
}

}  // namespace raccordo::codecs
