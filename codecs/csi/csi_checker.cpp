#include "codecs/csi/csi_checker.hpp"

#include "base/text.hpp"
#include "codecs/csi/csi_data_check.hpp"
#include "codecs/csi/csi_events.hpp"
#include "codecs/csi/csi_facts.hpp"
#include "codecs/csi/csi_report.hpp"
#include "codecs/csi/csi_structure.hpp"
#include "codecs/csi/csi_values.hpp"
#include "codecs/xml/xml_view.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using xml::CsiEvent;
using xml::CsiReport;
using xml::XmlTree;

/// Identifiers of persons, of one kind: a codice fiscale, STP, ENI, eleven digits.
bool is_other_person(const std::string& first, const std::string& second) {
  constexpr std::size_t kStemLength = 3;
  if (first == second || !xml::has_person_id_shape(first) || !xml::has_person_id_shape(second)) return false;
  const bool is_code = xml::has_fiscal_code_shape(first), is_other_code = xml::has_fiscal_code_shape(second);
  if (is_code || is_other_code) return is_code && is_other_code;
  const auto is_digits = [](const std::string& id) { return id.front() >= '0' && id.front() <= '9'; };
  if (is_digits(first) || is_digits(second)) return is_digits(first) && is_digits(second);
  return first.compare(0, kStemLength, second, 0, kStemLength) == 0;
}

void check_one_identity(const XmlTree& tree, XmlTree::Index patient, CsiReport& report) {
  const auto ids = xml::find_person_ids(tree, patient);
  std::string known;
  for (const auto id : ids) {
    const auto identifier = xml::identifier_of(tree, id);
    if (known.empty() && xml::has_person_id_shape(identifier)) known = identifier;
    if (known.empty() || !is_other_person(known, identifier)) continue;
    report.error(IssueCode::bad_fiscal_code, xml::node_of(id),
                 "this patient has two different identifiers of one kind; send the one that is valid");
    return;
  }
}

/// Without `use` an address may or may not be the residence.
void check_addresses(const XmlTree& tree, XmlTree::Index patient, CsiReport& report) {
  for (auto address = tree.child(patient, "addr"); address != XmlTree::kNone;
       address = tree.next_named(address)) {
    if (tree.is_absent(address) || tree.find_attribute(address, "use") != XmlTree::kNone) continue;
    report.warning(IssueCode::missing_field, xml::node_of(address),
                   "the attribute use is missing, so this address was not read; write use=\"comune "
                   "residenza\" for the residence");
  }
}

/// Plans, deliveries and the closure are read from the care plan of their event.
void check_care_plan(const XmlTree& tree, const CsiEvent& event, CsiReport& report) {
  constexpr int kFirst = 3;
  if (event.phase < kFirst) return;
  auto information = tree.child(event.element, "pertinentInformation2");
  for (; information != XmlTree::kNone; information = tree.next_named(information)) {
    if (tree.is_absent(information) || tree.child(information, "carePlan") != XmlTree::kNone) return;
  }
  report.warning(IssueCode::missing_field, xml::node_of(event.element),
                 "this event has no pertinentInformation2/carePlan, from which its content is read, so the "
                 "event was not counted; add it");
}

/// Without it the time of receipt is the version.
void check_creation_time(const XmlTree& tree, CsiReport& report) {
  const auto time = tree.child(0, "creationTime");
  if (time == XmlTree::kNone || tree.is_absent(time) ||
      !base::trim(tree.attribute_of(time, "value").value_or("")).empty())
    return;
  report.warning(IssueCode::missing_field, xml::node_of(time),
                 "the attribute value is missing or empty, so the time of receipt counts as the version of "
                 "the case; write the time at which the message was made");
}

void check_events(const XmlTree& tree, CsiReport& report) {
  for (const CsiEvent& event : xml::find_events(tree)) {
    if (event.is_identical) continue;
    if (event.phase == 0) {
      report.error(IssueCode::unknown_item, xml::node_of(event.element),
                   "the phase of this event is not stated; set code/@code to 1..5 or A..E");
    }
    if (event.repeats != XmlTree::kNone) {
      report.error(IssueCode::malformed_document, xml::node_of(event.element),
                   "two events have the same id and different content; give each its own id");
    }
    check_care_plan(tree, event, report);
    check_data(tree, event, report);
  }
}

void check_same_person(const XmlTree& tree, CsiReport& report) {
  std::string first;
  for (const auto patient : xml::find_patients(tree)) {
    check_one_identity(tree, patient, report);
    check_addresses(tree, patient, report);
    const auto id = xml::find_person_id(tree, patient);
    if (id == XmlTree::kNone) continue;
    const std::string identifier = xml::identifier_of(tree, id);
    if (first.empty()) first = identifier;
    if (identifier == first) continue;
    report.error(IssueCode::bad_fiscal_code, xml::node_of(id),
                 "the events of this message name different persons; send one person in one message");
  }
}

/// The rules of the CSI interchange that selectors cannot express.
class CsiPhases final : public RecordChecker {
 public:
  void prepare(RecordView& view) const override {
    if (auto* shown = dynamic_cast<xml::XmlView*>(&view)) shown->edit(xml::mark_events);
  }

  DocumentFacts facts(const RecordView& view) const override {
    const auto* shown = dynamic_cast<const xml::XmlView*>(&view);
    return shown == nullptr ? DocumentFacts() : xml::read_facts(shown->tree());
  }

  void check(RecordView& view, const DecodeContext& context, model::FieldRecord& record) const override {
    const auto* xml_view = dynamic_cast<xml::XmlView*>(&view);
    if (xml_view == nullptr) return;
    const XmlTree& tree = xml_view->tree();
    CsiReport report(view, context.mask, record);
    check_structure(tree, report);
    check_events(tree, report);
    check_same_person(tree, report);
    check_creation_time(tree, report);
    check_times(tree, report);
    check_other_people(tree, report);
  }
};

}  // namespace

const RecordChecker& csi_phases() {
  static const CsiPhases checker;
  return checker;
}

}  // namespace raccordo::codecs
