// Edit: one change of one person's dossier, the letter in which witnesses are written. An exchange of an
// attribute between two persons is an edit of each; a move is an edit of one. Internal to aggregate/: the
// search makes edits, the audit reads them back and applies them anew.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

#include "aggregate/facts/fact_columns.hpp"
#include "aggregate/facts/layer_rows.hpp"

namespace raccordo::aggregate {

/// What of a person can be changed. `opening` is the day on which a case was opened, `ending` the day of its
/// closing with the reason, `service` area and type together (so a type stays under its own area), `span`
/// start and end of an intervention, `presence` how many such persons there are: 0 for none, 2 for one more,
/// `standing` how the person stands in one release: as in another, or not at all.
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
  standing
};

/// A value of any attribute, packed into one number; kNoAmount is an intervention that names no amount.
using AttributeValue = std::int64_t;
inline constexpr AttributeValue kNoAmount = std::numeric_limits<AttributeValue>::min();

/// A need that is not told. From it: every case tells `to` besides; to it: no case tells `from`.
inline constexpr AttributeValue kNoNeed = 0;

/// Wherever the person's dossier says `from`, the other register says `to`: in all releases in
/// which the person stands, or in those of some layers only. For `standing`, `to` is the layer as in which
/// the person stands in the one layer that is given, or kNowhere; `from` says how the person stayed as
/// before, see AsThen.
struct Edit {
  std::uint32_t person = 0;
  Attribute attribute = Attribute::owner;
  AttributeValue from = 0, to = 0;
  LayerSpan layers = {};
};
inline constexpr AttributeValue kNowhere = -1;

/// What one place of a dossier says; the other row may be empty where the attribute does not need it.
AttributeValue value_of(Attribute attribute, const CaseRow& item);
AttributeValue value_of(Attribute attribute, const InterventionRow& intervention);
void set_value(Attribute attribute, AttributeValue value, CaseRow& item);
void set_value(Attribute attribute, AttributeValue value, InterventionRow& intervention);

bool is_of_case(Attribute attribute);          ///< said by the case, or by the person in each of their cases
bool is_of_intervention(Attribute attribute);  ///< said by each intervention

/// The different values that a dossier has, in order of appearance; none for presence.
void list_values(Attribute attribute, const FactColumns& dossier, std::vector<AttributeValue>& out);

/// Are the codes that the edit names all below this number?
bool names_codes_below(const Edit& edit, std::size_t codes);

/// Changes a dossier; presence is left to whoever counts.
void apply(const Edit& edit, FactColumns& dossier);

}  // namespace raccordo::aggregate
