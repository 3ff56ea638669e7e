// Contract of StoreKeys and Credentials: keys as they are kept, check values, certificates seen.
#pragma once

#include "base/stored_damage.hpp"
#include "base/text.hpp"
#include "case_store_contract.hpp"

namespace raccordo::store {

template <class F>
class KeyContract : public StoreContract<F> {
 protected:
  /// New pseudonyms are digests of the old ones; `unreadable`: sealed texts that give none.
  PseudonymRenewal renewal(const std::string& unreadable = "") {
    PseudonymRenewal out;
    out.pseudonym = [unreadable](const SealedRow& row) -> std::optional<base::Digest> {
      if (row.sealed == unreadable) return std::nullopt;
      return renewed(*row.pseudonym);
    };
    out.digest = renewed;
    out.check_name = "pseudonym";
    out.check = "second";
    out.event = act("keys.rotate", "pseudonym");
    return out;
  }
  static base::Digest renewed(const base::Digest& digest) { return base::sha256(base::as_bytes(digest)); }
  RenewedPseudonyms renew(const PseudonymRenewal& renewal) {
    return await<RenewedPseudonyms>([&](auto done) { this->store().renew_pseudonyms(renewal, done); });
  }
  std::size_t found(const base::Digest& person) {
    return this->store().held().of_person({person}, 10, "", model::Comuni::all()).items.size();
  }
};
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

TYPED_TEST_P(KeyContract, SealedTextsAreReplacedOnlyIfTheyAreStillThose) {
  this->send(accepted("A", 1, "a", "p1"), "S1", 1);
  this->send(waiting("B", 1, "b"), "S2", 2);
  const auto persons = this->store().sealed_rows(SealedKind::identifier, 0, 10);
  const auto fields = this->store().sealed_rows(SealedKind::waiting, 0, 10);
  ASSERT_EQ(persons.size(), 1u);
  ASSERT_EQ(fields.size(), 1u);
  EXPECT_EQ(persons[0].source, "isola-bergamasca");
  EXPECT_EQ(fields[0].record_id, "B");
  EXPECT_EQ(this->store().count_sealed_rows(), 2u);
  auto stale = fields[0];
  stale.sealed = "sent again meanwhile";
  const auto reseal = [&](const std::vector<Resealed>& rows) {
    return await<std::uint64_t>([&](auto done) { this->store().reseal(rows, done); });
  };
  EXPECT_EQ(reseal({{persons[0], "new"}, {stale, "never"}}), 1u);
  EXPECT_EQ(this->store().sealed_rows(SealedKind::identifier, 0, 10)[0].sealed, "new");
  EXPECT_EQ(this->store().sealed_rows(SealedKind::waiting, 0, 10)[0].sealed, fields[0].sealed);
  EXPECT_TRUE(this->store().sealed_rows(SealedKind::identifier, persons[0].no, 10).empty());
  EXPECT_EQ(this->store().resealed_through(), 1);
  await<bool>([&](auto done) { this->store().note_resealed(3, act("keys.reseal", "sealing"), done); });
  EXPECT_EQ(this->store().resealed_through(), 3);
}

TYPED_TEST_P(KeyContract, PseudonymsAreRenewedWithContentsAndRequests) {
  this->send(accepted("A", 1, "a", "p1"), "S1", 1);
  this->send(waiting("B", 1, "b"), "S2", 2);
  const auto key = base::to_hex(base::as_bytes(digest_of("key")));
  const auto reserve = [&](const base::Digest& name) {
    return await<std::optional<IdempotencyRow>>([&](auto done) {
      this->store().reserve_key("isola", "isola-bergamasca", base::to_hex(base::as_bytes(name)),
                                this->renewed(digest_of("body")), at(5), done);
    });
  };
  await<std::optional<IdempotencyRow>>([&](auto done) {
    this->store().reserve_key("isola", "isola-bergamasca", key, digest_of("body"), at(4), done);
  });
  const auto done = this->renew(this->renewal());
  EXPECT_EQ(done.persons, 1u);
  EXPECT_EQ(done.waiting, 1u);
  EXPECT_EQ(this->found(digest_of("p1")), 0u);
  EXPECT_EQ(this->found(this->renewed(digest_of("p1"))), 2u);
  auto again = accepted("A", 2, "a", "p1");
  again.person.pseudonym = this->renewed(digest_of("p1"));
  again.content = this->renewed(digest_of("a"));
  EXPECT_EQ(this->send(again, "S3", 3).outcome, model::Outcome::unchanged);
  const auto kept = reserve(this->renewed(digest_of("key")));
  ASSERT_TRUE(kept) << "the key is reserved already";
  EXPECT_EQ(kept->body, this->renewed(digest_of("body")));
  EXPECT_EQ(this->store().credentials().key_checks().at("pseudonym"), "second");
}

TYPED_TEST_P(KeyContract, NothingIsRenewedIfAPersonCannotBeRead) {
  this->send(accepted("A", 1, "a", "p1"), "S1", 1);
  this->send(accepted("B", 1, "b", "p2"), "S2", 2);
  EXPECT_THROW(this->renew(this->renewal("sealed-p2")), base::StoredDamage);
  EXPECT_EQ(this->found(digest_of("p1")), 1u);
  EXPECT_EQ(this->found(digest_of("p2")), 1u);
  EXPECT_TRUE(this->store().credentials().key_checks().empty());
  EXPECT_EQ(this->renew(this->renewal()).persons, 2u);
}

TYPED_TEST_P(KeyContract, WaitingRecordThatCannotBeReadKeepsItsPseudonym) {
  this->send(waiting("B", 1, "b"), "S2", 2);
  EXPECT_EQ(this->renew(this->renewal("sealed:b")).unread, 1u);
  EXPECT_EQ(this->found(digest_of("p1")), 1u);
}

REGISTER_TYPED_TEST_SUITE_P(KeyContract, SealedTextsAreReplacedOnlyIfTheyAreStillThose,
                            PseudonymsAreRenewedWithContentsAndRequests,
                            NothingIsRenewedIfAPersonCannotBeRead,
                            WaitingRecordThatCannotBeReadKeepsItsPseudonym,
                            WrappedKeyIsReplacedOnlyWithTheCurrentValue, CheckValueIsNotOverwritten,
                            CertificatesAreListedByClientTheNewestFirst, PersonsKeepTheirSealedIdentifier);

}  // namespace raccordo::store
