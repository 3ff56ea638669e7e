#include "codecs/xml/xml_bytes.hpp"

#include <libxml/xmlerror.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

#include "base/text.hpp"
#include "codecs/transcode.hpp"

namespace raccordo::codecs::xml {
namespace {

using model::IssueCode;
using namespace std::string_view_literals;

constexpr std::size_t kChunk = std::size_t{32} << 10U;
/// An XML declaration is far shorter; a longer head has none.
constexpr std::size_t kHead = 1024;
constexpr std::string_view kMark = "\xEF\xBB\xBF";

/// The first bytes of refused encodings. Longer signatures come before their own prefixes.
constexpr std::array<std::string_view, 8> kRefused = {
    "\x00\x00\x00\x3C"sv, "\x3C\x00\x00\x00"sv, "\x00\x00\x3C\x00"sv, "\x00\x3C\x00\x00"sv,
    "\x00\x00\xFE\xFF"sv, "\xFF\xFE\x00\x00"sv, "\x4C\x6F\xA7\x94"sv, "\x2B\x2F\x76"sv};

/// Families of encodings that an XML declaration may name. All of them write ASCII as ASCII.
constexpr std::array<std::string_view, 9> kSingleByte = {
    "ISO-8859-", "ISO8859-", "ISO_8859-", "WINDOWS-125", "CP125", "LATIN", "CP850", "IBM850", "MACINTOSH"};

std::string utf16_of(std::string_view head) {
  if (head.starts_with("\xFF\xFE"sv)) return "UTF-16LE";
  if (head.starts_with("\xFE\xFF"sv)) return "UTF-16BE";
  if (head.starts_with("\x3C\x00"sv)) return "UTF-16LE";
  if (head.starts_with("\x00\x3C"sv)) return "UTF-16BE";
  return {};
}

bool is_declaration(std::string_view head) {
  if (head.starts_with(kMark)) head.remove_prefix(kMark.size());
  const auto begin = "<?xml"sv.substr(0, std::min<std::size_t>(5, head.size()));
  return head.starts_with(begin);
}

/// The encoding in the declaration at the start, in upper case; empty if there is none.
std::string declared_in(std::string_view head) {
  if (!is_declaration(head)) return {};
  const auto declaration = head.substr(0, head.find("?>"));
  auto rest = declaration.substr(std::min(declaration.size(), declaration.find("encoding")));
  const auto open = rest.find_first_of("\"'");
  if (open == std::string_view::npos) return {};
  const auto close = rest.find(rest[open], open + 1);
  if (close == std::string_view::npos) return {};
  std::string name(rest.substr(open + 1, close - open - 1));
  std::transform(name.begin(), name.end(), name.begin(),
                 [](unsigned char letter) { return static_cast<char>(std::toupper(letter)); });
  return name;
}

/// The number of bytes missing from the last character, if it starts correctly and is incomplete.
std::size_t unfinished_tail(std::string_view bytes) {
  for (std::size_t back = 1; back <= std::min<std::size_t>(3, bytes.size()); ++back) {
    const auto byte = static_cast<unsigned char>(bytes[bytes.size() - back]);
    if ((byte & 0xC0U) == 0x80U) continue;
    const std::size_t length = byte >= 0xF0U ? 4 : byte >= 0xE0U ? 3 : byte >= 0xC0U ? 2 : 1;
    return length > back ? back : 0;
  }
  return 0;
}

}  // namespace

/// Returns the head again, then the rest.
class XmlBytes::Rejoined final : public ByteSource {
 public:
  Rejoined(std::string_view head, ByteSource& rest) : head_(head), rest_(rest) {}
  std::size_t read(char* into, std::size_t capacity) override {
    if (head_.empty()) return rest_.read(into, capacity);
    const auto count = std::min(capacity, head_.size());
    std::memcpy(into, head_.data(), count);
    head_.remove_prefix(count);
    return count;
  }

 private:
  std::string_view head_;
  ByteSource& rest_;
};

XmlBytes::XmlBytes(ByteSource& source, std::string encoding)
    : source_(source),
      encoding_(std::move(encoding)),
      chunk_(std::make_unique_for_overwrite<char[]>(kChunk)) {}
XmlBytes::~XmlBytes() = default;

std::size_t XmlBytes::read_head() {
  head_.resize(kHead);
  std::size_t size = 0;
  for (;;) {
    const std::string_view head(head_.data(), size);
    const bool is_enough = size >= 4 && (!is_declaration(head) || head.find("?>") != std::string_view::npos);
    if (is_enough || size == kHead) return size;
    const auto count = source_.read(head_.data() + size, kHead - size);
    if (count == 0) return size;
    size += count;
  }
}

std::string XmlBytes::encoding_of(std::string_view head) {
  for (const auto signature : kRefused) {
    if (!head.starts_with(signature)) continue;
    fault_ = Fault{IssueCode::bad_encoding,
                   "the document is written in an encoding that is not read here (UCS-4, EBCDIC or UTF-7); "
                   "save it as UTF-8 and send it again"};
    return {};
  }
  if (head.starts_with(kMark)) return {};
  if (auto wide = utf16_of(head); !wide.empty()) return wide;
  if (!encoding_.empty()) return encoding_;
  auto name = declared_in(head);
  if (is_utf8_name(name)) return {};
  const bool is_known = std::any_of(kSingleByte.begin(), kSingleByte.end(),
                                    [&](std::string_view family) { return name.starts_with(family); });
  if (is_known && is_iconv_name(name)) return name;
  fault_ = explain(XML_ERR_UNKNOWN_ENCODING);
  return {};
}

void XmlBytes::open() {
  is_opened_ = true;
  head_.resize(read_head());
  const auto encoding = encoding_of(head_);
  if (fault_) return;
  whole_ = std::make_unique<Rejoined>(head_, source_);
  if (!is_utf8_name(encoding)) decoded_ = std::make_unique<TranscodingSource>(*whole_, encoding);
}

std::string_view XmlBytes::keep_whole(std::string_view bytes) {
  auto whole = bytes;
  if (!is_ended_) whole.remove_suffix(unfinished_tail(bytes));
  held_ = bytes.size() - whole.size();
  const auto bad = base::find_bad_utf8(whole);
  if (bad) whole = whole.substr(0, *bad);
  const auto forbidden = whole.find('\0');
  if (forbidden != std::string_view::npos) whole = whole.substr(0, forbidden);
  if (forbidden != std::string_view::npos) {
    fault_ = Fault{IssueCode::malformed_document, kForbidden};
  } else if (bad) {
    fault_ = Fault{IssueCode::bad_encoding, kUndecodable};
  }
  return whole;
}

std::string_view XmlBytes::next() {
  if (!is_opened_) open();
  while (!fault_ && !is_ended_) {
    std::memmove(chunk_.get(), chunk_.get() + given_, held_);
    ByteSource& from = decoded_ ? *decoded_ : *whole_;
    const auto count = from.read(chunk_.get() + held_, kChunk - held_);
    is_ended_ = count == 0;
    const std::string_view bytes(chunk_.get(), held_ + count);
    auto whole = keep_whole(bytes);
    given_ = bytes.size() - held_;
    if (is_start_ && whole.starts_with(kMark)) whole.remove_prefix(kMark.size());
    is_start_ = is_start_ && given_ == 0;
    if (!whole.empty()) return whole;
  }
  return {};
}

}  // namespace raccordo::codecs::xml
