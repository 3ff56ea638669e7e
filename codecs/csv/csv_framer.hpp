// CsvFramer: rows, or groups of adjacent rows with one key, as records. Checks the header against the
// profile before the first record; a ragged or unreadable row spoils its own record only. Made by
// make_csv_framer.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "codecs/csv/csv_view.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

class CsvFramer final : public Framer {
 public:
  CsvFramer(const CompiledProfile& profile, std::unique_ptr<ByteSource> transcoded, ByteSource& input,
            const DecodeLimits& limits);
  std::optional<Item> next() override;
  DocumentEnd end() const override { return end_; }

 private:
  enum class State : std::uint8_t { before, within, over };
  bool enter();
  bool enter_by_header(const CsvRow& header);
  bool enter_by_numbers();
  bool read_ahead();
  bool joins(std::string_view key) const;
  std::string_view key_of(const CsvRow& row) const;
  void take_ahead();
  void check(const CsvRow& row, Item& item) const;
  void check_encoding(const CsvRow& row, Item& item) const;
  model::Issue& add(Item& item, model::IssueCode code, const CsvRow& row, std::string column,
                    std::string message) const;
  bool lose(const CsvRow& row, std::string message);

  const CompiledProfile& profile_;
  std::unique_ptr<ByteSource> transcoded_;
  CsvReader reader_;
  std::size_t limit_;
  State state_ = State::before;
  CsvView view_;
  std::size_t key_column_ = 0;
  std::vector<CsvRow> rows_;  ///< of the current record; reused
  std::size_t count_ = 0;
  CsvRow ahead_;
  bool has_ahead_ = false;
  DocumentEnd end_;
};

}  // namespace raccordo::codecs
