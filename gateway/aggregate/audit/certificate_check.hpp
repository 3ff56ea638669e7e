// CertificateCheck: rebuilds every witness of a certificate from its recorded changes, recounts the persons
// it changes, and checks the rules (docs/protection.md#rule-7). Internal to aggregate/: called by the audit.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "aggregate/audit/audit_base.hpp"

namespace raccordo::aggregate {

/// The difference between a witness and the real register.
struct Difference {
  struct Cell {
    std::int64_t persons = 0, value = 0;
    std::set<std::uint32_t> leaving;  ///< changed persons who were counted in the cell before
  };
  std::map<std::uint32_t, Cell> cells;
  std::set<std::uint32_t> changed;  ///< persons who differ from the real register
};

/// Ownership: refers to the base, which must be filled. Threads: one; several may share the base.
class CertificateCheck {
 public:
  explicit CertificateCheck(const AuditBase& base) : base_(base), counter_(base.counter()) {}
  /// What is wrong with the certificate of a sensitive target; "" if nothing.
  std::string check(std::uint32_t target, const Certificate& certificate);

 private:
  std::string recompute(const Witness& witness, Difference& difference);
  std::string check(std::uint32_t target, const Proof& proof, const Difference& difference) const;
  std::string check_goal(std::uint32_t target, Goal goal, const Difference& difference) const;
  std::string check_insiders(std::uint32_t target, const Certificate& certificate,
                             const std::vector<Difference>& differences) const;

  /// The contributions of a dossier to all tables and differences, until the next call.
  const std::vector<Contribution>& count(const FactColumns& dossier);

  const AuditBase& base_;
  PersonCounter counter_;
  std::vector<Contribution> list_;
};

}  // namespace raccordo::aggregate
