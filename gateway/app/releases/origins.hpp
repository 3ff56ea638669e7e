// The kind of body that each case of a snapshot comes from, by the profile of its source. Called before a
// release is counted.
#pragma once

#include "app/rules/rulebook.hpp"
#include "model/case_facts.hpp"

namespace raccordo::app {

/// Fills `sender` of every case; a case whose source has no profile any more stays without.
void note_senders(model::FactSet& facts, const Rulebook& book);

}  // namespace raccordo::app
