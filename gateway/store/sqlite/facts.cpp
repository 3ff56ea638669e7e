#include "store/sqlite/facts.hpp"

namespace raccordo::store {
namespace {

base::Date date_or_none(const std::optional<base::Date>& date) { return date.value_or(base::Date{}); }

}  // namespace

model::CaseFacts number_facts(Connection& db, CodeDictionary& codes, std::int64_t source,
                              const std::string& owner, const CaseRow& row) {
  const auto code = [&](const std::string& text) { return codes.number(db, text); };
  model::CaseFacts facts;
  facts.source = static_cast<model::CodeNo>(source);
  facts.is_report = row.is_report;
  facts.owner = code(owner);
  facts.residence = code(row.residence);
  facts.citizenship = code(row.citizenship);
  facts.channel = code(row.channel);
  facts.closure = code(row.closure);
  facts.opened = date_or_none(row.opened);
  facts.closed = date_or_none(row.closed);
  for (const auto& need : row.needs) facts.needs.push_back(code(need));
  for (const auto& each : row.interventions) {
    facts.interventions.push_back({code(each.area), code(each.type), code(each.management),
                                   date_or_none(each.start), date_or_none(each.end),
                                   each.amount_cents.value_or(0), each.amount_cents.has_value()});
  }
  return facts;
}

}  // namespace raccordo::store
