// CsvAccount: finds filled cells of a record's rows that no rule reads. A column that is read row by row must
// be read in every row in which it is filled: a cell in a row of another kind, or a label without its code,
// would be lost. Made once per document by CsvView; checks one record after the other.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "codecs/compiled_profile.hpp"
#include "codecs/csv/csv_record.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

class CsvAccount {
 public:
  /// `profile` must outlive it.
  explicit CsvAccount(const CompiledProfile& profile);

  /// Adds an issue for each row of the record in which a filled cell belongs to no item. A row of another
  /// kind may repeat a value of an item of the record.
  void check(const CsvRecord& record, const std::vector<ReachedItem>& reached,
             std::vector<model::Issue>& issues) const;

 private:
  struct Rows;
  using Slots = std::vector<std::size_t>;
  void check_row(const CsvRecord& record, Rows& rows, std::size_t row,
                 std::vector<model::Issue>& issues) const;
  Slots unread_slots(const CsvRecord& record, const Rows& rows, std::size_t row, std::size_t list) const;
  bool is_repetition(const CsvRecord& record, Rows& rows, std::size_t row, const Slots& unread) const;
  bool is_filled(std::string_view text) const { return !text.empty() && !profile_.is_null_word(text); }
  bool holds_values(const CsvRecord& record, std::size_t row) const;
  std::string quote(const Slots& slots) const;

  const CompiledProfile& profile_;
  std::vector<Slots> lists_;   ///< the slots that each list's fields read
  std::vector<bool> is_kind_;  ///< of each slot: `each` selects rows by it
};

}  // namespace raccordo::codecs
