#include "codecs/csi/csi_data_check.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "codecs/csi/csi_data.hpp"
#include "codecs/csi/csi_values.hpp"

namespace raccordo::codecs::xml {
namespace {

using Index = XmlTree::Index;
using model::IssueCode;
constexpr Index kNone = XmlTree::kNone;
constexpr std::string_view kFiscalCodeRoot = "2.16.840.1.113883.2.9.4.3.2";

constexpr std::array<std::string_view, 12> kTimes = {
    "creationTime",  "birthTime", "deceasedTime", "effectiveTime", "activityTime", "availabilityTime",
    "existenceTime", "validTime", "time",         "low",           "high",         "center"};

void bad_date(CsiReport& report, Index attribute, model::Field field, std::string_view value) {
  report.wrong_value(IssueCode::bad_date, attribute_node(attribute), field, value,
                     "not a date of the years 1850-2100; write it as aaaammgg (or ggmmaaaa)");
}

void check_money(const XmlTree& tree, Index value, Index attribute, CsiReport& report) {
  const auto amount = base::trim(tree.value(attribute));
  if (!is_csi_money(amount)) {
    report.wrong_value(IssueCode::bad_number, attribute_node(attribute), model::Field::plan_value, amount,
                       "not an amount; write digits, a decimal point and at most two decimals, e.g. 1285.00");
  }
  const Index currency = tree.find_attribute(value, "currency");
  if (currency != kNone && tree.value(currency) != "EUR") {
    report.wrong_value(IssueCode::bad_number, attribute_node(currency), model::Field::plan_value,
                       tree.value(currency), "the amount must be in EUR");
  }
}

void check_value(const XmlTree& tree, Index observation, const Datum& datum, CsiReport& report) {
  const Index value = tree.child(observation, "value");
  if (value == kNone || tree.is_absent(value)) return;
  const Index attribute = tree.find_attribute(value, "code");
  if (attribute == kNone || base::trim(tree.value(attribute)).empty()) return;
  if (datum.form == Form::money) check_money(tree, value, attribute, report);
  if (datum.form == Form::date && !read_csi_date(tree.value(attribute)))
    bad_date(report, attribute, model::Field::plan_start, base::trim(tree.value(attribute)));
}

/// The letters of a datum as sent; anything longer could be about a person and is not repeated.
std::string shown(std::string_view letters) {
  constexpr std::size_t most = 6;
  const bool plain = letters.size() <= most && std::all_of(letters.begin(), letters.end(), [](char c) {
                       return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
                     });
  return plain ? "\"" + std::string(letters) + "\"" : std::string("this code");
}

void check_datum(const XmlTree& tree, Index observation, Site site, int phase, CsiReport& report) {
  const Index code = tree.child(observation, "code");
  if (code == kNone || tree.is_absent(observation)) return;
  const Index attribute = tree.find_attribute(code, "code");
  if (attribute == kNone) {
    report.error(IssueCode::missing_field, node_of(code),
                 "the four letters of this datum are missing; write code/@code");
    return;
  }
  const auto letters = base::trim(tree.value(attribute));
  if (const Datum* datum = find_datum(letters, site, phase))
    return check_value(tree, observation, *datum, report);
  report.error(IssueCode::unknown_item, attribute_node(attribute),
               is_known_anywhere(letters)
                   ? shown(letters) +
                         " does not belong to this phase or place of the message; move or remove "
                         "the observation"
                   : shown(letters) +
                         " names no datum of this interchange; correct code/@code, or remove the "
                         "observation");
}

template <class Visit>
void each_child(const XmlTree& tree, Index parent, std::string_view local, const Visit& visit) {
  for (Index at = tree.child(parent, local); at != kNone; at = tree.next_named(at)) visit(at);
}

}  // namespace

void check_data(const XmlTree& tree, const CsiEvent& event, CsiReport& report) {
  each_child(tree, event.element, "reference", [&](Index reference) {
    each_child(tree, reference, "commonObservationEvent", [&](Index observation) {
      check_datum(tree, observation, Site::reference, event.phase, report);
    });
  });
  each_child(tree, event.element, "pertinentInformation2", [&](Index information) {
    each_child(tree, information, "carePlan", [&](Index plan) {
      each_child(tree, plan, "component2", [&](Index component) {
        each_child(tree, component, "observation", [&](Index observation) {
          check_datum(tree, observation, Site::observation, event.phase, report);
        });
      });
    });
  });
}

void check_times(const XmlTree& tree, CsiReport& report) {
  for (Index i = 0; i < tree.elements().size(); ++i) {
    const std::string& local = tree.element(i).name->local;
    const bool is_width = local == "width";
    if (!is_width && std::find(kTimes.begin(), kTimes.end(), local) == kTimes.end()) continue;
    const Index attribute = tree.find_attribute(i, "value");
    if (attribute == kNone || tree.is_absent(i)) continue;
    const auto value = base::trim(tree.value(attribute));
    if (is_width && !is_csi_decimal(value)) {
      report.wrong_value(IssueCode::bad_number, attribute_node(attribute),
                         model::Field::intervention_quantity, value,
                         "not a number; write digits and a decimal point");
    }
    const auto field = local == "birthTime" ? model::Field::person_birth_date : model::Field::plan_start;
    if (!is_width && !value.empty() && !read_csi_date(value)) bad_date(report, attribute, field, value);
  }
}

void check_other_people(const XmlTree& tree, CsiReport& report) {
  for (Index i = 0; i < tree.elements().size(); ++i) {
    const auto& element = tree.element(i);
    if (element.name->local != "id" || tree.attribute_of(i, "root") != kFiscalCodeRoot) continue;
    const std::string& owner = tree.element(element.parent).name->local;
    if (owner == "patientPerson" || owner == "asOtherIDs" || tree.is_absent(i)) continue;
    const std::string id = identifier_of(tree, i);
    if (id.empty() || has_fiscal_code_shape(id)) continue;
    report.warning(IssueCode::bad_fiscal_code, node_of(i),
                   "this has not the shape of a codice fiscale; it was not used");
  }
}

}  // namespace raccordo::codecs::xml
