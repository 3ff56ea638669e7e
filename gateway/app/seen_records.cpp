#include "app/seen_records.hpp"

#include <boost/unordered/unordered_flat_map.hpp>

namespace raccordo::app {

struct SeenRecords::Numbers {
  boost::unordered_flat_map<std::uint64_t, std::uint32_t> first;
};

SeenRecords::SeenRecords(const base::Hmac& key) : key_(key), numbers_(std::make_unique<Numbers>()) {}
SeenRecords::~SeenRecords() = default;

std::uint64_t SeenRecords::bits_of(std::string_view record_id) const {
  const auto digest = key_.compute(record_id);
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | digest[i];
  return bits;
}

void SeenRecords::note(const model::FieldRecord& fields) {
  const auto* id = fields.find(model::Field::record_id);
  if (id != nullptr) numbers_->first.emplace(bits_of(id->text), static_cast<std::uint32_t>(fields.number));
}

std::vector<model::Issue> SeenRecords::find(const model::FieldRecord& fields) const {
  const auto* id = fields.find(model::Field::record_id);
  if (id == nullptr) return {};
  const auto earlier = numbers_->first.find(bits_of(id->text));
  if (earlier == numbers_->first.end()) return {};
  model::Issue issue;
  issue.code = model::IssueCode::duplicate_record;
  issue.field = model::field_path(model::Field::record_id, 0);
  issue.at = fields.place_of(id->node);
  issue.message = "The same record_id stands at record " + std::to_string(earlier->second) +
                  " of this document already; send one record for each id and document.";
  return {std::move(issue)};
}

}  // namespace raccordo::app
