#include "app/releases/origins.hpp"

#include <gtest/gtest.h>

#include "unit/app/shipped_book.hpp"

namespace raccordo::app {
namespace {

TEST(Origins, AreThoseOfTheProfilesAndOfNobodyWithoutOne) {
  const support::ScratchFolder folder;
  const auto book = load_book(shipped_config(folder));
  model::FactSet facts;
  for (const auto* source : {"bergamo", "terzo-settore", "terzo-settore-csv", "gone"}) {
    model::CaseFacts item;
    item.source = facts.codes.intern(source);
    facts.cases.push_back(item);
  }
  facts.cases.emplace_back();
  note_senders(facts, *book);
  std::vector<std::string> senders;
  for (const auto& item : facts.cases) senders.push_back(facts.codes.text(item.sender));
  EXPECT_EQ(senders, (std::vector<std::string>{"municipal", "third-sector", "third-sector", "", ""}));
}

}  // namespace
}  // namespace raccordo::app
