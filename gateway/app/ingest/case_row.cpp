#include "app/ingest/case_row.hpp"

#include <utility>

namespace raccordo::app {

store::CaseRow case_row_of(model::CaseRecord&& record) {
  store::CaseRow row;
  row.is_report = record.kind == model::RecordKind::report;
  row.residence = std::move(record.person.residence);
  row.citizenship = std::move(record.person.citizenship.code);
  row.channel = std::move(record.access.channel.code);
  row.closure = std::move(record.closure.reason.code);
  row.opened = record.opened;
  row.closed = record.closed;
  row.needs.reserve(record.needs.size());
  for (auto& need : record.needs) {
    if (need.is_mapped()) row.needs.push_back(std::move(need.code));
  }
  row.interventions.reserve(record.interventions.size());
  for (auto& item : record.interventions) {
    store::InterventionRow intervention{std::move(item.area.code),
                                        std::move(item.type.code),
                                        std::move(item.management.code),
                                        item.start,
                                        item.end,
                                        {}};
    if (item.amount) intervention.amount_cents = item.amount->cents;
    row.interventions.push_back(std::move(intervention));
  }
  return row;
}

}  // namespace raccordo::app
