// The pairs of bodies in the register of processing activities.
#include "app/persons/register_words.hpp"

#include <gtest/gtest.h>

namespace raccordo::app {
namespace {

intake::Client client_of(const std::string& name, std::vector<std::string> partners,
                         std::vector<std::string> offices = {}) {
  intake::Client client;
  client.name = name;
  client.rights.add(intake::Right::exchange);
  client.partners = std::move(partners);
  client.offices = std::move(offices);
  return client;
}

TEST(RegisterWords, EachPairThatMayExchangeIsNamedOnce) {
  Rulebook book;
  book.clients = intake::ClientSet({client_of("a", {"b", "c", "d"}), client_of("b", {"a"}, {"minori"}),
                                    client_of("c", {"b"}), client_of("d", {"a"})});
  EXPECT_EQ(exchanging_bodies(book),
            (std::vector<std::vector<std::string>>{{"a", "b", "b/minori"}, {"a", "d", "-"}}));
  EXPECT_TRUE(exchanging_bodies(Rulebook{}).empty());
}

TEST(RegisterWords, CodeSystemsHaveItalianNames) {
  EXPECT_EQ(name_of_system("need"), "bisogni");
  EXPECT_EQ(name_of_system("of the future"), "of the future");
}

}  // namespace
}  // namespace raccordo::app
