#include "base/foreign_file.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/text.hpp"

namespace raccordo::base {
namespace {

using namespace std::string_view_literals;
using Kind = ForeignFile::Kind;

constexpr std::string_view kMark = "\xEF\xBB\xBF";
constexpr std::size_t kLookedAt = 4096;

struct Signature {
  std::string_view bytes;
  ForeignFile file;
};
constexpr std::array<Signature, 13> kSignatures = {{
    {"\x1F\x8B"sv, {Kind::gzip, "a gzip file"}},
    {"\x28\xB5\x2F\xFD"sv, {Kind::zstd, "a zstd file"}},
    {"%PDF-"sv, {Kind::document, "a PDF file"}},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv,
     {Kind::document, "a file of an older Office program (.xls, .doc)"}},
    {"{\\rtf"sv, {Kind::document, "a text document (RTF)"}},
    {"7z\xBC\xAF\x27\x1C"sv, {Kind::archive, "a 7-Zip archive"}},
    {"Rar!\x1A\x07"sv, {Kind::archive, "a RAR archive"}},
    {"\xFD"
     "7zXZ\0"sv,
     {Kind::archive, "an xz file"}},
    {"BZh9"sv, {Kind::archive, "a bzip2 file"}},
    {"SQLite format 3\0"sv, {Kind::document, "a database file (SQLite)"}},
    {"\x89PNG\r\n"sv, {Kind::document, "an image (PNG)"}},
    {"\xFF\xD8\xFF"sv, {Kind::document, "an image (JPEG)"}},
    {"-----BEGIN "sv, {Kind::document, "a key, certificate or encrypted message (PEM)"}},
}};

constexpr std::string_view kDocumentType = "<!doctype html";

/// Whatever the case of its letters.
bool begins_with(std::string_view text, std::string_view lower) {
  return text.size() >= lower.size() && to_lower_ascii(text.substr(0, lower.size())) == lower;
}

/// A ZIP archive by what its first entries are called.
std::optional<ForeignFile> archive(std::string_view head) {
  if (!head.starts_with("PK\x03\x04"sv) && !head.starts_with("PK\x05\x06"sv)) return std::nullopt;
  const auto holds = [&](std::string_view name) { return head.find(name) != std::string_view::npos; };
  if (holds("opendocument.spreadsheet")) return ForeignFile{Kind::document, "a spreadsheet (.ods)"};
  if (holds("xl/")) return ForeignFile{Kind::document, "an Excel workbook (.xlsx)"};
  if (holds("word/") || holds("opendocument.text")) return ForeignFile{Kind::document, "a text document"};
  if (holds("[Content_Types].xml")) return ForeignFile{Kind::document, "an Office file, such as .xlsx"};
  return ForeignFile{Kind::archive, "a ZIP archive"};
}

}  // namespace

std::optional<ForeignFile> recognise_file(std::string_view head) {
  for (const auto& each : kSignatures) {
    if (head.starts_with(each.bytes)) return each.file;
  }
  return archive(head.substr(0, kLookedAt));
}

bool is_utf16(std::string_view head) {
  if (head.starts_with("\xFF\xFE"sv) || head.starts_with("\xFE\xFF"sv)) return true;
  constexpr std::size_t kPairs = 8;
  if (head.size() < 2 * kPairs) return false;
  std::size_t low = 0, high = 0;
  for (std::size_t i = 0; i < 2 * kPairs; i += 2) {
    low += head[i] != 0 && head[i + 1] == 0 ? 1U : 0U;
    high += head[i] == 0 && head[i + 1] != 0 ? 1U : 0U;
  }
  return low == kPairs || high == kPairs;
}

bool is_web_page(std::string_view head) {
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  head.remove_prefix(std::min(head.find_first_not_of(" \t\r\n"), head.size()));
  const auto page = head.substr(0, kLookedAt);
  if (begins_with(page, kDocumentType) || begins_with(page, "<html")) return true;
  if (!begins_with(page, "<?xml")) return false;
  for (auto at = page.find("<!"); at != std::string_view::npos; at = page.find("<!", at + 1)) {
    if (begins_with(page.substr(at), kDocumentType)) return true;
  }
  return false;
}

}  // namespace raccordo::base
