// CsvFramer: rows, or groups of rows with one key, as records. A ragged, torn or unreadable row rejects its
// own record only. Made by make_csv_framer.
#pragma once

#include <string>
#include <vector>

#include "codecs/csv/csv_groups.hpp"
#include "codecs/csv/csv_view.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

class CsvFramer final : public Framer {
 public:
  CsvFramer(const CompiledProfile& profile, ByteSource& input, const DecodeLimits& limits);
  std::optional<Item> next() override;
  DocumentEnd end() const override;

 private:
  enum class State : std::uint8_t { before, within, over };
  bool enter();
  void check_group(const CsvGroups::Group& group, Item& item);
  void check_row(const CsvRow& row, Item& item) const;
  void check_width(const CsvRow& row, Item& item) const;
  void check_encoding(const CsvRow& row, Item& item) const;
  void check_torn(const CsvRow& row, Item& item) const;
  void check_once(const CsvGroups::Group& group, Item& item) const;
  void note_utf8_place(const CsvGroups::Group& group);
  model::Issue& add(Item& item, model::IssueCode code, const CsvRow& row, std::string column,
                    std::string message) const;

  const CompiledProfile& profile_;
  CsvGroups groups_;
  std::size_t limit_;
  State state_ = State::before;
  CsvView view_;
  DocumentEnd end_;
  model::Place utf8_place_{model::Place::Kind::csv, "", 0};  ///< candidate: the last row up to that line
};

}  // namespace raccordo::codecs
