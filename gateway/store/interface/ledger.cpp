#include "store/interface/ledger.hpp"

#include "base/json.hpp"

namespace raccordo::store {
namespace {

/// JSON with members in fixed order: same entry, same bytes.
std::string canonical(const LedgerEntry& entry) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::key(writer, "seq");
  writer.Int64(entry.seq);
  base::put(writer, "release", entry.release);
  base::put(writer, "period", entry.period);
  base::put(writer, "revision_date", entry.revision_date);
  base::put(writer, "content", entry.content);
  base::put(writer, "evidence", entry.evidence);
  base::key(writer, "at");
  writer.Int64(entry.at.micros);
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace

base::Digest chain_hash(const base::Digest& before, const LedgerEntry& entry) {
  base::Sha256 hash;
  hash.update(base::as_bytes(before));
  hash.update(canonical(entry));
  return hash.finish();
}

std::vector<LedgerBreak> check_chain(const std::vector<LedgerEntry>& entries) {
  std::vector<LedgerBreak> breaks;
  base::Digest before{};
  std::int64_t expected = 1;
  for (const auto& entry : entries) {
    if (entry.seq != expected) {
      breaks.push_back({expected, "The row is missing: the next one is " + std::to_string(entry.seq) + "."});
    } else if (entry.hash != chain_hash(before, entry)) {
      breaks.push_back({entry.seq,
                        "The hash does not fit the row and the one before it: one of them was changed, "
                        "exchanged or put in."});
    }
    before = entry.hash;
    expected = entry.seq + 1;
  }
  return breaks;
}

}  // namespace raccordo::store
