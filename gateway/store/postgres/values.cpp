#include "store/postgres/values.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <limits>

#include "base/stored_damage.hpp"
#include "store/postgres/dialect.hpp"

namespace raccordo::store {
namespace {

// Types of the server's catalogue (pg_type.dat); their numbers never change.
constexpr Oid kBool = 16, kInt8 = 20, kInt2 = 21, kInt4 = 23, kText = 25, kNumeric = 1700;

std::uint64_t big_endian(const char* bytes, int size) {
  std::uint64_t value = 0;
  for (int i = 0; i < size; ++i) value = value << 8U | static_cast<unsigned char>(bytes[i]);
  return value;
}

std::int64_t signed_of(const char* bytes, int size) {
  const auto value = big_endian(bytes, size);
  if (size == 2) return static_cast<std::int16_t>(value);
  if (size == 4) return static_cast<std::int32_t>(value);
  return static_cast<std::int64_t>(value);
}

/// The whole part of a numeric, which sums of bigints are: digits to base 10,000, highest first.
std::int64_t whole_part(const char* bytes, int size) {
  constexpr int kHead = 8;
  constexpr std::uint64_t kNegative = 0x4000;
  if (size < kHead) throw base::StoredDamage("database: a number is cut off");
  const auto digits = static_cast<int>(big_endian(bytes, 2));
  const auto weight = static_cast<std::int16_t>(big_endian(bytes + 2, 2));
  const auto sign = big_endian(bytes + 4, 2);
  std::int64_t value = 0;
  for (int i = 0; i <= weight; ++i) {
    const auto digit = i < digits ? static_cast<std::int64_t>(big_endian(bytes + kHead + 2 * i, 2)) : 0;
    if (value > (std::numeric_limits<std::int64_t>::max() - digit) / 10'000)
      throw base::StoredDamage("database: a sum is too large");
    value = value * 10'000 + digit;
  }
  return sign == kNegative ? -value : value;
}

}  // namespace

void PgValues::append(Kind kind, std::string_view bytes) {
  kinds_ += static_cast<char>(kind);
  parts_.push_back({bytes_.size(), static_cast<int>(bytes.size())});
  bytes_ += bytes;
  bytes_ += '\0';  // an empty value needs a place, too
}

void PgValues::add(std::int64_t value) {
  std::string bytes(sizeof value, '\0');
  auto rest = static_cast<std::uint64_t>(value);
  for (auto at = bytes.rbegin(); at != bytes.rend(); ++at) {
    *at = static_cast<char>(rest & 0xFFU);
    rest >>= 8U;
  }
  append(Kind::integer, bytes);
}

void PgValues::add_text(std::string_view text) {
  if (needs_escape(text)) return append(Kind::text, escape_text(text));
  append(Kind::text, text);
}

void PgValues::add_array(Kind of, std::string_view bytes) {
  switch (of) {
    case Kind::integer:
      return append(Kind::integers, bytes);
    case Kind::text:
      return append(Kind::texts, bytes);
    default:
      return append(Kind::byte_rows, bytes);
  }
}

void PgValues::add_null(Kind kind) {
  kinds_ += static_cast<char>(kind);
  parts_.push_back({0, -1});
}

void PgValues::add_all(const PgValues& other) {
  kinds_ += other.kinds_;
  for (const auto& part : other.parts_) parts_.push_back({bytes_.size() + part.at, part.size});
  bytes_ += other.bytes_;
}

const char* PgValues::value(std::size_t index) const {
  return parts_[index].size < 0 ? nullptr : bytes_.data() + parts_[index].at;
}

void PgRows::Clear::operator()(pg_result* result) const { PQclear(result); }

PgRows::PgRows(pg_result* result) : result_(result) {}

bool PgRows::next() {
  unescaped_.clear();
  return ++row_ < PQntuples(result_.get());
}

std::int64_t PgRows::integer(int column) const {
  if (is_null(column)) return 0;
  const char* const bytes = PQgetvalue(result_.get(), row_, column);
  const int size = PQgetlength(result_.get(), row_, column);
  switch (PQftype(result_.get(), column)) {
    case kBool:
    case kInt2:
    case kInt4:
    case kInt8:
      return signed_of(bytes, size);
    case kNumeric:
      return whole_part(bytes, size);
    default:
      throw base::StoredDamage("database: a column has another type than a number");
  }
}

std::string_view PgRows::text(int column) const {
  if (is_null(column)) return {};
  const std::string_view bytes(PQgetvalue(result_.get(), row_, column),
                               static_cast<std::size_t>(PQgetlength(result_.get(), row_, column)));
  if (PQftype(result_.get(), column) != kText || !is_escaped(bytes)) return bytes;
  return unescaped_.emplace_back(unescape_text(bytes));
}

bool PgRows::is_null(int column) const { return PQgetisnull(result_.get(), row_, column) != 0; }

std::int64_t PgRows::changed() const {
  const std::string_view count = PQcmdTuples(result_.get());
  std::int64_t changed = 0;
  std::from_chars(count.data(), count.data() + count.size(), changed);
  return changed;
}

std::string_view PgRows::tag() const { return PQcmdStatus(result_.get()); }

}  // namespace raccordo::store
