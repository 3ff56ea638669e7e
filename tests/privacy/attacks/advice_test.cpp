// A register of some thousand persons is refused with the tables to leave out. Whoever follows that gets
// every year released, and the releases hold.
#include "support/advice.hpp"

#include <gtest/gtest.h>

#include <optional>
#include <string>

#include "aggregate/evidence/recheck.hpp"
#include "aggregate/make/making.hpp"
#include "extract/render.hpp"
#include "privacy/attackers/career_scenes.hpp"
#include "privacy/attackers/subtraction_attacker.hpp"

namespace raccordo::attackers {
namespace {

struct Followed {
  std::size_t refusals = 0, made = 0, groups = 0;  ///< groups: those that an attacker finds
  std::size_t tables = 0;                          ///< of the last release
};

std::vector<PublishedTable> read(const aggregate::Release& release) {
  std::vector<PublishedTable> tables;
  for (const auto& table : release.tables())
    tables.push_back(read_json_stat(extract::render(table, extract::TableFormat::json_stat)));
  return tables;
}

/// Three years of about 2,000 persons, each released as soon as enough tables are left out.
Followed follow(int k) {
  synth::CareersOrder order;
  order.persons = 3'300;
  order.years = 3;
  Followed out;
  std::optional<aggregate::Evidence> evidence;
  const auto history = career_history(order, k);
  auto catalogue = history.front().matter.catalogue;
  for (const auto& [facts, matter] : history) {
    aggregate::ReleaseRequest request;
    request.id = "01JDYEAR" + matter.period.code;
    request.period = matter.period;
    request.rules.k = k;
    request.key = std::string(32, 'k');
    const auto make = [&] {
      return aggregate::make_proven_release(facts, catalogue, matter.scheme, request, evidence);
    };
    auto made = make();
    for (; !made && tests::follow_advice(made.error().message, catalogue); made = make()) ++out.refusals;
    if (!made) {
      ADD_FAILURE() << made.error().message;
      return out;
    }
    evidence = aggregate::read_evidence(made->evidence).value();
    EXPECT_FALSE(aggregate::recheck(made->release, *evidence));
    const auto tables = read(made->release);
    out.groups += attack_siblings(tables, k).size() + attack_nested(tables, k).size();
    out.tables = tables.size();
    ++out.made;
  }
  return out;
}

TEST(AdviceOfARefusal, IsEnoughForARegisterOfTwoThousandPersons) {
  for (const int k : {3, 5}) {
    const auto found = follow(k);
    EXPECT_EQ(found.made, 3U) << k;
    EXPECT_GE(found.refusals, 1U) << k;
    EXPECT_GE(found.tables, 6U) << k;
    EXPECT_EQ(found.groups, 0U) << k;
  }
}

}  // namespace
}  // namespace raccordo::attackers
