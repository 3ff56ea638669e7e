// The metadata of a release as values. Read by everything that shows releases, so that damaged metadata are
// noticed in one place: app for stored releases, report for what a report says beside its tables.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace raccordo::aggregate {

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
  std::map<std::string, int> coverage;  ///< by source: whole percent of its records whose codes were mapped
  std::vector<HiddenTotals> hidden_totals;
  std::string rules, guarantee;
  bool compares_senders = false;  ///< false: made before senders were compared
  std::string compared_with;      ///< the period before
  std::vector<Sender> sources, comuni;
  std::vector<LeftOut> left_out;
};

/// Reads what a release writes as its metadata, with what app adds (senders, what is left out). A member that
/// older releases lack is empty. Throws base::StoredDamage, which names `release`, if the metadata are no
/// JSON object with tables, a member has another type than it was written with, or a table lacks its id or a
/// title.
ReleaseMetadata read_release_metadata(const std::string& release, std::string_view json);

}  // namespace raccordo::aggregate
