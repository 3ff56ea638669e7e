// When a closed case is beyond retention (configuration `retention.records_years_after_closure`). Used for
// arriving records, to warn their sender, and by housekeeping, which removes the person of such records.
#pragma once

#include <optional>

#include "app/rules/config.hpp"
#include "base/time.hpp"
#include "model/case_record.hpp"
#include "model/field_record.hpp"
#include "model/issue.hpp"

namespace raccordo::app {

struct RetentionRule {
  base::Date closed_before;  ///< cases closed before this day are beyond retention
  std::int64_t years = 0;
};

RetentionRule retention_rule(const Retention& retention, base::Instant now);

bool is_beyond(const RetentionRule& rule, const model::CaseRecord& record);

/// The warning of a record that is beyond retention on arrival.
model::Issue beyond_retention_warning(const RetentionRule& rule, const model::CaseRecord& record,
                                      const model::FieldRecord& fields);

}  // namespace raccordo::app
