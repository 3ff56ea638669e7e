// CsvGroups: the rows of one record after the other. With `group_by` a record is all rows with one key. If
// the rows of a key are not consecutive, a partial case would be accepted as complete: such keys are found by
// reading the document once before (docs/decisions). With `sorted: false` the whole document is collected.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "codecs/csv/csv_document.hpp"

namespace raccordo::codecs {

/// 64 bits of each key seen: 12 to 24 bytes a key, whatever its length.
class KeyMarks {
 public:
  /// False if the key was there before.
  bool insert(std::string_view key);
  bool contains(std::string_view key) const;

 private:
  static std::uint64_t mark_of(std::string_view key);
  std::size_t place_of(std::uint64_t mark) const;
  std::vector<std::uint64_t> places_;
  std::size_t count_ = 0;
};

/// Rows in memory at most, where `sorted: false` collects a document.
inline constexpr std::size_t kUnsortedBytes = std::size_t{64} << 20;

class CsvGroups {
 public:
  /// All must outlive it.
  CsvGroups(const CompiledProfile& profile, ByteSource& input, std::size_t limit);
  /// Before next(). The fault says why the document cannot be read.
  std::optional<base::Fault> enter();

  struct Group {
    std::vector<CsvRow> rows;  ///< reused; only the first `count` are valid
    std::size_t count = 0;
    bool is_torn = false;   ///< other rows of the same key are elsewhere
    bool is_large = false;  ///< rows beyond the limit were dropped
  };
  /// The next record's rows; null at the end.
  Group* next();
  const CsvDocument& document() const { return *document_; }

 private:
  bool find_torn_keys();
  std::optional<base::Fault> collect();
  void read_ahead();
  void add(CsvRow& row);
  Group* next_collected();
  bool forms_groups() const { return !profile_.csv.group_by.empty(); }

  const CompiledProfile& profile_;
  ByteSource& input_;
  std::size_t limit_;
  std::unique_ptr<CsvDocument> document_;
  KeyMarks torn_;
  std::optional<KeyMarks> seen_;  ///< if the document cannot be read twice: only later rows are found
  Group group_;
  std::size_t bytes_ = 0;  ///< of the group
  CsvRow ahead_;
  bool has_ahead_ = false;
  std::vector<std::unique_ptr<Group>> collected_;
  std::size_t given_ = 0;
};

}  // namespace raccordo::codecs
