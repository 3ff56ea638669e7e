#include "mapping/mapper.hpp"

#include <algorithm>
#include <charconv>
#include <tuple>

#include "base/text.hpp"
#include "mapping/code_resolver.hpp"
#include "mapping/csv_sheet.hpp"
#include "mapping/former_comuni.hpp"
#include "mapping/record_checks.hpp"
#include "mapping/record_issue.hpp"
#include "mapping/record_slots.hpp"
#include "mapping/target_codes.hpp"
#include "mapping/value_lengths.hpp"
#include "model/shown_value.hpp"

namespace raccordo::mapping {
namespace {

using model::CaseRecord;
using model::Field;
using model::FieldKind;
using model::FieldRecord;
using model::FieldValue;
using model::IssueCode;
using model::List;

/// Lists get their final size before values are set: members never move afterwards.
void size_lists(const FieldRecord& fields, CaseRecord& record) {
  auto sizes = fields.items;
  for (const auto& value : fields.values) {
    auto& size = sizes[static_cast<std::size_t>(model::info(value.field).list)];
    size = std::max(size, value.item + 1);
  }
  record.needs.resize(sizes[static_cast<std::size_t>(List::needs)]);
  record.assessments.resize(sizes[static_cast<std::size_t>(List::assessments)]);
  record.plans.resize(sizes[static_cast<std::size_t>(List::plans)]);
  record.interventions.resize(sizes[static_cast<std::size_t>(List::interventions)]);
}

bool put_integer(CaseRecord& record, std::string_view text) {
  std::int64_t number = 0;
  const auto* end = text.data() + text.size();
  const auto parsed = std::from_chars(text.data(), end, number);
  if (parsed.ec != std::errc() || parsed.ptr != end) return false;
  record.person.household.members = number;
  return true;
}

bool put_date(CaseRecord& record, const FieldValue& value, std::string_view text) {
  const auto date = base::parse_iso_date(text);
  if (!date) return false;
  if (value.field == Field::assessment_date) {
    record.assessments[value.item] = *date;
  } else if (auto* slot = date_slot(record, value.field, value.item)) {
    *slot = date;
  }
  return true;
}

bool put_money(CaseRecord& record, const FieldValue& value, std::string_view text) {
  const auto money = model::parse_money(text);
  if (money) *money_slot(record, value.field, value.item) = money;
  return money.has_value();
}

bool put_instant(CaseRecord& record, std::string_view text) {
  record.version = base::parse_instant(text);
  return record.version.has_value();
}

bool put_id_type(CaseRecord& record, std::string_view text) {
  const auto type = model::parse_id_type(text);
  if (type) record.person.id_type = *type;
  return type.has_value();
}

bool put_kind(CaseRecord& record, std::string_view text) {
  const auto kind = model::parse_record_kind(text);
  if (kind) record.kind = *kind;
  return kind.has_value();
}

bool put_text(CaseRecord& record, const FieldValue& value, std::string_view text) {
  if (value.field == Field::person_id) {
    record.person.id = base::Secret(base::to_upper_ascii(text));
  } else {
    *text_slot(record, value.field, value.item) = text;
  }
  return true;
}

/// Sets a canonical value; false if it is not canonical for its kind.
bool put(CaseRecord& record, const FieldValue& value, std::string_view text) {
  switch (model::info(value.field).kind) {
    case FieldKind::date:
    case FieldKind::partial_date:
      return put_date(record, value, text);
    case FieldKind::money:
      return put_money(record, value, text);
    case FieldKind::instant:
      return put_instant(record, text);
    case FieldKind::integer:
      return put_integer(record, text);
    case FieldKind::id_type:
      return put_id_type(record, text);
    case FieldKind::record_kind:
      return put_kind(record, text);
    default:
      return put_text(record, value, text);
  }
}

void add_not_canonical(const FieldRecord& fields, const FieldValue& value, const model::CodeMask& mask,
                       Mapped& out) {
  const auto shown = model::shown_value(value.field, value.text, mask);
  const auto path = model::field_path(value.field, value.item);
  switch (model::info(value.field).kind) {
    case FieldKind::money:
    case FieldKind::integer:
      out.issues.push_back(
          issue_on(fields, value, IssueCode::bad_number,
                   "The value of " + path + ", " + shown + ", is not a number. Correct it."));
      break;
    case FieldKind::id_type:
      out.issues.push_back(
          issue_on(fields, value, IssueCode::bad_fiscal_code,
                   "The kind of identifier is " + shown +
                       ". It must be one of fiscal-code, stp, eni, provisional, local. Correct it, or leave "
                       "it to the identifier's shape."));
      break;
    case FieldKind::record_kind:
      out.issues.push_back(
          issue_on(fields, value, IssueCode::unknown_item,
                   "The kind of record is " + shown +
                       ". It must be case or report. Correct it, or leave it out for a case."));
      break;
    default:
      out.issues.push_back(issue_on(fields, value, IssueCode::bad_date,
                                    "The value of " + path + ", " + shown + ", is not a date. Correct it."));
  }
}

/// The date that selects the row of a table: that of the coded item, else the case's opening.
std::optional<base::Date> coding_date(const CaseRecord& record, const FieldValue& value) {
  std::optional<base::Date> own;
  if (model::info(value.field).list == List::interventions) own = record.interventions[value.item].start;
  if (value.field == Field::closure_reason) own = record.closure.date;
  if (value.field == Field::access_channel || value.field == Field::access_request ||
      value.field == Field::access_referred_to)
    own = record.access.date;
  return own ? own : record.opened;
}

bool needs_code(const FieldValue& value) {
  return !value.table.empty() || model::info(value.field).kind == FieldKind::code;
}

void put_coded(const FieldRecord& fields, const FieldValue& value, CodeResolver& resolver,
               const model::CodeMask& mask, Mapped& out) {
  if (is_too_long(value)) return;
  auto coded = resolver.resolve(fields, value, coding_date(out.record, value), out);
  if (auto* slot = coded_slot(out.record, value.field, value.item)) {
    *slot = std::move(coded);
  } else if (coded.is_mapped() && !put(out.record, value, coded.code)) {
    add_not_canonical(fields, value, mask, out);
  }
}

/// The area of an intervention's type; empty if unknown.
std::string_view area_of_type(const model::CodeSystem& types, const model::Intervention& intervention) {
  if (!intervention.type.is_mapped()) return {};
  const auto* type = types.find(intervention.type.code);
  return type ? std::string_view(type->parent) : std::string_view();
}

/// An area that contradicts the type is replaced, with a warning.
void check_area(const FieldRecord& fields, const FieldValue& value, std::string_view right, Mapped& out) {
  auto& area = out.record.interventions[value.item].area;
  if (right.empty() || !area.is_mapped() || area.code == right) return;
  auto issue =
      issue_on(fields, value, IssueCode::unknown_item,
               "The area " + in_quotes(area.code) + " does not hold the intervention's type; the " +
                   "type's own area " + in_quotes(right) + " is kept. Correct the area or the type.");
  issue.severity = model::Severity::warning;
  out.issues.push_back(std::move(issue));
  area = {std::string(right), "", "", "", 0};
}

/// The area of an intervention is the parent of its type, whether or not the record gives one.
void settle_areas(const FieldRecord& fields, const model::CodeSystem& types, Mapped& out) {
  for (const auto& value : fields.values) {
    if (value.field != Field::intervention_area) continue;
    check_area(fields, value, area_of_type(types, out.record.interventions[value.item]), out);
  }
  for (auto& intervention : out.record.interventions) {
    if (intervention.area.is_absent()) intervention.area.code = area_of_type(types, intervention);
  }
}

bool is_blank(const model::Plan& plan) {
  return plan.id.empty() && !plan.start && !plan.end && !plan.value && !plan.copayment;
}

bool is_blank(const model::Intervention& item) {
  return item.id.empty() && item.area.is_absent() && item.type.is_absent() && !item.start && !item.end &&
         !item.amount && item.quantity.empty() && item.unit.is_absent() && item.management.is_absent() &&
         item.managed_by.empty();
}

/// Items without content: an ignored need, an empty element.
void drop_blank_items(CaseRecord& record) {
  std::erase_if(record.needs, [](const model::Coded& need) { return need.is_absent(); });
  std::erase_if(record.assessments, [](const base::Date& date) { return date == base::Date{}; });
  std::erase_if(record.plans, [](const model::Plan& plan) { return is_blank(plan); });
  std::erase_if(record.interventions, [](const model::Intervention& item) { return is_blank(item); });
}

/// Names the record in every issue and each waiting code once. Done at the end because a search for each
/// issue would take quadratic time for a record with many faults.
void finish(const FieldRecord& fields, Mapped& out) {
  for (auto& issue : out.issues) {
    issue.record = fields.number;
    issue.record_id = out.record.record_id;
  }
  const auto key = [](const WaitingCode& waiting) { return std::tie(waiting.table, waiting.code); };
  std::stable_sort(out.waiting.begin(), out.waiting.end(),
                   [&](const WaitingCode& left, const WaitingCode& right) { return key(left) < key(right); });
  const auto same = [&](const WaitingCode& left, const WaitingCode& right) {
    return key(left) == key(right);
  };
  out.waiting.erase(std::unique(out.waiting.begin(), out.waiting.end(), same), out.waiting.end());
}

/// Sources write identifiers of persons into the names of plans and interventions as well. The 11 digits of a
/// managing body are not a person's.
void mask_names(CaseRecord& record, const model::CodeMask& mask) {
  if (!mask) return;
  if (!base::is_digits(record.managed_by)) record.managed_by = mask(record.managed_by);
  for (auto& plan : record.plans) plan.id = mask(plan.id);
  for (auto& item : record.interventions) {
    item.id = mask(item.id);
    // The fiscal code of a body has eleven digits, like a person's provisional one.
    if (!base::is_digits(item.managed_by)) item.managed_by = mask(item.managed_by);
  }
}

}  // namespace

Mapper::Mapper(const model::Scheme& scheme, const TableSet& tables, const base::Clock& clock,
               std::shared_ptr<const Suggester> suggester)
    : scheme_(scheme),
      tables_(tables),
      clock_(clock),
      suggester_(suggester ? std::move(suggester) : std::make_shared<const Suggester>(scheme)) {}

Mapped Mapper::map(const FieldRecord& fields, std::string_view source, const model::CodeMask& mask) const {
  Mapped out;
  out.issues = fields.issues;
  out.record.source = source;
  size_lists(fields, out.record);
  for (const auto& value : fields.values) {
    if (!needs_code(value) && !put(out.record, value, value.text))
      add_not_canonical(fields, value, mask, out);
  }
  CodeResolver resolver(scheme_, tables_, *suggester_, source, mask);
  // Codes come second: the dates that select their rows are set now.
  for (const auto& value : fields.values) {
    if (needs_code(value)) put_coded(fields, value, resolver, mask, out);
  }
  if (const auto* types = scheme_.find(kInterventionSystem)) settle_areas(fields, *types, out);
  settle_comuni(fields, scheme_, out);
  check_record(fields, scheme_, clock_.now(), out);
  check_lengths(fields, out);
  check_address(fields, out);
  mask_names(out.record, mask);
  drop_blank_items(out.record);
  finish(fields, out);
  return out;
}

}  // namespace raccordo::mapping
