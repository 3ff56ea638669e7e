// ReportOrder: what a report is made from: one release, perhaps an earlier one, language and publisher. Made
// by the callers of report.hpp.
#pragma once

#include <optional>
#include <string>

#include "aggregate/release/release.hpp"
#include "aggregate/release/release_metadata.hpp"
#include "report/wording.hpp"

namespace raccordo::report {

/// A release, and what is published of it beside its tables.
struct ReportSource {
  const aggregate::Release* release = nullptr;
  /// Used are `coverage`, senders, `left_out`, `hidden_totals`, and `withheld` of the tables.
  aggregate::ReleaseMetadata metadata;
  std::string created_at;     ///< RFC 3339; "": not written
  std::string revision_date;  ///< "" for the first release of a period
};

struct ReportOrder {
  ReportSource now;
  /// A release of an earlier period of the same length, with which the numbers are compared.
  std::optional<ReportSource> before;
  Language language = Language::it;
  std::string publisher;  ///< "": not written
  std::string address;    ///< where all tables of the release are; "": not written
};

}  // namespace raccordo::report
