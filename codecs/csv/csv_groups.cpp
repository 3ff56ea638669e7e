#include "codecs/csv/csv_groups.hpp"

#include <algorithm>
#include <functional>
#include <utility>

namespace raccordo::codecs {
namespace {

/// Memory per row.
std::size_t size_of(const CsvRow& row) {
  return sizeof row + row.bytes.capacity() + row.ends.capacity() * sizeof(std::uint32_t);
}

}  // namespace

std::uint64_t KeyMarks::mark_of(std::string_view key) {
  return std::max<std::uint64_t>(std::hash<std::string_view>()(key), 1);  // 0 is a free slot
}

std::size_t KeyMarks::place_of(std::uint64_t mark) const {
  auto place = mark & (places_.size() - 1);
  while (places_[place] != 0 && places_[place] != mark) place = (place + 1) & (places_.size() - 1);
  return place;
}

bool KeyMarks::insert(std::string_view key) {
  if (count_ * 3 >= places_.size() * 2) {
    const auto old =
        std::exchange(places_, std::vector<std::uint64_t>(std::max<std::size_t>(16, places_.size() * 2)));
    for (const auto mark : old) {
      if (mark != 0) places_[place_of(mark)] = mark;
    }
  }
  const auto mark = mark_of(key);
  auto& place = places_[place_of(mark)];
  if (place == mark) return false;
  place = mark;
  ++count_;
  return true;
}

bool KeyMarks::contains(std::string_view key) const {
  return count_ != 0 && places_[place_of(mark_of(key))] != 0;
}

CsvGroups::CsvGroups(const CompiledProfile& profile, ByteSource& input, std::size_t limit)
    : profile_(profile),
      input_(input),
      limit_(limit),
      document_(std::make_unique<CsvDocument>(profile, input, limit)) {}

std::optional<base::Fault> CsvGroups::enter() {
  const bool collects = forms_groups() && !profile_.csv.sorted;
  if (forms_groups() && !collects) {
    if (!input_.rewind()) {
      seen_.emplace();
    } else if (find_torn_keys()) {
      document_ = std::make_unique<CsvDocument>(profile_, input_, limit_);
    }
  }
  if (auto fault = document_->enter()) return fault;
  return collects ? collect() : std::nullopt;
}

/// Returns the document to its start.
bool CsvGroups::find_torn_keys() {
  if (!document_->enter()) {
    KeyMarks seen;
    std::string open;
    for (CsvRow row; document_->read(row);) {
      const auto key = row.is_large ? std::string_view() : document_->key_of(row);
      if (key == open) continue;
      open = key;
      if (!key.empty() && !seen.insert(key)) torn_.insert(key);
    }
  }
  if (!input_.rewind()) throw base::SystemFault("the document cannot be read a second time");
  return true;
}

void CsvGroups::read_ahead() { has_ahead_ = document_->read(ahead_); }

void CsvGroups::add(CsvRow& row) {
  bytes_ += row.bytes.size();
  group_.is_large = group_.is_large || row.is_large || (group_.count != 0 && bytes_ > limit_);
  if (group_.is_large && group_.count != 0) return;
  if (group_.rows.size() == group_.count) group_.rows.emplace_back();
  std::swap(group_.rows[group_.count++], row);
}

CsvGroups::Group* CsvGroups::next() {
  if (!collected_.empty()) return next_collected();
  if (!has_ahead_) read_ahead();
  if (!has_ahead_) return nullptr;
  group_.count = bytes_ = 0;
  group_.is_large = group_.is_torn = has_ahead_ = false;
  add(ahead_);
  if (!forms_groups()) return &group_;
  const std::string key(document_->key_of(group_.rows.front()));
  while (true) {
    read_ahead();
    if (!has_ahead_ || key.empty() || ahead_.is_large || document_->key_of(ahead_) != key) break;
    add(ahead_);
  }
  if (!key.empty()) group_.is_torn = seen_ ? !seen_->insert(key) : torn_.contains(key);
  return &group_;
}

std::optional<base::Fault> CsvGroups::collect() {
  std::map<std::string, Group*, std::less<>> by_key;
  std::size_t held = 0;
  for (CsvRow row; document_->read(row); row = CsvRow()) {
    row.bytes.shrink_to_fit();
    row.ends.shrink_to_fit();
    held += size_of(row);
    if (held > kUnsortedBytes)
      return base::fault("the document is larger than the " + std::to_string(kUnsortedBytes >> 20U) +
                         " MiB that can be sorted here; sort it by `" + profile_.csv.group_by +
                         "`, or send it in parts with whole cases");
    const auto key = row.is_large ? std::string_view() : document_->key_of(row);
    auto found = key.empty() ? by_key.end() : by_key.find(key);
    Group* group = found == by_key.end() ? nullptr : found->second;
    if (group == nullptr) {
      group = collected_.emplace_back(std::make_unique<Group>()).get();
      if (!key.empty()) by_key.emplace(key, group);
    }
    group->is_large = group->is_large || row.is_large;
    group->rows.push_back(std::move(row));
    ++group->count;
  }
  for (auto& group : collected_) {
    std::size_t bytes = 0;
    for (const auto& row : group->rows) bytes += row.bytes.size();
    group->is_large = group->is_large || bytes > limit_;
  }
  return std::nullopt;
}

CsvGroups::Group* CsvGroups::next_collected() {
  if (given_ != 0) collected_[given_ - 1].reset();
  return given_ == collected_.size() ? nullptr : collected_[given_++].get();
}

}  // namespace raccordo::codecs
