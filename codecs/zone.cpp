#include "codecs/zone.hpp"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <limits>
#include <optional>
#include <string_view>

namespace raccordo::codecs {
namespace {

constexpr std::size_t kHeader = 44;

/// Big-endian numbers of a TZif file (RFC 8536); reading past the end marks the cursor as failed.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : rest_(bytes) {}
  bool failed() const { return failed_; }
  std::int64_t number(std::size_t width) {
    if (rest_.size() < width) {
      failed_ = true;
      return 0;
    }
    std::uint64_t value = static_cast<signed char>(rest_.front()) < 0 ? ~std::uint64_t{0} : 0;
    for (std::size_t i = 0; i < width; ++i) value = (value << 8) | static_cast<unsigned char>(rest_[i]);
    rest_.remove_prefix(width);
    return static_cast<std::int64_t>(value);
  }
  void skip(std::size_t count) {
    failed_ = failed_ || rest_.size() < count;
    rest_.remove_prefix(std::min(count, rest_.size()));
  }
  bool starts_with(std::string_view text) const { return rest_.starts_with(text); }

 private:
  std::string_view rest_;
  bool failed_ = false;
};

struct Counts {
  std::size_t utc, standard, leap, times, types, characters;
};

std::optional<Counts> read_header(Cursor& cursor) {
  if (!cursor.starts_with("TZif")) return std::nullopt;
  cursor.skip(kHeader - 24);
  Counts counts{};
  for (auto* count :
       {&counts.utc, &counts.standard, &counts.leap, &counts.times, &counts.types, &counts.characters})
    *count = static_cast<std::size_t>(cursor.number(4) & 0xFFFF);
  if (cursor.failed()) return std::nullopt;
  return counts;
}

}  // namespace

std::shared_ptr<const Zone> Zone::load(const std::string& iana_name) {
  if (iana_name.empty() || iana_name.front() == '/' || iana_name.find("..") != std::string::npos)
    return nullptr;
  std::ifstream stream("/usr/share/zoneinfo/" + iana_name, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(stream), {}};
  Cursor cursor(bytes);
  // The first block repeats the second with 32-bit times, for old readers.
  const auto old = read_header(cursor);
  if (!old) return nullptr;
  cursor.skip(old->times * 5 + old->types * 6 + old->characters + old->leap * 8 + old->standard + old->utc);
  const auto counts = read_header(cursor);
  if (!counts || counts->types == 0) return nullptr;
  std::vector<std::int64_t> times(counts->times);
  for (auto& time : times) time = cursor.number(8);
  std::vector<std::size_t> kinds(counts->times);
  for (auto& kind : kinds) kind = static_cast<std::size_t>(cursor.number(1) & 0xFF);
  std::vector<std::int32_t> offsets(counts->types);
  for (auto& offset : offsets) {
    offset = static_cast<std::int32_t>(cursor.number(4));
    cursor.skip(2);
  }
  if (cursor.failed()) return nullptr;
  auto zone = std::make_shared<Zone>();
  zone->periods_.push_back({std::numeric_limits<std::int64_t>::min(), offsets.front()});
  for (std::size_t i = 0; i < times.size(); ++i) {
    if (kinds[i] < offsets.size()) zone->periods_.push_back({times[i], offsets[kinds[i]]});
  }
  return zone;
}

base::LocalReading Zone::read_local(const base::CivilTime& civil) const {
  return base::read_local(civil, [this](std::int64_t utc_seconds) { return offset_at(utc_seconds); });
}

std::int32_t Zone::offset_at(std::int64_t utc_seconds) const {
  const auto next =
      std::upper_bound(periods_.begin(), periods_.end(), utc_seconds,
                       [](std::int64_t seconds, const Period& period) { return seconds < period.from; });
  return std::prev(next)->offset;  // the first period begins before all times
}

}  // namespace raccordo::codecs
