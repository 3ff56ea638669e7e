// Contract of StoreKeys and Credentials: keys as they are kept, check values, certificates seen.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

template <class F>
class KeyContract : public StoreContract<F> {};
TYPED_TEST_SUITE_P(KeyContract);

TYPED_TEST_P(KeyContract, WrappedKeyIsReplacedOnlyWithTheCurrentValue) {
  const auto put = [&](const std::string& sealed, const std::string& before) {
    return await<bool>([&](auto done) { this->store().put_wrapped_key("records", sealed, before, done); });
  };
  EXPECT_EQ(this->store().wrapped_key("records"), std::nullopt);
  EXPECT_TRUE(put("one", ""));
  EXPECT_FALSE(put("two", "")) << "another program was faster";
  EXPECT_TRUE(put("two", "one"));
  this->reopen();
  EXPECT_EQ(this->store().wrapped_key("records"), "two");
  EXPECT_EQ(this->store().wrapped_key("others"), std::nullopt);
}

TYPED_TEST_P(KeyContract, CheckValueIsNotOverwritten) {
  const auto add = [&](const KeyChecks& checks) {
    await<bool>([&](auto done) { this->store().credentials().add_key_checks(checks, done); });
  };
  EXPECT_TRUE(this->store().credentials().key_checks().empty());
  add({{"pseudonym", "1"}});
  add({{"pseudonym", "2"}, {"sealing/1", "3"}});
  this->reopen();
  EXPECT_EQ(this->store().credentials().key_checks(), (KeyChecks{{"pseudonym", "1"}, {"sealing/1", "3"}}));
}

TYPED_TEST_P(KeyContract, CertificatesAreListedByClientTheNewestFirst) {
  const auto saw = [&](const std::string& client, const std::string& print, std::int64_t seen) {
    await<bool>([&](auto done) {
      this->store().credentials().saw({client, print, at(1000), at(seen)}, done);
    });
  };
  saw("treviglio", "c", 1);
  saw("isola", "a", 1);
  saw("isola", "b", 5);
  saw("isola", "a", 9);
  saw("isola", "a", 2);  // reported late: the newest time is kept
  std::vector<std::string> found;
  for (const auto& row : this->store().credentials().certificates()) {
    found.push_back(row.client + row.fingerprint +
                    std::to_string((row.last_seen.micros - at(0).micros) / kSecond));
  }
  EXPECT_EQ(found, (std::vector<std::string>{"isolaa9", "isolab5", "treviglioc1"}));
}

TYPED_TEST_P(KeyContract, PersonsKeepTheirSealedIdentifier) {
  EXPECT_TRUE(this->store().credentials().some_persons(5).empty());
  this->send(accepted("A", 1, "a", "p1"), "S1", 1);
  this->send(accepted("B", 1, "b", "p2"), "S2", 2);
  EXPECT_EQ(this->store().credentials().some_persons(1).size(), 1u);
  const auto persons = this->store().credentials().some_persons(5);
  ASSERT_EQ(persons.size(), 2u);
  for (const auto& person : persons) {
    EXPECT_EQ(person.sealed_id, person.pseudonym == digest_of("p1") ? "sealed-p1" : "sealed-p2");
  }
}

REGISTER_TYPED_TEST_SUITE_P(KeyContract, WrappedKeyIsReplacedOnlyWithTheCurrentValue,
                            CheckValueIsNotOverwritten, CertificatesAreListedByClientTheNewestFirst,
                            PersonsKeepTheirSealedIdentifier);

}  // namespace raccordo::store
