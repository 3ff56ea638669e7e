#include "app/ingest/seen_records.hpp"

#include <array>
#include <boost/unordered/unordered_flat_set.hpp>

namespace raccordo::app {

/// Many small sets grow one after the other: one large set would need its old and new memory at once.
struct SeenRecords::Marks {
  std::array<boost::unordered_flat_set<std::uint64_t>, 64> sets;
  auto& set_of(std::uint64_t bits) { return sets[bits % sets.size()]; }
};

SeenRecords::SeenRecords(const base::Hmac& key) : key_(key), marks_(std::make_unique<Marks>()) {}
SeenRecords::~SeenRecords() = default;

std::uint64_t SeenRecords::bits_of(std::string_view name) const {
  if (last_bits_ && name == last_name_) return *last_bits_;
  last_bits_ = bits_of(key_.compute(name));
  last_name_ = name;
  return *last_bits_;
}

std::uint64_t SeenRecords::bits_of(const base::Digest& digest) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < 8; ++i) bits = bits << 8 | digest[i];
  return bits;
}

void SeenRecords::note(std::string_view name) { note(bits_of(name)); }
void SeenRecords::note(std::uint64_t bits) { marks_->set_of(bits).insert(bits); }
bool SeenRecords::holds(std::uint64_t bits) const { return marks_->set_of(bits).contains(bits); }

std::vector<model::Issue> SeenRecords::find(const model::FieldRecord& fields, std::string_view name) const {
  const auto* id = fields.find(model::Field::record_id);
  if (id == nullptr) return {};
  if (!holds(bits_of(name))) return {};
  return {issue_at(fields.place_of(id->node))};
}

model::Issue SeenRecords::issue_at(model::Place place) {
  model::Issue issue;
  issue.code = model::IssueCode::duplicate_record;
  issue.field = model::field_path(model::Field::record_id, 0);
  issue.at = std::move(place);
  issue.message =
      "The same record_id occurs earlier in this document; send one record for each id and document.";
  return issue;
}

}  // namespace raccordo::app
