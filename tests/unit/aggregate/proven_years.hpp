// Releases of 2014 to 2016 of one register, each proven by the evidence of the ones before.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "aggregate/evidence/evidence.hpp"
#include "aggregate/evidence/recheck.hpp"
#include "aggregate/make/making.hpp"
#include "unit/aggregate/small_register.hpp"

namespace raccordo::tests {

/// Expects that each evidence is read back as it was written and that its release holds. `see(made, evidence,
/// year)` after each, which may change `facts`.
template <class See>
void prove_years(const model::FactSet& facts, const std::vector<model::ExtractDefinition>& catalogue,
                 See see) {
  aggregate::Evidence evidence;
  for (int number = 2014; number <= 2016; ++number) {
    auto request = request_for(year(number));
    request.id += std::to_string(number);
    const auto made = aggregate::make_proven_release(facts, catalogue, small_scheme(), request,
                                                     number == 2014 ? nullptr : &evidence);
    ASSERT_TRUE(made) << made.error().message;
    const auto read = aggregate::read_evidence(made->evidence);
    ASSERT_TRUE(read) << read.error().message;
    evidence = *read;
    EXPECT_EQ(aggregate::write_evidence(evidence), made->evidence);
    const auto wrong = aggregate::recheck(made->release, evidence);
    EXPECT_FALSE(wrong) << wrong->message;
    see(*made, evidence, number);
  }
}

}  // namespace raccordo::tests
