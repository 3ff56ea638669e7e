#include "codecs/xml/csi_data_check.hpp"
#include "codecs/xml/csi_events.hpp"
#include "codecs/xml/csi_report.hpp"
#include "codecs/xml/csi_structure.hpp"
#include "codecs/xml/xml_format.hpp"
#include "codecs/xml/xml_view.hpp"

namespace raccordo::codecs {
namespace {

using model::IssueCode;
using xml::CsiEvent;
using xml::CsiReport;
using xml::XmlTree;

void check_events(const XmlTree& tree, CsiReport& report) {
  for (const CsiEvent& event : xml::find_events(tree)) {
    if (event.is_identical) continue;
    if (event.phase == 0) {
      report.error(IssueCode::unknown_item, xml::node_of(event.element),
                   "the phase of this event cannot be told; set code/@code to 1..5 or A..E");
    }
    if (event.repeats != XmlTree::kNone) {
      report.error(IssueCode::malformed_document, xml::node_of(event.element),
                   "two events have the same id and different content; give each its own id");
    }
    check_data(tree, event, report);
  }
}

void check_same_person(const XmlTree& tree, CsiReport& report) {
  std::string first;
  for (const auto patient : xml::find_patients(tree)) {
    const auto id = xml::find_person_id(tree, patient);
    if (id == XmlTree::kNone) continue;
    const std::string identifier = xml::identifier_of(tree, id);
    if (first.empty()) first = identifier;
    if (identifier == first) continue;
    report.error(IssueCode::bad_fiscal_code, xml::node_of(id),
                 "the events of this message name different persons; send one person in one message");
  }
}

/// The rules of the CSI interchange that selectors cannot say.
class CsiPhases final : public RecordChecker {
 public:
  void check(RecordView& view, const DecodeContext&, model::FieldRecord& record) const override {
    const auto* xml_view = dynamic_cast<xml::XmlView*>(&view);
    if (xml_view == nullptr) return;
    const XmlTree& tree = xml_view->tree();
    CsiReport report(view, record);
    check_structure(tree, report);
    check_events(tree, report);
    check_same_person(tree, report);
    check_times(tree, report);
    check_other_people(tree, report);
  }
};

}  // namespace

const RecordChecker* find_xml_checker(std::string_view name) {
  static const CsiPhases csi_phases;
  return name == "csi-phases" ? &csi_phases : nullptr;
}

}  // namespace raccordo::codecs
