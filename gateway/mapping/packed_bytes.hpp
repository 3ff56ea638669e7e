// PackedWriter and PackedReader: numbers of variable length, dates, and texts that refer back to earlier
// ones. The layout is documented in docs/storage.md#the-body-of-a-record. Used by stored_record.cpp and
// packed_fields.cpp. Threads: one object, one thread.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/civil_time.hpp"

namespace raccordo::mapping {

/// Texts that a later occurrence refers to by its number: first the words known in advance, then the texts of
/// the record in order. Views stay valid as long as the texts themselves.
class SeenTexts {
 public:
  constexpr SeenTexts() = default;
  /// With the words known in advance.
  static const SeenTexts& at_start();
  void note(std::string_view text);
  std::optional<std::size_t> find(std::string_view text) const;
  std::optional<std::string_view> at(std::uint64_t number) const;

 private:
  /// With more texts than this, a record refers to the first ones only.
  static constexpr std::size_t kMost = 96;
  std::array<std::string_view, kMost> texts_{};
  std::size_t count_ = 0;
  /// Number plus one of the newest text with a mark (0: none), and of the one before it with the same mark.
  std::array<std::uint8_t, 64> newest_{};
  std::array<std::uint8_t, kMost> before_{};
};

/// Texts must outlive the writer.
class PackedWriter {
 public:
  PackedWriter();
  void byte(char byte) {
    reserve(1);
    out_[end_++] = byte;
  }
  void number(std::uint64_t value);
  void text(std::string_view text);
  /// Never a reference, and never referred to.
  void literal(std::string_view text);
  void date(const std::optional<base::Date>& date);
  void maybe(const std::optional<std::int64_t>& value);
  /// The bytes; call once.
  std::string take() { return out_.substr(0, end_); }

 private:
  void append(std::string_view text);
  /// Room for `size` more bytes at `end_`.
  void reserve(std::size_t size) {
    if (out_.size() - end_ < size) out_.resize((out_.size() + size) * 2);
  }
  std::string out_;      ///< the bytes, and room for more
  std::size_t end_ = 0;  ///< of the bytes
  SeenTexts seen_ = SeenTexts::at_start();
};

/// Damaged bytes make it bad: it then returns empty values. Texts are views into the bytes.
class PackedReader {
 public:
  explicit PackedReader(std::string_view bytes) : rest_(bytes) {}
  char byte();
  std::uint64_t number();
  std::string_view text();
  std::string_view literal() { return take(number()); }
  std::optional<base::Date> date();
  std::optional<std::int64_t> maybe();
  /// The length of a list whose items have at least `least` bytes each.
  std::size_t length(std::size_t least);
  bool is_bad() const { return bad_; }
  void mark_bad() {
    bad_ = true;
    rest_ = {};
  }
  bool at_end() const { return rest_.empty(); }

 private:
  std::string_view take(std::uint64_t size);
  std::string_view rest_;
  SeenTexts seen_ = SeenTexts::at_start();
  bool bad_ = false;
};

}  // namespace raccordo::mapping
