// A release as it is shown: its stored metadata with state, publication and ledger. Value only; any thread.
#pragma once

#include <string>

#include "app/problem/language.hpp"
#include "store/interface/releases.hpp"

namespace raccordo::app {

/// The audience of the metadata of a release: the note and the reason of a refusal are internal. The number
/// of the audit's head is for administrators only: it grows with every audited event, so that two readings
/// would show that somebody was erased. Its hash, which says nothing alone, is for everyone.
enum class Audience { inside, open, administrators };

/// `GET /v1/releases/{id}`: metadata with state, publication, and reason if refused. `row` needs no content.
/// Reasons are in `language`
/// if the catalogue has them. If the stored metadata are damaged, the reason says so inside; for the open
/// audience throws base::StoredDamage.
std::string release_json(const store::ReleaseRow& row, Audience audience = Audience::inside,
                         Language language = Language::en);

}  // namespace raccordo::app
