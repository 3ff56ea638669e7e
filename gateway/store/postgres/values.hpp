// The values of one run of a statement, and the rows it gives, in the binary format of PostgreSQL's protocol.
// Threads: one thread at a time.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct pg_result;

namespace raccordo::store {

/// A copy of the bound values, in their order.
class PgValues {
 public:
  enum class Kind : char {
    integer = 'i',
    text = 't',
    bytes = 'b',
    integers = 'I',
    texts = 'T',
    byte_rows = 'B'
  };
  void add(std::int64_t value);
  void add_text(std::string_view text);
  void add_bytes(std::string_view bytes) { append(Kind::bytes, bytes); }
  void add_null(Kind kind);
  /// An array of values of that kind, as the server's binary format has it.
  void add_array(Kind of, std::string_view bytes);
  /// All values of the other, after these.
  void add_all(const PgValues& other);
  /// One letter for each value: with other kinds, the statement is another one.
  const std::string& kinds() const { return kinds_; }
  std::size_t count() const { return parts_.size(); }
  /// Of all values together.
  std::size_t bytes() const { return bytes_.size(); }
  /// Nothing for null.
  const char* value(std::size_t index) const;
  int size(std::size_t index) const { return parts_[index].size; }

 private:
  struct Part {
    std::size_t at;
    int size;  ///< -1: null
  };
  void append(Kind kind, std::string_view bytes);
  std::string kinds_, bytes_;
  std::vector<Part> parts_;
};

/// All rows of one run.
class PgRows {
 public:
  PgRows() = default;
  /// Takes over the result.
  explicit PgRows(pg_result* result);
  /// Moves to the next row, at first to the first one; false at the end.
  bool next();
  std::int64_t integer(int column) const;
  /// Valid until the next row.
  std::string_view text(int column) const;
  bool is_null(int column) const;
  /// How many rows the statement changed.
  std::int64_t changed() const;
  /// `COMMIT`, `INSERT 0 1`.
  std::string_view tag() const;

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  std::unique_ptr<pg_result, Clear> result_;
  int row_ = -1;
  mutable std::deque<std::string> unescaped_;  ///< texts of this row
};

}  // namespace raccordo::store
