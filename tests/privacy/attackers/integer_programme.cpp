#include "privacy/attackers/integer_programme.hpp"

#include <glpk.h>

#include <memory>

namespace raccordo::attackers {
namespace {

constexpr int kMostMilliseconds = 10'000;

struct DeleteProblem {
  void operator()(glp_prob* problem) const { glp_delete_prob(problem); }
};

void load(glp_prob* problem, const KindsOfPerson& kinds, const std::vector<ShownRow>& rows) {
  const int kind_count = static_cast<int>(kinds.counts.size());
  glp_add_cols(problem, kind_count);
  glp_add_rows(problem, static_cast<int>(rows.size()));
  std::vector<int> at_row(1, 0), at_column(1, 0);
  std::vector<double> factors(1, 0);
  for (int kind = 1; kind <= kind_count; ++kind) {
    glp_set_col_kind(problem, kind, GLP_IV);
    glp_set_col_bnds(problem, kind, GLP_LO, 0, 0);
    for (std::size_t row = 0; row < rows.size(); ++row) {
      const int count = kinds.counts[static_cast<std::size_t>(kind - 1)][rows[row].cell];
      if (count == 0) continue;
      at_row.push_back(static_cast<int>(row) + 1);
      at_column.push_back(kind);
      factors.push_back(count);
    }
  }
  for (std::size_t row = 0; row < rows.size(); ++row) {
    const auto value = static_cast<double>(rows[row].value);
    glp_set_row_bnds(problem, static_cast<int>(row) + 1, GLP_FX, value, value);
  }
  glp_load_matrix(problem, static_cast<int>(at_row.size() - 1), at_row.data(), at_column.data(),
                  factors.data());
}

}  // namespace

Verdict solve_for_register(const KindsOfPerson& kinds, const std::vector<ShownRow>& rows) {
  glp_term_out(GLP_OFF);
  const std::unique_ptr<glp_prob, DeleteProblem> problem(glp_create_prob());
  load(problem.get(), kinds, rows);
  glp_iocp parameters;
  glp_init_iocp(&parameters);
  parameters.msg_lev = GLP_MSG_OFF;
  parameters.presolve = GLP_ON;
  parameters.tm_lim = kMostMilliseconds;
  switch (glp_intopt(problem.get(), &parameters)) {
    case 0:
      return glp_mip_status(problem.get()) == GLP_NOFEAS ? Verdict::none : Verdict::found;
    case GLP_ENOPFS:
      return Verdict::none;
    default:
      return Verdict::undecided;
  }
}

}  // namespace raccordo::attackers
