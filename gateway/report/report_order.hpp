// ReportOrder: what a report is made from: one release, perhaps an earlier one, language and publisher. Made
// by the callers of report.hpp.
#pragma once

#include <optional>
#include <string>

#include "aggregate/release/release.hpp"
#include "report/wording.hpp"

namespace raccordo::report {

/// A release as everyone can read it.
struct ReportSource {
  const aggregate::Release* release = nullptr;
  /// What `GET /open/releases/{id}` answers: of it the report uses `created_at`, `revision_date`, `coverage`,
  /// `senders`, `left_out`, and `withheld` of the tables.
  std::string document;
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
