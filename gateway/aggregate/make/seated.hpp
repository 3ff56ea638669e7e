// What a release is counted from: the published register, moved to the period of the release, or as it was
// for a revision (docs/protection.md#rule-10). Internal to aggregate/: make_proven_release
// calls it before counting.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "aggregate/evidence/evidence.hpp"
#include "aggregate/published/next_release.hpp"

namespace raccordo::aggregate {

/// The register seen from one release that is being made. Ownership: refers to the plans. Threads: one.
class Seated {
 public:
  /// Moves the register of `earlier` (empty for the first release) to the facts, or for a period that was
  /// released before takes it as it was then. Evidence of an older program gets seats for the persons of its
  /// newest release. `plans` are those of the release (`on_published_clock`); the
  /// fault says why the register cannot be shown in this period.
  static base::Result<Seated> take(Evidence& earlier, const model::FactSet& facts,
                                   const std::vector<PlannedTable>& plans, const Layer& layer,
                                   std::string_view key);

  /// The seats as facts, with the number of each as the key of its person.
  const model::FactSet& facts() const { return facts_; }
  /// By cell: what the release must not show, whatever the witnesses need.
  const std::vector<std::uint8_t>& kept_back() const { return kept_back_; }
  /// Of the regular release; a revision repeats the class of its period.
  WaitingClass waiting(const std::vector<Layer>& earlier, const Layer& layer) const;
  /// The register after this release, with what it hides.
  PublishedRegister after(const Layer& layer);

 private:
  Seated(PublishedRegister before, WatchList watched)
      : before_(std::move(before)), watched_(std::move(watched)) {}
  std::optional<base::Fault> move(const model::FactSet& facts, const std::vector<PlannedTable>& plans,
                                  const Layer& layer, std::string_view key);
  std::optional<base::Fault> stay(const Layer& layer);
  static std::optional<base::Fault> rename(Evidence& earlier);

  PublishedRegister before_;
  WatchList watched_;
  std::optional<NextRelease> next_;  // nothing for a revision
  model::FactSet facts_;
  std::vector<std::uint8_t> kept_back_;
};

}  // namespace raccordo::aggregate
