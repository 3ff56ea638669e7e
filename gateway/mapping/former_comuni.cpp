#include "mapping/former_comuni.hpp"

#include "mapping/csv_sheet.hpp"
#include "mapping/record_issue.hpp"

namespace raccordo::mapping {
namespace {

using model::Field;

std::string out_of_use(const model::Territory& territory, const model::FormerComune& former,
                       const base::Date& opened) {
  const auto* heir = territory.by_istat(former.successor);
  return in_quotes(former.istat_code) + " (" + former.name + ") was in use until " +
         to_string(former.last_day) + ", and the case was opened on " + to_string(opened) + ". Send " +
         in_quotes(former.successor) + " (" + (heir ? heir->name : std::string()) +
         "), or correct the date of opening.";
}

void settle_owner(const model::FieldRecord& fields, const model::Territory& territory, Mapped& out) {
  const auto* former = territory.former_by_istat(out.record.owner);
  if (former == nullptr) return;
  // Also for a refused record: the right to send it depends on the current Comune.
  out.record.owner = former->successor;
  const auto* value = fields.find(Field::owner);
  const auto& opened = out.record.opened;
  if (value == nullptr || !opened || *opened <= former->last_day) return;
  if (has_error_on(out.issues, Field::owner)) return;
  out.issues.push_back(
      issue_on(fields, *value, model::IssueCode::unknown_comune, out_of_use(territory, *former, *opened)));
}

}  // namespace

void settle_comuni(const model::FieldRecord& fields, const model::Scheme& scheme, Mapped& out) {
  settle_owner(fields, scheme.territory, out);
  if (const auto* former = scheme.territory.former_by_istat(out.record.person.residence)) {
    out.record.person.residence = former->successor;
  }
}

}  // namespace raccordo::mapping
