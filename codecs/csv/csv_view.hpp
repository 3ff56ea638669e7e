// CsvView: the current record, and the two selectors of CSV. Filled by CsvFramer.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "codecs/csv/csv_account.hpp"
#include "codecs/csv/csv_record.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

class CsvView final : public RecordView {
 public:
  explicit CsvView(const CompiledProfile& profile) : account_(profile) {}
  /// As CsvRecord.
  void set_columns(std::vector<std::string> names, std::vector<std::size_t> slots) {
    record_.set_columns(std::move(names), std::move(slots));
  }
  void open(const std::vector<CsvRow>& rows, std::size_t count);
  const CsvRecord& record() const { return record_; }

  model::NodeId root() const override { return 0; }
  void select(const Selector& selector, model::NodeId context, std::vector<model::NodeId>& out) override;
  std::optional<std::string_view> text(model::NodeId node) const override;
  model::Place locate(model::NodeId node) const override;
  /// Filled cells of columns read row by row that belong to no item: csv_account.hpp.
  void check_reached(const std::vector<ReachedItem>& reached,
                     std::vector<model::Issue>& issues) const override;

 private:
  CsvRecord record_;
  CsvAccount account_;
};

}  // namespace raccordo::codecs
