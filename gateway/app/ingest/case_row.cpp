#include "app/ingest/case_row.hpp"

namespace raccordo::app {

store::CaseRow case_row_of(const model::CaseRecord& record) {
  store::CaseRow row;
  row.is_report = record.kind == model::RecordKind::report;
  row.residence = record.person.residence;
  row.citizenship = record.person.citizenship.code;
  row.channel = record.access.channel.code;
  row.closure = record.closure.reason.code;
  row.opened = record.opened;
  row.closed = record.closed;
  for (const auto& need : record.needs) {
    if (need.is_mapped()) row.needs.push_back(need.code);
  }
  for (const auto& item : record.interventions) {
    store::InterventionRow intervention{item.area.code, item.type.code, item.management.code,
                                        item.start,     item.end,       {}};
    if (item.amount) intervention.amount_cents = item.amount->cents;
    row.interventions.push_back(std::move(intervention));
  }
  return row;
}

}  // namespace raccordo::app
