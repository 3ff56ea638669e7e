// CsvFramer: rows, or groups of rows with one key, as records. Made by make_csv_framer.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "codecs/csv/csv_groups.hpp"
#include "codecs/csv/csv_opener.hpp"
#include "codecs/record_view.hpp"

namespace raccordo::codecs {

class CsvFramer final : public Framer {
 public:
  CsvFramer(const CompiledProfile& profile, ByteSource& input, const DecodeLimits& limits);
  std::optional<Item> next() override;
  DocumentEnd end() const override;
  std::unique_ptr<Opener> make_opener() const override;
  std::unique_ptr<CutRecord> cut() override;
  void take_back(std::unique_ptr<CutRecord> read) override;

 private:
  enum class State : std::uint8_t { before, within, over };
  bool enter();
  /// The rows of the next record.
  bool read_record(CutRows& into);
  void note_utf8_place(const CsvGroups::Group& group);

  const CompiledProfile& profile_;
  CsvGroups groups_;
  std::size_t limit_;
  State state_ = State::before;
  std::optional<CsvOpener> opener_;  ///< once the document is entered
  CutRows current_;
  std::vector<std::unique_ptr<CutRows>> spare_;
  DocumentEnd end_;
  model::Place utf8_place_{model::Place::Kind::csv, "", 0};  ///< candidate: the last row up to that line
};

}  // namespace raccordo::codecs
