#include "aggregate/facts/edit.hpp"

#include <gtest/gtest.h>

namespace raccordo::tests {
namespace {

using aggregate::Attribute;
using aggregate::kNoNeed;

/// Two cases of one person: the first has needs 1 and 2, the second 2 and 3.
aggregate::FactColumns two_cases() {
  aggregate::FactColumns dossier;
  dossier.cases.resize(3);
  dossier.needs = {1, 2, 2, 3};
  dossier.cases[1].first_need = 2;
  dossier.cases[2].first_need = 4;
  return dossier;
}

std::vector<std::uint32_t> begins(const aggregate::FactColumns& dossier) {
  std::vector<std::uint32_t> out;
  for (const auto& item : dossier.cases) out.push_back(item.first_need);
  return out;
}

TEST(Edit, ReplacesANeedInEveryCase) {
  auto dossier = two_cases();
  aggregate::apply({0, Attribute::need, 2, 7}, dossier);
  EXPECT_EQ(dossier.needs, (std::vector<model::CodeNo>{1, 7, 7, 3}));
  EXPECT_EQ(begins(dossier), (std::vector<std::uint32_t>{0, 2, 4}));
}

TEST(Edit, RemovesANeedFromEveryCaseThatHasIt) {
  auto dossier = two_cases();
  aggregate::apply({0, Attribute::need, 2, kNoNeed}, dossier);
  EXPECT_EQ(dossier.needs, (std::vector<model::CodeNo>{1, 3}));
  EXPECT_EQ(begins(dossier), (std::vector<std::uint32_t>{0, 1, 2}));
  aggregate::apply({0, Attribute::need, 1, kNoNeed}, dossier);
  EXPECT_EQ(begins(dossier), (std::vector<std::uint32_t>{0, 0, 1}));
}

TEST(Edit, AddsANeedToEveryCase) {
  auto dossier = two_cases();
  aggregate::apply({0, Attribute::need, kNoNeed, 9}, dossier);
  EXPECT_EQ(dossier.needs, (std::vector<model::CodeNo>{1, 2, 9, 2, 3, 9}));
  EXPECT_EQ(begins(dossier), (std::vector<std::uint32_t>{0, 3, 6}));
}

}  // namespace
}  // namespace raccordo::tests
