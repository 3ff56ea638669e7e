// Ownership of records (docs/records.md#ownership): the stored owner decides. Pure; called by the stores'
// apply inside the writing transaction, before the settlement.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "model/comuni.hpp"

namespace raccordo::store {

/// True if the sender must neither see nor change the record: the stored owner, or the Comune that the
/// sending names, is not one of the sender's. `held`: "" if no content is stored; `sent`: "" if the record
/// names no Comune.
bool is_foreign(const model::Comuni& may_hold, std::string_view held, std::string_view sent);

/// The person of a content and the Comune in charge.
struct Identity {
  std::string owner;
  std::optional<base::Digest> person;  ///< nothing: not known
};

/// Relation of an arriving content to the stored one.
enum class Takeover : unsigned char {
  none,            ///< the same person, or only the Comune changed
  person_changed,  ///< the same Comune, another person: accepted with a warning
  taken_over       ///< both changed: an administrator decides
};
Takeover takeover_of(const Identity& held, const Identity& arriving);

}  // namespace raccordo::store
