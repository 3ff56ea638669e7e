#include "mapping/record_slots.hpp"

namespace raccordo::mapping {

using model::Field;

model::Coded* coded_slot(model::CaseRecord& record, Field field, std::uint32_t item) {
  switch (field) {
    case Field::person_sex:
      return &record.person.sex;
    case Field::person_citizenship:
      return &record.person.citizenship;
    case Field::household_type:
      return &record.person.household.type;
    case Field::access_channel:
      return &record.access.channel;
    case Field::access_request:
      return &record.access.request;
    case Field::access_referred_to:
      return &record.access.referred_to;
    case Field::need_code:
      return &record.needs[item];
    case Field::intervention_area:
      return &record.interventions[item].area;
    case Field::intervention_type:
      return &record.interventions[item].type;
    case Field::intervention_unit:
      return &record.interventions[item].unit;
    case Field::intervention_management:
      return &record.interventions[item].management;
    case Field::closure_reason:
      return &record.closure.reason;
    default:
      return nullptr;
  }
}

std::string* text_slot(model::CaseRecord& record, Field field, std::uint32_t item) {
  switch (field) {
    case Field::record_id:
      return &record.record_id;
    case Field::owner:
      return &record.owner;
    case Field::managed_by:
      return &record.managed_by;
    case Field::person_residence:
      return &record.person.residence;
    case Field::plan_id:
      return &record.plans[item].id;
    case Field::intervention_id:
      return &record.interventions[item].id;
    case Field::intervention_quantity:
      return &record.interventions[item].quantity;
    case Field::intervention_managed_by:
      return &record.interventions[item].managed_by;
    default:
      return nullptr;
  }
}

std::optional<base::Date>* date_slot(model::CaseRecord& record, Field field, std::uint32_t item) {
  switch (field) {
    case Field::opened:
      return &record.opened;
    case Field::closed:
      return &record.closed;
    case Field::person_birth_date:
      return &record.person.birth_date;
    case Field::access_date:
      return &record.access.date;
    case Field::plan_start:
      return &record.plans[item].start;
    case Field::plan_end:
      return &record.plans[item].end;
    case Field::intervention_start:
      return &record.interventions[item].start;
    case Field::intervention_end:
      return &record.interventions[item].end;
    case Field::closure_date:
      return &record.closure.date;
    default:
      return nullptr;
  }
}

std::optional<model::Money>* money_slot(model::CaseRecord& record, Field field, std::uint32_t item) {
  switch (field) {
    case Field::plan_value:
      return &record.plans[item].value;
    case Field::plan_copayment:
      return &record.plans[item].copayment;
    case Field::intervention_amount:
      return &record.interventions[item].amount;
    default:
      return nullptr;
  }
}

}  // namespace raccordo::mapping
