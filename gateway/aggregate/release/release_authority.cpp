#include "aggregate/release/release_authority.hpp"

#include "aggregate/release/disclosure_words.hpp"
#include "aggregate/release/release_reader.hpp"
#include "aggregate/release/release_writer.hpp"
#include "aggregate/release/stored_form.hpp"
#include "base/digest.hpp"

namespace raccordo::aggregate {

model::ProtectedTable ReleaseAuthority::make_table(TableParts table, const ReleaseParts& release) {
  model::ProtectedTable out;
  out.definition_ = std::move(table.definition);
  out.release_id_ = release.id;
  out.period_ = release.period;
  out.guarantee_ = release.guarantee;
  out.rules_ = release.rules;
  out.k_ = release.applied.k;
  out.rules_it_ = rules_in_italian(release.applied, release.rules);
  out.guarantee_it_ = guarantee_in_italian(release.applied, release.guarantee);
  out.dimensions_ = std::move(table.dimensions);
  out.cells_ = std::move(table.cells);
  return out;
}

Release ReleaseAuthority::publish(ReleaseParts parts) {
  const auto content = write_content(parts);
  Release release;
  release.id_ = parts.id;
  release.period_ = parts.period;
  release.digest_ = base::sha256_hex(content);
  release.metadata_ = write_metadata(parts, release.digest_);
  release.serialised_ = write_stored(parts.id, release.digest_, content);
  for (auto& table : parts.tables) {
    release.summaries_.push_back(summarise(table));
    release.tables_.push_back(make_table(std::move(table), parts));
  }
  return release;
}

base::Result<Release> read_release(std::string_view serialised) {
  auto parts = read_stored(serialised);
  if (!parts) return parts.error();
  return ReleaseAuthority::publish(std::move(*parts));
}

}  // namespace raccordo::aggregate
