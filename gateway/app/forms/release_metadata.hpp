// The metadata of a stored release as values. Read by everything that shows releases, so that damaged
// metadata are noticed in one place.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "store/interface/stored.hpp"

namespace raccordo::app {

/// A table as the metadata of its release name it.
struct ReleasedTable {
  std::string id, title_it, title_en;
  std::uint64_t cells = 0, hidden = 0;
  double share_hidden = 0;                ///< 0 to 1
  std::vector<std::string> not_additive;  ///< dimensions over which it does not add up
  std::string withheld;                   ///< why only its total is shown; "" if all of it is
};

struct ReleaseMetadata {
  /// A source or Comune from which far fewer cases came than for the period before.
  struct Sender {
    std::string code, name, fall;
  };
  struct LeftOut {
    std::string id, reason;
  };
  /// Totals of a table that should have been hidden last and are hidden.
  struct HiddenTotals {
    std::string id, coarser;         ///< the table, and how a coarser one is written; "" if there is none
    std::vector<std::string> cells;  ///< in words
  };
  std::vector<ReleasedTable> tables;
  std::vector<HiddenTotals> hidden_totals;
  std::string rules, guarantee;
  bool compares_senders = false;  ///< false: made before senders were compared
  std::string compared_with;      ///< the period before
  std::vector<Sender> sources, comuni;
  std::vector<LeftOut> left_out;
};

/// A member that older releases lack is empty. Throws base::StoredDamage if the metadata are no JSON object
/// with tables, a member has another type than it was written with, or a table lacks its id or a title.
ReleaseMetadata read_release_metadata(const store::ReleaseRow& row);

}  // namespace raccordo::app
