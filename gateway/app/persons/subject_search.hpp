// The rights of persons: the pseudonyms of an identifier, and the data stored under them. Called by the
// routes of /v1/subjects. Logs nothing; an identifier stays within a Secret.
#pragma once

#include <string>
#include <vector>

#include "app/problem/problem.hpp"
#include "app/rules/active_tables.hpp"
#include "app/rules/keyring.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

struct SubjectQuery {
  std::vector<base::Digest> pseudonyms;  ///< one; for a local number perhaps several
  std::string reason;
  std::vector<base::Digest> former = {};  ///< the same under former generations of the pseudonym key

  /// All of them: for whatever was stored, restricted or erased at any time.
  std::vector<base::Digest> all() const;
};

/// Reads `{"id_type","id","source","reason"}`. The problem is `bad-request`, `reason-required`, `bad-reason`,
/// `bad-identifier` (what is wrong with it, never the identifier) or `unknown-source`. `held`: finds the
/// persons that are known only by the number of a record, where several Comuni or bodies give the same one.
base::Result<SubjectQuery, Problem> read_subject_query(const std::string& body, const ActiveTables& tables,
                                                       const Keyring& keys, store::HeldRecords& held);

/// Adds the pseudonym to waiting records without one, so that searches find them.
void name_waiting_records(store::CaseStore& store, const Keyring& keys);

/// `{"request","items":[...],"exchanges":[...],"next"}`: all stored data, with the waiting fields opened; of
/// cases between bodies what both see of them. `exchanges` as from as_of.
std::string subject_json(const std::string& request, const store::Page<store::HeldRecord>& page,
                         const std::vector<store::ExchangeRow>& exchanges, const Keyring& keys);

}  // namespace raccordo::app
