#include "mapping/packed_bytes.hpp"

#include <array>
#include <cstring>

namespace raccordo::mapping {
namespace {

/// Names of tables and codes of most records. Part of the stored form: never changed, neither in their order.
constexpr std::array<std::string_view, 16> kWords = {
    "area", "channel", "citizenship", "closure", "household", "intervention", "management", "need",
    "sex",  "request", "unit",        "owner",   "IT",        "territory",    "single",     "direct"};
constexpr std::size_t kUsualBytes = 512;

/// Zigzag, so that small negative numbers stay short.
std::uint64_t fold_sign(std::int64_t value) {
  return (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63U);
}
std::int64_t unfold_sign(std::uint64_t value) {
  return static_cast<std::int64_t>((value >> 1U) ^ (~(value & 1U) + 1U));
}

/// Spreads texts over the lists that a search looks through.
std::size_t mark_of(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  return (text.size() * 7 + byte(0) * 5U + byte(text.size() / 2) * 3U + byte(text.size() - 1)) % 64;
}

/// As in the facts (docs/storage.md): year * 512 + month * 32 + day.
std::uint64_t pack(const base::Date& date) {
  return static_cast<std::uint64_t>(date.year) * 512 + date.month * 32U + date.day;
}

}  // namespace

const SeenTexts& SeenTexts::at_start() {
  static const SeenTexts start = [] {
    SeenTexts texts;
    for (const auto word : kWords) texts.note(word);
    return texts;
  }();
  return start;
}

void SeenTexts::note(std::string_view text) {
  if (text.empty() || count_ == kMost) return;
  auto& newest = newest_[mark_of(text)];
  texts_[count_] = text;
  before_[count_] = newest;
  newest = static_cast<std::uint8_t>(++count_);
}

std::optional<std::size_t> SeenTexts::find(std::string_view text) const {
  if (text.empty()) return std::nullopt;
  for (std::size_t next = newest_[mark_of(text)]; next != 0; next = before_[next - 1]) {
    if (texts_[next - 1] == text) return next - 1;
  }
  return std::nullopt;
}

std::optional<std::string_view> SeenTexts::at(std::uint64_t number) const {
  if (number >= count_) return std::nullopt;
  return texts_[static_cast<std::size_t>(number)];
}

PackedWriter::PackedWriter() : out_(kUsualBytes, '\0') {}

void PackedWriter::number(std::uint64_t value) {
  constexpr std::size_t most = 10;  // 64 bits, seven in a byte
  reserve(most);
  while (value >= 0x80) {
    out_[end_++] = static_cast<char>(value | 0x80U);
    value >>= 7U;
  }
  out_[end_++] = static_cast<char>(value);
}

void PackedWriter::text(std::string_view text) {
  if (const auto seen = seen_.find(text)) return number(*seen * 2 + 1);
  number(text.size() * 2);
  append(text);
  seen_.note(text);
}

void PackedWriter::literal(std::string_view text) {
  number(text.size());
  append(text);
}

void PackedWriter::append(std::string_view text) {
  if (text.empty()) return;
  reserve(text.size());
  std::memcpy(out_.data() + end_, text.data(), text.size());
  end_ += text.size();
}

void PackedWriter::date(const std::optional<base::Date>& date) { number(date ? pack(*date) : 0); }

void PackedWriter::maybe(const std::optional<std::int64_t>& value) {
  number(value ? fold_sign(*value) + 1 : 0);
}

char PackedReader::byte() {
  if (rest_.empty()) {
    mark_bad();
    return '\0';
  }
  const char first = rest_.front();
  rest_.remove_prefix(1);
  return first;
}

std::uint64_t PackedReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64 && !rest_.empty(); shift += 7) {
    const auto next = static_cast<unsigned char>(byte());
    value |= static_cast<std::uint64_t>(next & 0x7FU) << shift;
    if (next < 0x80) return value;
  }
  mark_bad();
  return 0;
}

std::string_view PackedReader::text() {
  const auto head = number();
  if (head % 2 == 1) {
    const auto seen = seen_.at(head / 2);
    if (!seen) mark_bad();
    return seen.value_or(std::string_view());
  }
  const auto text = take(head / 2);
  seen_.note(text);
  return text;
}

std::string_view PackedReader::take(std::uint64_t size) {
  if (size > rest_.size()) {
    mark_bad();
    return {};
  }
  const auto text = rest_.substr(0, static_cast<std::size_t>(size));
  rest_.remove_prefix(text.size());
  return text;
}

std::optional<base::Date> PackedReader::date() {
  const auto packed = number();
  if (packed == 0) return std::nullopt;
  const base::Date date{static_cast<std::int16_t>(packed / 512 % 10'000),
                        static_cast<std::uint8_t>(packed / 32 % 16), static_cast<std::uint8_t>(packed % 32)};
  if (pack(date) != packed || date.year == 0) mark_bad();
  return date;
}

std::optional<std::int64_t> PackedReader::maybe() {
  const auto folded = number();
  if (folded == 0) return std::nullopt;
  return unfold_sign(folded - 1);
}

std::size_t PackedReader::length(std::size_t least) {
  const auto count = number();
  if (count > rest_.size() / least) {
    mark_bad();
    return 0;
  }
  return static_cast<std::size_t>(count);
}

}  // namespace raccordo::mapping
