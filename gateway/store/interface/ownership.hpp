// Whose record it is (docs/records.md#ownership): the owner stored decides first. Pure; called by the stores'
// apply inside the writing transaction, before the settlement.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/digest.hpp"
#include "model/comuni.hpp"

namespace raccordo::store {

/// True if the sender must learn nothing of the record and change nothing of it: the Comune that holds it, or
/// the one that the sending names, is not the sender's. `held`: "" if no content is held; `sent`: "" if the
/// record names no Comune.
bool is_foreign(const model::Comuni& may_hold, std::string_view held, std::string_view sent);

/// Whom a content is about, and who is in charge.
struct Identity {
  std::string owner;
  std::optional<base::Digest> person;  ///< nothing: not known
};

/// How an arriving content stands to the one held.
enum class Takeover : unsigned char {
  none,            ///< the same person, or only the Comune changed
  person_changed,  ///< the same Comune, another person: accepted with a warning
  taken_over       ///< both changed: an administrator decides
};
Takeover takeover_of(const Identity& held, const Identity& arriving);

}  // namespace raccordo::store
