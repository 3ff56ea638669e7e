#include "store/interface/ownership.hpp"

namespace raccordo::store {

bool is_foreign(const model::Comuni& may_hold, std::string_view held, std::string_view sent) {
  return (!held.empty() && !may_hold.holds(held)) || (!sent.empty() && !may_hold.holds(sent));
}

Takeover takeover_of(const Identity& held, const Identity& arriving) {
  const bool same_person = !held.person || !arriving.person || *held.person == *arriving.person;
  if (same_person) return Takeover::none;
  return held.owner == arriving.owner ? Takeover::person_changed : Takeover::taken_over;
}

}  // namespace raccordo::store
