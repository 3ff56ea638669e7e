#include "app/ingest/conditional_create.hpp"

#include <algorithm>
#include <charconv>

#include "base/text.hpp"
#include "codecs/protocol.hpp"

namespace raccordo::app {
namespace {

/// A version may lie a day ahead of its receipt and then counts as that (docs/records.md).
constexpr std::int64_t kTwoDays = std::int64_t{2} * 86'400 * 1'000'000;

}  // namespace

std::set<std::uint64_t> only_new_records(const codecs::DocumentFacts& facts) {
  std::set<std::uint64_t> out;
  const auto found = std::find_if(facts.begin(), facts.end(),
                                  [](const auto& fact) { return fact.first == codecs::kOnlyNew; });
  if (found == facts.end()) return out;
  for (const auto word : base::split(found->second, ' ')) {
    std::uint64_t number = 0;
    if (std::from_chars(word.data(), word.data() + word.size(), number).ec == std::errc()) out.insert(number);
  }
  return out;
}

void leave_existing(const DocumentJob& job, store::PreparedRecord& record) {
  if (job.store == nullptr || record.record_id.empty()) return;
  store::RecordReach reach;
  if (record.per_owner) reach.comune = record.owner;
  const auto held = job.store->held().record(job.submission.source, record.record_id, reach);
  if (!held || !held->accepted_version) return;
  record.version = base::Instant{held->accepted_version->micros - kTwoDays};
  record.has_version = true;
}

}  // namespace raccordo::app
