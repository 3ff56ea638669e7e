#include "codecs/csi/csi_events.hpp"

#include <algorithm>
#include <cctype>
#include <map>

#include "base/text.hpp"
#include "codecs/csi/csi_phase.hpp"
#include "codecs/csi/csi_values.hpp"

namespace raccordo::codecs::xml {
namespace {

using Index = XmlTree::Index;
constexpr Index kNone = XmlTree::kNone;

template <class Visit>
void each_child(const XmlTree& tree, Index parent, std::string_view local, const Visit& visit) {
  for (Index at = tree.child(parent, local); at != kNone; at = tree.next_named(at)) visit(at);
}

std::vector<std::string> attributes_of(const XmlTree& tree, Index element) {
  std::vector<std::string> all;
  for (Index at = tree.element(element).first_attribute; at != kNone; at = tree.attribute(at).next) {
    const Name& name = *tree.attribute(at).name;
    if (name.uri == kCsiNamespace) continue;
    all.push_back(name.uri + "|" + name.local + "=" + std::string(tree.value(at)));
  }
  std::sort(all.begin(), all.end());
  return all;
}

/// Same elements, attributes and texts; the order of attributes and blanks around texts are ignored.
bool same_content(const XmlTree& tree, Index left, Index right) {
  if (!(*tree.element(left).name == *tree.element(right).name)) return false;
  if (attributes_of(tree, left) != attributes_of(tree, right)) return false;
  Index first = tree.element(left).first_child;
  Index second = tree.element(right).first_child;
  if (first == kNone && second == kNone) return base::trim(tree.text(left)) == base::trim(tree.text(right));
  while (first != kNone && second != kNone) {
    if (!same_content(tree, first, second)) return false;
    first = tree.element(first).next;
    second = tree.element(second).next;
  }
  return first == second;
}

/// Root and extension of the event's first id; empty if it has no extension.
std::string phase_id(const XmlTree& tree, Index event) {
  const Index id = tree.child(event, "id");
  if (id == kNone || tree.is_absent(id)) return {};
  const auto extension = base::trim(tree.attribute_of(id, "extension").value_or(""));
  if (extension.empty()) return {};
  return std::string(tree.attribute_of(id, "root").value_or("")) + "|" + std::string(extension);
}

/// The start of a phase: its element, with its day.
struct Dated {
  Index element = kNone;
  base::Date day;
};

std::optional<Dated> dated(const XmlTree& tree, Index element) {
  if (element == kNone || tree.is_absent(element)) return std::nullopt;
  const auto day = read_csi_date(tree.attribute_of(element, "value").value_or(""));
  if (!day || !day->is_full()) return std::nullopt;
  return Dated{element, *day};
}

std::optional<Dated> phase_start(const XmlTree& tree, Index event) {
  const Index interval = tree.child(event, "effectiveTime");
  if (interval == kNone) return std::nullopt;
  const auto low = dated(tree, tree.child(interval, "low"));
  return low ? low : dated(tree, interval);
}

/// The latest closure date of a phase 5 event: its care plan's end, else its final assessment.
base::Date closure_date(const XmlTree& tree, Index event) {
  base::Date latest;
  each_child(tree, event, "pertinentInformation2", [&](Index information) {
    const Index plan = tree.child(information, "carePlan");
    const Index time = plan == kNone ? kNone : tree.child(plan, "effectiveTime");
    const auto high = time == kNone ? std::nullopt : dated(tree, tree.child(time, "high"));
    if (high) latest = std::max(latest, high->day);
  });
  return latest;
}

void mark(XmlTree& tree, Index element, const Name& name, std::string_view value) {
  if (element != kNone) tree.add_attribute(element, name, value);
}

const Name& phase_mark() {
  static const Name name = make_name("phase", kCsiNamespace, "csi");
  return name;
}
const Name& opening_mark() {
  static const Name name = make_name("opening", kCsiNamespace, "csi");
  return name;
}
const Name& closing_mark() {
  static const Name name = make_name("closing", kCsiNamespace, "csi");
  return name;
}
const Name& person_mark() {
  static const Name name = make_name("person", kCsiNamespace, "csi");
  return name;
}

void mark_opening(XmlTree& tree, const std::vector<CsiEvent>& events) {
  std::optional<Dated> earliest;
  for (const CsiEvent& event : events) {
    const auto start = phase_start(tree, event.element);
    if (start && (!earliest || start->day < earliest->day)) earliest = start;
  }
  if (earliest) mark(tree, earliest->element, opening_mark(), "yes");
}

void mark_closing(XmlTree& tree, const std::vector<CsiEvent>& events) {
  Index closing = kNone;
  base::Date latest;
  for (const CsiEvent& event : events) {
    if (event.phase != 5 || event.is_identical) continue;
    const base::Date date = closure_date(tree, event.element);
    if (closing != kNone && date < latest) continue;
    closing = event.element;
    latest = date;
  }
  mark(tree, closing, closing_mark(), "yes");
}

}  // namespace

std::string identifier_of(const XmlTree& tree, Index id) {
  std::string text = base::to_upper_ascii(tree.attribute_of(id, "extension").value_or(""));
  text.erase(
      std::remove_if(text.begin(), text.end(),
                     [](char letter) { return std::isspace(static_cast<unsigned char>(letter)) != 0; }),
      text.end());
  return text;
}

std::vector<CsiEvent> find_events(const XmlTree& tree) {
  std::vector<CsiEvent> events;
  std::map<std::string, Index> seen;
  each_child(tree, 0, "controlActProcess", [&](Index process) {
    each_child(tree, process, "subject", [&](Index subject) {
      each_child(tree, subject, "encounterEvent", [&](Index element) {
        CsiEvent event;
        event.element = element;
        event.phase = phase_of(tree, element);
        const std::string id = phase_id(tree, element);
        const auto [first, is_new] = id.empty() ? std::pair(seen.end(), true) : seen.try_emplace(id, element);
        if (!is_new) {
          event.repeats = first->second;
          event.is_identical = same_content(tree, first->second, element);
        }
        events.push_back(event);
      });
    });
  });
  return events;
}

std::vector<Index> find_patients(const XmlTree& tree) {
  std::vector<Index> patients;
  each_child(tree, 0, "controlActProcess", [&](Index process) {
    each_child(tree, process, "subject", [&](Index subject) {
      each_child(tree, subject, "encounterEvent", [&](Index event) {
        each_child(tree, event, "subject", [&](Index role) {
          each_child(tree, role, "patient", [&](Index patient) {
            if (!tree.is_absent(patient)) patients.push_back(patient);
          });
        });
      });
    });
  });
  return patients;
}

std::vector<Index> find_person_ids(const XmlTree& tree, Index patient) {
  std::vector<Index> ids;
  const Index person = tree.child(patient, "patientPerson");
  if (person == kNone) return ids;
  each_child(tree, person, "id", [&](Index id) { ids.push_back(id); });
  each_child(tree, person, "asOtherIDs",
             [&](Index other) { each_child(tree, other, "id", [&](Index id) { ids.push_back(id); }); });
  const auto says_nothing = [&](Index id) { return tree.is_absent(id) || identifier_of(tree, id).empty(); };
  ids.erase(std::remove_if(ids.begin(), ids.end(), says_nothing), ids.end());
  return ids;
}

Index find_person_id(const XmlTree& tree, Index patient) {
  const auto ids = find_person_ids(tree, patient);
  for (const Index id : ids) {
    if (has_person_id_shape(identifier_of(tree, id))) return id;
  }
  return ids.empty() ? kNone : ids.front();
}

/// The first patient with an id of a person's shape, else the first patient.
static Index first_person(const XmlTree& tree) {
  const auto patients = find_patients(tree);
  for (const Index patient : patients) {
    const Index id = find_person_id(tree, patient);
    if (id != kNone && has_person_id_shape(identifier_of(tree, id))) return patient;
  }
  return patients.empty() ? kNone : patients.front();
}

void mark_events(XmlTree& tree) {
  const auto events = find_events(tree);
  for (const CsiEvent& event : events) {
    std::string phase = event.phase == 0 ? "unknown" : std::to_string(event.phase);
    if (event.is_identical) phase = "repeated";
    mark(tree, event.element, phase_mark(), phase);
  }
  mark_opening(tree, events);
  mark_closing(tree, events);
  const Index patient = first_person(tree);
  if (patient == kNone) return;
  mark(tree, patient, person_mark(), "yes");
  const Index id = find_person_id(tree, patient);
  if (id == kNone) return;
  mark(tree, id, person_mark(), "yes");
  static const Name id_mark = make_name("id", kCsiNamespace, "csi");
  mark(tree, patient, id_mark, identifier_of(tree, id));
}

}  // namespace raccordo::codecs::xml
