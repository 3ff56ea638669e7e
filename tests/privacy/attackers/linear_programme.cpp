#include "privacy/attackers/linear_programme.hpp"

#include <glpk.h>

#include <limits>
#include <map>
#include <stdexcept>
#include <utility>

namespace raccordo::attackers {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();

[[noreturn]] void contradict(const std::string& what) {
  throw std::runtime_error("the published numbers contradict each other: " + what);
}

std::string describe(const LinkedCells& linked, const Relation& relation) {
  std::string text;
  for (const auto& term : relation.terms) {
    text += (term.factor > 0 ? " +" : " -") + linked.cells[term.cell].name.text();
  }
  return text;
}

}  // namespace

struct LinearProgramme::Solver {
  glp_prob* problem = glp_create_prob();
  Solver() = default;
  Solver(const Solver&) = delete;
  Solver& operator=(const Solver&) = delete;
  ~Solver() { glp_delete_prob(problem); }
};

LinearProgramme::LinearProgramme(const LinkedCells& linked)
    : column_of_(linked.cells.size(), 0), solver_(std::make_unique<Solver>()) {
  for (std::size_t cell = 0; cell < linked.cells.size(); ++cell) {
    if (linked.cells[cell].value) continue;
    hidden_.push_back(cell);
    column_of_[cell] = static_cast<int>(hidden_.size());
  }
  values_.assign(hidden_.size(), 0);
  if (!hidden_.empty()) {
    load(rows_of(linked));
  } else {
    rows_of(linked);
  }
}

LinearProgramme::~LinearProgramme() = default;

std::vector<LinearProgramme::Row> LinearProgramme::rows_of(const LinkedCells& linked) const {
  std::vector<Row> rows;
  for (const auto& relation : linked.relations) {
    std::map<int, double> factors;
    double shown = 0;
    for (const auto& term : relation.terms) {
      const auto& value = linked.cells[term.cell].value;
      if (value) {
        shown += term.factor * static_cast<double>(*value);
      } else {
        factors[column_of_[term.cell]] += term.factor;
      }
    }
    if (!factors.empty()) {
      rows.push_back({relation.kind, -shown, {factors.begin(), factors.end()}});
    } else if (shown > 0 || (shown < 0 && relation.kind == RelationKind::equal_to_zero)) {
      contradict(describe(linked, relation));
    }
  }
  return rows;
}

void LinearProgramme::load(const std::vector<Row>& rows) {
  glp_term_out(GLP_OFF);
  auto* problem = solver_->problem;
  glp_add_cols(problem, static_cast<int>(hidden_.size()));
  for (int column = 1; column <= static_cast<int>(hidden_.size()); ++column) {
    glp_set_col_bnds(problem, column, GLP_LO, 0, 0);
  }
  if (!rows.empty()) glp_add_rows(problem, static_cast<int>(rows.size()));
  std::vector<int> at_row(1, 0), at_column(1, 0);
  std::vector<double> factors(1, 0);
  for (int row = 1; row <= static_cast<int>(rows.size()); ++row) {
    const auto& given = rows[static_cast<std::size_t>(row - 1)];
    const int type = given.kind == RelationKind::equal_to_zero ? GLP_FX : GLP_UP;
    glp_set_row_bnds(problem, row, type, given.bound, given.bound);
    for (const auto& [column, factor] : given.terms) {
      at_row.push_back(row);
      at_column.push_back(column);
      factors.push_back(factor);
    }
  }
  glp_load_matrix(problem, static_cast<int>(at_row.size() - 1), at_row.data(), at_column.data(),
                  factors.data());
}

double LinearProgramme::solve(int direction) {
  auto* problem = solver_->problem;
  glp_set_obj_dir(problem, direction);
  glp_smcp parameters;
  glp_init_smcp(&parameters);
  parameters.msg_lev = GLP_MSG_OFF;
  ++solved_;
  if (glp_simplex(problem, &parameters) != 0) {
    glp_adv_basis(problem, 0);
    if (glp_simplex(problem, &parameters) != 0) throw std::runtime_error("GLPK gave up");
  }
  const int status = glp_get_status(problem);
  if (status == GLP_NOFEAS || status == GLP_INFEAS) contradict("no register gives them all");
  for (std::size_t i = 0; i < values_.size(); ++i) {
    values_[i] = glp_get_col_prim(problem, static_cast<int>(i) + 1);
  }
  return status == GLP_UNBND ? kInfinity : glp_get_obj_val(problem);
}

double LinearProgramme::solve_for(std::size_t i, int direction) {
  const int column = static_cast<int>(i) + 1;
  glp_set_obj_coef(solver_->problem, column, 1);
  const double value = solve(direction);
  glp_set_obj_coef(solver_->problem, column, 0);
  return value;
}

double LinearProgramme::least(std::size_t i) { return solve_for(i, GLP_MIN); }
double LinearProgramme::greatest(std::size_t i) { return solve_for(i, GLP_MAX); }

void LinearProgramme::solve_for_all(int direction) {
  const int columns = static_cast<int>(hidden_.size());
  for (int column = 1; column <= columns; ++column) glp_set_obj_coef(solver_->problem, column, 1);
  if (columns > 0) solve(direction);
  for (int column = 1; column <= columns; ++column) glp_set_obj_coef(solver_->problem, column, 0);
}

void LinearProgramme::least_of_all() { solve_for_all(GLP_MIN); }
void LinearProgramme::greatest_of_all() { solve_for_all(GLP_MAX); }

}  // namespace raccordo::attackers
