// CsvOpener: opens the rows of a record, and finds what is wrong with them: ragged, torn or unreadable rows
// reject their own record only. CsvFramer has one; each further thread that reads records has its own.
#pragma once

#include <string>

#include "codecs/csv/csv_groups.hpp"
#include "codecs/csv/csv_view.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

struct CutRows final : CutRecord {
  CsvGroups::Group group;
};

class CsvOpener final : public Framer::Opener {
 public:
  /// Both must outlive it. Of the document, which was entered, it reads names and columns only.
  CsvOpener(const CompiledProfile& profile, const CsvDocument& document, std::size_t limit);
  Framer::Item open(CutRecord& cut) override;
  const CsvRecord& record() const { return view_.record(); }

 private:
  void check_group(const CsvGroups::Group& group, Framer::Item& item) const;
  void check_row(const CsvRow& row, Framer::Item& item) const;
  void check_width(const CsvRow& row, Framer::Item& item) const;
  void check_encoding(const CsvRow& row, Framer::Item& item) const;
  void check_torn(const CsvRow& row, Framer::Item& item) const;
  void check_once(const CsvGroups::Group& group, Framer::Item& item) const;
  model::Issue& add(Framer::Item& item, model::IssueCode code, const CsvRow& row, std::string column,
                    std::string message) const;

  const CompiledProfile& profile_;
  const CsvDocument& document_;
  std::size_t limit_;
  CsvView view_;
};

}  // namespace raccordo::codecs
