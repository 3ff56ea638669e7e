#include "aggregate/audit/audit.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/protected_register.hpp"

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::Goal;
using ::testing::HasSubstr;

SmallRegister three_small_cells() {
  SmallRegister given;
  for (const auto* owner : {"016001", "016002", "016003"}) {
    for (const auto* area : {"anziani", "disabili"}) {
      for (int i = 0; i < 25; ++i) {
        given.open(given.person("F", "1940-01-01"), owner);
        given.intervene(area, "");
      }
    }
    for (int i = 0; i < 3; ++i) {
      given.open(given.person("M", "2010-01-01"), owner);
      given.intervene("minori", "");
    }
  }
  return given;
}

class LedgerAudit : public ::testing::Test {
 protected:
  SmallRegister given_ = three_small_cells();
  ProtectedRegister tables_{given_,
                            {extract_by(model::Measure::persons, model::When::active_during,
                                        {by(model::TerritoryLevel::comune), by(model::Dimension::area)}),
                             extract_by(model::Measure::persons, model::When::active_during,
                                        {by(model::Dimension::area), by_age({"0-17", "18+"})})}};
  aggregate::Certificate& certificate() { return tables_.result.certificates.at(0); }
  aggregate::Witness& witness() { return certificate().proofs.at(0).witness; }
};

TEST_F(LedgerAudit, AcceptsTheResultOfTheSearch) {
  EXPECT_FALSE(tables_.result.certificates.empty());
  EXPECT_EQ(tables_.audit(), "");
}

TEST_F(LedgerAudit, RejectsEverySensitiveCellThatIsShown) {
  const auto flags = tables_.result.hidden;
  std::size_t found = 0;
  for (std::size_t cell = 0; cell < flags.size(); ++cell) {
    if (flags[cell] == 0) continue;
    tables_.result.hidden[cell] = 0;
    EXPECT_THAT(tables_.audit(), HasSubstr("shown")) << cell;
    tables_.result.hidden = flags;
    ++found;
  }
  EXPECT_GT(found, 3U);
}

TEST_F(LedgerAudit, RejectsMissingCertificate) {
  tables_.result.certificates.pop_back();
  EXPECT_THAT(tables_.audit(), HasSubstr("has no certificate"));
}

TEST_F(LedgerAudit, RejectsEveryMissingWitness) {
  const auto proofs = certificate().proofs;
  ASSERT_GT(proofs.size(), 1U);
  for (std::size_t i = 0; i < proofs.size(); ++i) {
    certificate().proofs = proofs;
    certificate().proofs.erase(certificate().proofs.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(tables_.audit().empty()) << i;
  }
}

TEST_F(LedgerAudit, RejectsWitnessesThatAllChangeTheSamePersons) {
  const auto first = certificate().proofs[0];
  for (auto& proof : certificate().proofs) proof = first;
  EXPECT_FALSE(tables_.audit().empty());
}

TEST_F(LedgerAudit, RejectsWitnessThatDiffersFromItsDescription) {
  for (const auto goal : {Goal::empties, Goal::isolates, Goal::fills, Goal::raises_sum, Goal::lowers_sum}) {
    const auto truth = certificate().proofs[0].goal;
    if (goal == truth) continue;
    certificate().proofs[0].goal = goal;
    EXPECT_FALSE(tables_.audit().empty()) << static_cast<int>(goal);
    certificate().proofs[0].goal = truth;
  }
  EXPECT_EQ(tables_.audit(), "");
}

TEST_F(LedgerAudit, RejectsTruncatedOrEmptyWitness) {
  auto whole = witness().edits;
  witness().edits.clear();
  EXPECT_FALSE(tables_.audit().empty());
  for (std::size_t i = 0; i < whole.size(); ++i) {
    witness().edits = whole;
    witness().edits.erase(witness().edits.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(tables_.audit().empty()) << i;
  }
}

TEST_F(LedgerAudit, RejectsWitnessWithUnknownPerson) {
  witness().edits.push_back({100'000, Attribute::owner, 0, 0});
  EXPECT_THAT(tables_.audit(), HasSubstr("not in the register"));
}

TEST_F(LedgerAudit, RejectsImplausibleRegister) {
  const auto child = static_cast<std::uint32_t>(given_.facts.persons.size() - 1);
  const auto minori = static_cast<std::int64_t>(given_.code("minori")) << 32;
  const auto anziani = static_cast<std::int64_t>(given_.code("anziani")) << 32;
  witness().edits.push_back({child, Attribute::service, minori, anziani});
  EXPECT_THAT(tables_.audit(), HasSubstr("not a possible register"));
}

TEST_F(LedgerAudit, RejectsWitnessThatEmptiesAnotherCell) {
  // All persons of another small cell are removed as well; every cell that this changes is hidden.
  for (auto& flag : tables_.result.hidden) flag = 1;
  for (std::uint32_t person = 0; person < given_.facts.persons.size(); ++person) {
    witness().edits.push_back({person, Attribute::presence, 1, 0});
  }
  EXPECT_THAT(tables_.audit(), HasSubstr("empties a cell of other persons"));
}

TEST_F(LedgerAudit, MessagesContainNoCellValue) {
  certificate().proofs.clear();
  EXPECT_THAT(tables_.audit(), HasSubstr("in table 'table', cell "));
  EXPECT_THAT(tables_.audit(), ::testing::Not(HasSubstr(" 3 ")));
}

}  // namespace
}  // namespace raccordo::tests
