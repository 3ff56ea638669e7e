// A shared record with every field, for tests of its forms.
#pragma once

#include "model/case_record.hpp"

namespace raccordo::mapping::test {

/// Every field filled; some codes mapped, some not.
inline model::CaseRecord full_record() {
  model::CaseRecord record;
  record.source = "health-portal";
  record.record_id = "HP-\"1\"";
  record.version = base::parse_instant("2017-11-03T10:00:00Z");
  record.owner = "016198";
  record.kind = model::RecordKind::report;
  record.managed_by = "95600000004";
  record.opened = base::Date{2016, 3, 1};
  record.closed = base::Date{2017, 6, 30};
  record.person.id_type = model::IdType::fiscal_code;
  record.person.id = base::Secret("RSSMRA80A01F205X");
  record.person.sex = {"M", "1", "Maschio", "sex", 3};
  record.person.birth_date = base::Date{1980, 1, 0};
  record.person.residence = "016198";
  record.person.citizenship = {"IT", "", "", "", 0};
  record.person.household = {{"single", "N1", "", "household", 0}, 1};
  record.access = {base::Date{2016, 2, 20},
                   {"self", "1", "", "channel", 1},
                   {"", "R9", "Richiesta", "request", 1},
                   {"asst", "A", "", "referral", 1}};
  record.needs = {{"meals", "P", "", "need", 1}, {"", "Q", "", "need", 1}};
  record.assessments = {base::Date{2016, 3, 10}};
  record.plans = {{"P1", base::Date{2016, 4, 1}, std::nullopt, model::Money{120000}, model::Money{5}}};
  record.interventions = {{"I1",
                           {"anziani", "", "", "", 0},
                           {"", "SAD9", "Assist\u00e8nza", "intervention", 2},
                           base::Date{2016, 4, 1},
                           base::Date{2017, 6, 30},
                           model::Money{110000},
                           "40",
                           {"hour", "h", "", "unit", 1},
                           {"associated", "A", "", "management", 1},
                           "Consorzio"}};
  record.closure = {base::Date{2017, 6, 30}, {"deceased", "D", "", "closure", 1}};
  return record;
}

}  // namespace raccordo::mapping::test
