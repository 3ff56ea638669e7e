// The encounter events of a CSI message: which phase each one is, which are repetitions, which patient
// counts. The checker `csi-phases` marks the record with the answers before the rules read it, so that a
// profile can select by phase: attributes of the namespace kCsiNamespace on elements of the record,
//   encounterEvent/@csi:phase   `1`..`5`, `unknown`, or `repeated` for an identical copy of an earlier event
//   encounterEvent/@csi:closing `yes` on the phase 5 event with the latest closure date
//   low/@csi:opening         `yes` where the earliest phase starts (on effectiveTime if that has the date)
//   patient/@csi:person         `yes` on the first patient of the message
//   patient/@csi:id           the identifier found there, in upper case without blanks
//   id/@csi:person              `yes` on the id of that patient that has the shape of a person's identifier
#pragma once

#include <string_view>
#include <vector>

#include "codecs/xml/xml_tree.hpp"

namespace raccordo::codecs::xml {

inline constexpr std::string_view kCsiNamespace = "urn:raccordo:csi";

struct CsiEvent {
  XmlTree::Index element = XmlTree::kNone;
  int phase = 0;                            ///< 1 to 5; 0 if unknown
  XmlTree::Index repeats = XmlTree::kNone;  ///< an earlier event with the same id
  bool is_identical = false;                ///< to the one it repeats
};

/// All events of the message in document order.
std::vector<CsiEvent> find_events(const XmlTree& tree);

/// All patients of the message in document order.
std::vector<XmlTree::Index> find_patients(const XmlTree& tree);

/// All ids of that patient that say anything: patientPerson/id, then patientPerson/asOtherIDs/id.
std::vector<XmlTree::Index> find_person_ids(const XmlTree& tree, XmlTree::Index patient);

/// The id of that patient that has the shape of a person's identifier: among patientPerson/id, then
/// patientPerson/asOtherIDs/id. If none has, the first id that says anything; else kNone.
XmlTree::Index find_person_id(const XmlTree& tree, XmlTree::Index patient);

/// Upper case without blanks.
std::string identifier_of(const XmlTree& tree, XmlTree::Index id);

void mark_events(XmlTree& tree);

}  // namespace raccordo::codecs::xml
