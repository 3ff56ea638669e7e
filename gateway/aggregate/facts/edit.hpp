// Edit: one change of one person's dossier; witnesses are lists of edits. An exchange of an attribute between
// two persons is an edit of each; a move is an edit of one. Internal to aggregate/: the search makes edits,
// the audit reads and applies them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "aggregate/facts/fact_columns.hpp"
#include "aggregate/facts/layer_rows.hpp"

namespace raccordo::aggregate {

/// The attributes of a person that can be changed. `opening` is the day on which a case was opened, `ending`
/// the day of its closing with the reason, `service` area and type together (so a type keeps its own area),
/// `span` start and end of an intervention, `presence` the number of such persons: 0 for none, 2 for one
/// more, `standing` how the person appears in one release: as in another, or not at all, `origin` the
/// kind of record and of its sender together (so a report stays one of a body that sends reports).
enum class Attribute : std::uint8_t {
  owner,
  residence,
  citizenship,
  channel,
  opening,
  ending,
  need,
  service,
  management,
  span,
  amount,
  sex,
  birth,
  presence,
  standing,
  origin
};
inline constexpr std::size_t kAttributes = static_cast<std::size_t>(Attribute::origin) + 1;

/// A value of any attribute, packed into one number; kNoAmount is an intervention without amount.
using AttributeValue = std::int64_t;
inline constexpr AttributeValue kNoAmount = std::numeric_limits<AttributeValue>::min();

/// An absent need. From it: every case gets `to` in addition; to it: `from` is removed from every case.
inline constexpr AttributeValue kNoNeed = 0;

/// Replaces `from` by `to` everywhere in the person's dossier: in all releases of the person, or in those of
/// some layers only. For `standing`, `to` is the layer whose state the person gets in the one given layer, or
/// kNowhere; `from` says what the person kept, see AsThen.
struct Edit {
  std::uint32_t person = 0;
  Attribute attribute = Attribute::owner;
  AttributeValue from = 0, to = 0;
  LayerSpan layers = {};

  friend bool operator==(const Edit&, const Edit&) = default;
};
inline constexpr AttributeValue kNowhere = -1;

/// The values at one place of a dossier; the other row may be empty if the attribute does not need it.
AttributeValue value_of(Attribute attribute, const CaseRow& item);
AttributeValue value_of(Attribute attribute, const InterventionRow& intervention);
void set_value(Attribute attribute, AttributeValue value, CaseRow& item);
void set_value(Attribute attribute, AttributeValue value, InterventionRow& intervention);

bool is_of_case(Attribute attribute);  ///< attribute of the case, or of the person in each of their cases
bool is_of_intervention(Attribute attribute);  ///< attribute of each intervention

/// The different values of a dossier, in order of appearance; none for presence.
void list_values(Attribute attribute, const FactColumns& dossier, std::vector<AttributeValue>& out);

/// True if all codes of the edit are below this number.
bool names_codes_below(const Edit& edit, std::size_t codes);

/// Changes a dossier; the caller applies presence.
void apply(const Edit& edit, FactColumns& dossier);

}  // namespace raccordo::aggregate
