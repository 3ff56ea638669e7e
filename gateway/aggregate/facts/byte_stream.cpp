#include "aggregate/facts/byte_stream.hpp"

namespace raccordo::aggregate {

// The sign goes into the lowest bit, so that small negative numbers are short as well.
void ByteWriter::number(std::int64_t value) {
  auto rest = (static_cast<std::uint64_t>(value) << 1U) ^ static_cast<std::uint64_t>(value >> 63);
  while (rest >= 0x80) {
    bytes_.push_back(static_cast<char>(rest | 0x80U));
    rest >>= 7U;
  }
  bytes_.push_back(static_cast<char>(rest));
}

void ByteWriter::text(std::string_view value) {
  number(static_cast<std::int64_t>(value.size()));
  bytes_.append(value);
}

std::int64_t ByteReader::number() {
  std::uint64_t value = 0;
  for (unsigned shift = 0; shift < 64; shift += 7) {
    if (left_.empty()) throw BadBytes("the bytes end early");
    const auto byte = static_cast<std::uint8_t>(left_.front());
    left_.remove_prefix(1);
    value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
    if (byte < 0x80) return static_cast<std::int64_t>((value >> 1U) ^ (~(value & 1U) + 1U));
  }
  throw BadBytes("a number is too long");
}

std::int64_t ByteReader::number_up_to(std::int64_t most) {
  const auto value = number();
  if (value < 0 || value > most) throw BadBytes("a number is out of bounds");
  return value;
}

std::size_t ByteReader::count() {
  const auto value = number();
  // The number of bytes left after the number is only known here.
  if (value < 0 || value > static_cast<std::int64_t>(left_.size()))
    throw BadBytes("a number is out of bounds");
  return static_cast<std::size_t>(value);
}

std::string ByteReader::text() {
  const auto length = count();
  std::string out(left_.substr(0, length));
  left_.remove_prefix(length);
  return out;
}

}  // namespace raccordo::aggregate
