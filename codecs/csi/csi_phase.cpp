#include "codecs/csi/csi_phase.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace raccordo::codecs::xml {
namespace {

constexpr std::array<std::string_view, 5> kPhaseLetters = {"A", "B", "C", "D", "E"};
constexpr std::array<std::string_view, 5> kPhaseNumbers = {"1", "2", "3", "4", "5"};

/// Act content: it occurs in both phases 3 and 4.
constexpr std::array<std::string_view, 3> kShared = {"4.17", "4.18", "4.19"};

int phase_of_code(std::string_view code) {
  for (const auto& names : {kPhaseNumbers, kPhaseLetters}) {
    const auto* found = std::find(names.begin(), names.end(), code);
    if (found != names.end()) return static_cast<int>(found - names.begin()) + 1;
  }
  return 0;
}

/// The phase whose arc an OID lies in; 0 for others.
int phase_of_oid(std::string_view oid) {
  if (oid.substr(0, kCsiArc.size()) != kCsiArc) return 0;
  oid.remove_prefix(kCsiArc.size());
  if (std::find(kShared.begin(), kShared.end(), oid) != kShared.end()) return 0;
  const bool is_below_a_phase = oid.size() > 2 && oid[0] >= '1' && oid[0] <= '5' && oid[1] == '.';
  return is_below_a_phase ? oid[0] - '0' : 0;
}

bool is_below(const XmlTree& tree, XmlTree::Index element, XmlTree::Index ancestor) {
  while (element != XmlTree::kNone && element != ancestor) element = tree.element(element).parent;
  return element == ancestor;
}

/// The phase of most OIDs in the attribute `where`, if one leads.
int leading_phase(const XmlTree& tree, XmlTree::Index event, std::string_view where) {
  std::array<int, 6> votes{};
  const XmlTree::Index code = tree.child(event, "code");
  // Elements are in document order: those of the event follow it without a gap.
  for (XmlTree::Index i = event + 1; i < tree.elements().size() && is_below(tree, i, event); ++i) {
    if (i == code || tree.element(i).name->local == "dischargeDispositionCode") continue;
    if (const auto oid = tree.attribute_of(i, where))
      ++votes.at(static_cast<std::size_t>(phase_of_oid(base::trim(*oid))));
  }
  const auto* best = std::max_element(votes.begin() + 1, votes.end());
  if (*best == 0 || std::count(votes.begin() + 1, votes.end(), *best) != 1) return 0;
  return static_cast<int>(best - votes.begin());
}

bool has_access_content_alone(const XmlTree& tree, XmlTree::Index event) {
  const auto has = [&](std::string_view name) { return tree.child(event, name) != XmlTree::kNone; };
  if (has("reference") || has("attender") || has("pertinentInformation2")) return false;
  return has("subject") || has("consultant") || has("reason");
}

}  // namespace

int phase_of(const XmlTree& tree, XmlTree::Index event) {
  const XmlTree::Index code = tree.child(event, "code");
  if (code != XmlTree::kNone) {
    const auto value = tree.attribute_of(code, "code");
    const int phase = value ? phase_of_code(base::trim(*value)) : 0;
    if (phase != 0) return phase;
  }
  for (const std::string_view where : {"codeSystem", "root"}) {
    const int phase = leading_phase(tree, event, where);
    if (phase != 0) return phase;
  }
  return has_access_content_alone(tree, event) ? 1 : 0;
}

}  // namespace raccordo::codecs::xml
