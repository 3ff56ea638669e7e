#include "codecs/csv/csv_framer.hpp"

#include <algorithm>

#include "codecs/compiled_profile.hpp"
#include "codecs/csv/csv_format.hpp"
#include "codecs/transcode.hpp"

namespace raccordo::codecs {

using model::Place;

CsvFramer::CsvFramer(const CompiledProfile& profile, ByteSource& input, const DecodeLimits& limits)
    : profile_(profile), groups_(profile, input, limits.record), limit_(limits.record) {}

bool CsvFramer::enter() {
  state_ = State::within;
  auto fault = groups_.enter();
  if (!fault) {
    opener_.emplace(profile_, groups_.document(), limit_);
    return true;
  }
  state_ = State::over;
  auto& issue = end_.broken.emplace();
  issue.code = model::IssueCode::malformed_document;
  issue.outcome = model::Outcome::rejected;
  // An empty document has no header row to point at; the fault is placed in row 1.
  issue.at = {Place::Kind::csv, "", std::max<std::uint64_t>(groups_.document().header().number, 1)};
  issue.message = std::move(fault->message);
  return false;
}

bool CsvFramer::read_record(CutRows& into) {
  if (state_ == State::before && !enter()) return false;
  if (state_ == State::over) return false;
  auto* group = groups_.next();
  if (group == nullptr) {
    state_ = State::over;
    return false;
  }
  note_utf8_place(*group);
  into.number = ++end_.records;
  std::swap(into.group, *group);
  return true;
}

std::optional<Framer::Item> CsvFramer::next() {
  if (!read_record(current_)) return std::nullopt;
  return opener_->open(current_);
}

std::unique_ptr<Framer::Opener> CsvFramer::make_opener() const {
  return std::make_unique<CsvOpener>(profile_, groups_.document(), limit_);
}

std::unique_ptr<CutRecord> CsvFramer::cut() {
  std::unique_ptr<CutRows> record;
  if (spare_.empty()) {
    record = std::make_unique<CutRows>();
  } else {
    record = std::move(spare_.back());
    spare_.pop_back();
  }
  if (!read_record(*record)) return nullptr;
  record->bytes = 0;
  for (std::size_t i = 0; i < record->group.count; ++i)
    record->bytes += sizeof(CsvRow) + record->group.rows[i].bytes.capacity();
  return record;
}

void CsvFramer::take_back(std::unique_ptr<CutRecord> read) {
  constexpr std::size_t most_spare = 4096, most_kept = std::size_t{32} << 10U;
  if (spare_.size() == most_spare || read->bytes > most_kept) return;
  spare_.emplace_back(static_cast<CutRows*>(read.release()));
}

void CsvFramer::note_utf8_place(const CsvGroups::Group& group) {
  const auto line = groups_.document().utf8_line();
  for (std::size_t i = 0; i < group.count; ++i) {
    const auto& row = group.rows[i];
    const bool may_be_first = line == 0 || row.line <= line;
    if (!may_be_first || row.number < utf8_place_.number) continue;
    const auto high = std::find_if(row.bytes.begin(), row.bytes.end(),
                                   [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (high == row.bytes.end()) continue;
    const auto at = static_cast<std::uint32_t>(high - row.bytes.begin());
    const auto cell = std::upper_bound(row.ends.begin(), row.ends.end(), at) - row.ends.begin();
    utf8_place_ = {Place::Kind::csv, opener_->record().column_name(static_cast<std::size_t>(cell)),
                   row.number};
  }
}

DocumentEnd CsvFramer::end() const {
  auto end = end_;
  if (const auto line = groups_.document().utf8_line(); line != 0) {
    end.warnings.push_back(utf8_warning(profile_.encoding, line));
    end.warnings.back().at = utf8_place_;
  }
  return end;
}

std::unique_ptr<Framer> make_csv_framer(const CompiledProfile& profile, const DecodeContext& context,
                                        ByteSource& input) {
  return std::make_unique<CsvFramer>(profile, input, context.limits);
}

}  // namespace raccordo::codecs
