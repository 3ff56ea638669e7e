// Cases that are beyond retention, and one sent again, for the contract of retention.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

template <class F>
class RetentionContract : public StoreContract<F> {
 protected:
  static constexpr CaseStore::RetentionCutoffs kCutoffs{{}, {}, {}, {2010, 6, 30}};

  static PreparedRecord closed(const std::string& id, const std::string& person = "p1") {
    auto record = accepted(id, 1, id, person);
    record.facts.opened = base::Date{2009, 3, 17};
    record.facts.closed = base::Date{2010, 6, 29};
    record.beyond_retention = true;
    return record;
  }
  /// The same case sent again as reopened.
  static PreparedRecord reopened(const std::string& id) {
    auto record = accepted(id, 2, id + " again");
    record.seal = [] { return std::string("sealed:reopened"); };
    return record;
  }
  std::uint64_t retain_closed() { return this->retain(kCutoffs); }
  std::vector<AuditEntry> told() {
    AuditFilter filter;
    filter.action = "retention.apply";
    return this->store().audit().list(filter, 10, "").items;
  }
  std::vector<model::Issue> issues(const std::string& submission) {
    return this->store().issues(submission, 100, "").items;
  }
};
TYPED_TEST_SUITE_P(RetentionContract);

}  // namespace raccordo::store
