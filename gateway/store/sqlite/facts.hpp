// The attributes of a case that counting needs, with texts replaced by the store's numbers. Used when content
// is accepted and when a stored record is mapped again; runs in the writer's jobs.
#pragma once

#include <cstdint>
#include <string>

#include "model/case_facts.hpp"
#include "store/interface/stored.hpp"
#include "store/sqlite/codes.hpp"

namespace raccordo::store {

/// `source` is the number of the source's name.
model::CaseFacts number_facts(Connection& db, CodeDictionary& codes, std::int64_t source,
                              const std::string& owner, const CaseRow& row);

}  // namespace raccordo::store
