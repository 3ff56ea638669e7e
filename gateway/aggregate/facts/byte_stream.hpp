// Numbers and texts as bytes and back, for the evidence: numbers of seven bits per byte, small ones in one
// byte, texts with their length. Internal to aggregate/: used by evidence.cpp.
#pragma once

#include <cstdint>
#include <stdexcept>
#include <string>
#include <string_view>

namespace raccordo::aggregate {

class ByteWriter {
 public:
  void number(std::int64_t value);
  void text(std::string_view value);
  const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

/// Thrown by ByteReader if the bytes end or are invalid; caught by the reader of the whole.
struct BadBytes : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Ownership: refers to the bytes.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : left_(bytes) {}
  std::int64_t number();
  /// A number from 0 up to `most`.
  std::int64_t number_up_to(std::int64_t most);
  /// The number of following items; never more than there are bytes left.
  std::size_t count();
  std::string text();
  bool is_at_end() const { return left_.empty(); }

 private:
  std::string_view left_;
};

}  // namespace raccordo::aggregate
