// Contract of Exchanges: one open exchange of a document, every state once, each with its entry in the audit.
#pragma once

#include "case_store_contract.hpp"

namespace raccordo::store {

/// Sent at second `sent`; it expires 100 seconds later.
inline NewExchange exchange_of(const std::string& id, const std::string& document = "d1",
                               std::int64_t sent = 0, const std::string& person = "p1") {
  NewExchange exchange;
  auto& row = exchange.row;
  row.id = id;
  row.sender = "isola";
  row.recipient = "asst";
  row.office = "minori";
  row.source = "isola-bergamasca";
  row.purpose = "transfer";
  row.owner = "016198";
  row.sealed_letter = "letter";
  row.sent_at = at(sent);
  row.expires_at = at(sent + 100);
  exchange.content = {"sealed " + document, "sealed record"};
  exchange.digest = digest_of(document);
  exchange.pseudonym = digest_of(person);
  exchange.is_transfer = true;
  exchange.sealed_record_id = "sealed id";
  return exchange;
}

inline AuditEvent exchange_event(const std::string& action, const std::string& id, std::int64_t second) {
  return {at(second), "someone", "exchange." + action, id, "", {}};
}

template <class F>
class ExchangeContract : public StoreContract<F> {
 protected:
  using Result = SentExchange::Result;
  Exchanges& exchanges() { return this->store().exchanges(); }
  SentExchange send_exchange(const NewExchange& exchange) {
    const auto event = exchange_event("send", exchange.row.id,
                                      exchange.row.sent_at.micros / kSecond - at(0).micros / kSecond);
    return await<SentExchange>([&](auto done) { exchanges().send(exchange, event, done); });
  }
  std::optional<SteppedExchange> step(const std::string& id, ExchangeAct act, std::int64_t second) {
    return await<std::optional<SteppedExchange>>([&](auto done) {
      exchanges().step({id, act, act == ExchangeAct::refuse ? "why" : ""},
                       exchange_event(std::string(to_string(act)), id, second), done);
    });
  }
  /// Whether the step was taken.
  bool takes(const std::string& id, ExchangeAct act, std::int64_t second) {
    const auto stepped = step(id, act, second);
    return stepped && stepped->done;
  }
  ExchangeState state_of(const std::string& id) { return exchanges().find(id).value().state; }
  std::uint64_t expire(std::int64_t second) {
    return await<std::uint64_t>(
        [&](auto done) { exchanges().expire(exchange_event("expire", "", second), done); });
  }
  /// Actions in the audit, oldest first.
  std::vector<std::string> acts() {
    std::vector<std::string> found;
    for (const auto& entry : this->store().audit().list({}, 100, "").items)
      found.insert(found.begin(), entry.event.action.substr(entry.event.action.find('.') + 1));
    return found;
  }
  std::vector<std::string> ids(const ExchangeFilter& filter, std::size_t limit = 100,
                               std::string_view cursor = "") {
    std::vector<std::string> found;
    for (const auto& row : exchanges().list(filter, limit, cursor).items) found.push_back(row.id);
    return found;
  }
};
TYPED_TEST_SUITE_P(ExchangeContract);

TYPED_TEST_P(ExchangeContract, KeepsWhatWasSentUntilItIsFetchedAndDecided) {
  EXPECT_EQ(this->send_exchange(exchange_of("E1")).result, SentExchange::Result::made);
  this->reopen();
  const auto row = this->exchanges().find("E1").value();
  EXPECT_EQ(row.state, ExchangeState::sent);
  EXPECT_EQ(row.office, "minori");
  EXPECT_EQ(row.sealed_letter, "letter");
  EXPECT_EQ(row.expires_at, at(100));
  EXPECT_EQ(this->exchanges().content("E1").value().document, "sealed d1");
  EXPECT_TRUE(this->takes("E1", ExchangeAct::fetch, 5));
  EXPECT_TRUE(this->takes("E1", ExchangeAct::fetch, 6));
  EXPECT_EQ(this->exchanges().find("E1").value().fetched_at, at(5)) << "the first time counts";
  EXPECT_TRUE(this->takes("E1", ExchangeAct::refuse, 7));
  const auto refused = this->exchanges().find("E1").value();
  EXPECT_EQ(refused.state, ExchangeState::refused);
  EXPECT_EQ(refused.ended_at, at(7));
  EXPECT_EQ(refused.sealed_reason, "why");
  EXPECT_FALSE(this->takes("E1", ExchangeAct::accept, 8));
  EXPECT_FALSE(this->takes("E1", ExchangeAct::fetch, 8));
  EXPECT_FALSE(this->takes("E1", ExchangeAct::withdraw, 8));
  EXPECT_EQ(this->acts(), (std::vector<std::string>{"send", "fetch", "fetch", "refuse"}));
  EXPECT_FALSE(this->step("E2", ExchangeAct::fetch, 9));
  EXPECT_FALSE(this->exchanges().content("E2"));
}

TYPED_TEST_P(ExchangeContract, SameDocumentToTheSameBodyIsOneWhileItIsOpen) {
  this->send_exchange(exchange_of("E1"));
  const auto again = this->send_exchange(exchange_of("E2", "d1", 1));
  EXPECT_EQ(again.result, SentExchange::Result::open);
  EXPECT_EQ(again.row.id, "E1");
  auto elsewhere = exchange_of("E3", "d1", 1);
  elsewhere.row.recipient = "bergamo";
  EXPECT_EQ(this->send_exchange(elsewhere).result, SentExchange::Result::made);
  EXPECT_EQ(this->send_exchange(exchange_of("E4", "d2", 1)).result, SentExchange::Result::made);
  EXPECT_TRUE(this->takes("E1", ExchangeAct::withdraw, 2));
  EXPECT_EQ(this->send_exchange(exchange_of("E5", "d1", 3)).result, SentExchange::Result::made);
  const auto later = this->send_exchange(exchange_of("E6", "d1", 103));
  EXPECT_EQ(later.result, SentExchange::Result::made) << "the time of E5 is over";
  EXPECT_EQ(this->state_of("E5"), ExchangeState::expired);
}

TYPED_TEST_P(ExchangeContract, KeyOfARequestGivesItsFirstAnswer) {
  auto first = exchange_of("E1");
  first.key = "k";
  first.request = digest_of("r");
  EXPECT_EQ(this->send_exchange(first).status, 201);
  EXPECT_TRUE(this->takes("E1", ExchangeAct::accept, 1));
  auto again = exchange_of("E2", "d1", 2);
  again.key = "k";
  again.request = digest_of("r");
  const auto replayed = this->send_exchange(again);
  EXPECT_EQ(replayed.result, SentExchange::Result::replayed);
  EXPECT_EQ(replayed.row.id, "E1");
  EXPECT_EQ(replayed.status, 201);
  again.request = digest_of("another");
  EXPECT_EQ(this->send_exchange(again).result, SentExchange::Result::key_mismatch);
  EXPECT_FALSE(this->exchanges().find("E2"));
}

TYPED_TEST_P(ExchangeContract, TimeEndsWhatNobodyDecided) {
  this->send_exchange(exchange_of("E1", "d1", 0));
  this->send_exchange(exchange_of("E2", "d2", 1));
  EXPECT_FALSE(this->takes("E1", ExchangeAct::accept, 100)) << "not after its time, also before housekeeping";
  EXPECT_EQ(this->state_of("E1"), ExchangeState::expired);
  EXPECT_EQ(this->exchanges().find("E1").value().ended_at, at(100));
  EXPECT_EQ(this->expire(100), 0u);
  EXPECT_EQ(this->expire(101), 1u);
  EXPECT_EQ(this->expire(101), 0u);
  EXPECT_EQ(this->state_of("E2"), ExchangeState::expired);
  EXPECT_EQ(this->acts(), (std::vector<std::string>{"send", "send", "expire", "expire"}));
}

TYPED_TEST_P(ExchangeContract, ListsABoxByStateAndOffice) {
  this->send_exchange(exchange_of("E1", "d1", 0));
  this->send_exchange(exchange_of("E2", "d2", 50));
  auto to_body = exchange_of("E3", "d3", 60);
  to_body.row.office = "";
  this->send_exchange(to_body);
  using Ids = std::vector<std::string>;
  EXPECT_EQ(this->ids({"asst", "", "", "", {}, at(60)}), (Ids{"E3", "E2", "E1"}));
  EXPECT_EQ(this->ids({"", "isola", "minori", "", {}, at(60)}), (Ids{"E2", "E1"}));
  EXPECT_EQ(this->ids({"asst", "", "", "", ExchangeState::expired, at(120)}), (Ids{"E1"}));
  EXPECT_EQ(this->ids({"asst", "", "", "", ExchangeState::sent, at(120)}), (Ids{"E3", "E2"}));
  EXPECT_EQ(this->ids({"isola", "", "", "", {}, at(60)}), Ids{});
  const auto page = this->exchanges().list({"asst", "", "", "", {}, at(60)}, 2, "");
  EXPECT_EQ(this->ids({"asst", "", "", "", {}, at(60)}, 2, page.next), (Ids{"E1"}));
  EXPECT_TRUE(this->takes("E1", ExchangeAct::fetch, 61));
  const auto unread = this->exchanges().unread("asst", at(61));
  ASSERT_EQ(unread.size(), 2u);
  EXPECT_EQ(unread[0].office, "");
  EXPECT_EQ(unread[1].count, 1u);
}

TYPED_TEST_P(ExchangeContract, ErasureOfAPersonReachesItsExchanges) {
  this->send_exchange(exchange_of("E1", "d1", 0, "p1"));
  this->send_exchange(exchange_of("E2", "d2", 0, "p2"));
  EXPECT_EQ(this->exchanges().of_person({digest_of("p1")}, model::Comuni::all()).size(), 1u);
  EXPECT_TRUE(this->exchanges().of_person({digest_of("p1")}, model::Comuni({"016024"})).empty());
  const auto erase = [&](const model::Comuni& comuni) {
    return await<SubjectErasure>([&](auto done) {
      this->store().held().erase_person({digest_of("p1")}, event_of("subject.erase", "R1"), done, comuni);
    });
  };
  EXPECT_EQ(erase(model::Comuni({"016024"})).exchanges, 0u) << "of another Comune";
  EXPECT_EQ(erase(model::Comuni::all()).exchanges, 1u);
  EXPECT_FALSE(this->exchanges().find("E1"));
  EXPECT_FALSE(this->exchanges().content("E1"));
  EXPECT_TRUE(this->exchanges().find("E2"));
}

TYPED_TEST_P(ExchangeContract, RetentionErasesWhatEndedLongAgo) {
  this->send_exchange(exchange_of("E1", "d1", 0));
  this->send_exchange(exchange_of("E2", "d2", 0));
  this->send_exchange(exchange_of("E3", "d3", 0));
  EXPECT_TRUE(this->takes("E1", ExchangeAct::withdraw, 10));
  EXPECT_TRUE(this->takes("E2", ExchangeAct::accept, 20));
  CaseStore::RetentionCutoffs cutoffs{};
  cutoffs.exchanges = at(15);
  EXPECT_EQ(this->retain(cutoffs), 1u);
  EXPECT_FALSE(this->exchanges().find("E1"));
  cutoffs.exchanges = at(101);
  EXPECT_EQ(this->retain(cutoffs), 2u) << "its time is over, whether or not that was written";
  EXPECT_FALSE(this->exchanges().find("E3"));
}

/// What an older copy of the store needs: an end that it has not seen.
TYPED_TEST_P(ExchangeContract, EndIsRepeatedAfterARestore) {
  this->send_exchange(exchange_of("E1"));
  EXPECT_TRUE(this->takes("E1", ExchangeAct::withdraw, 10));
  const auto acts = this->store().keepsakes().after(0, 10);
  ASSERT_EQ(acts.size(), 1u);
  EXPECT_EQ(acts[0].object, "E1");
  this->start_afresh();
  this->send_exchange(exchange_of("E1"));
  await<bool>([&](auto done) { this->store().keepsakes().repeat(acts, {}, done); });
  EXPECT_EQ(this->state_of("E1"), ExchangeState::withdrawn);
  EXPECT_EQ(this->exchanges().find("E1").value().ended_at, at(10));
}

TYPED_TEST_P(ExchangeContract, AcceptedTransferIsTheOriginOfTheRecipientsRecords) {
  const auto origins = [&](const std::string& id) {
    return this->store().held().record("isola-bergamasca", id).value().origins;
  };
  auto exchange = exchange_of("E1", "d1", 10);
  exchange.row.sender = "bergamo";
  exchange.row.recipient = "isola";  // whose submissions these are
  this->send(accepted("A", 1, "a", "p1"), "S1", 5);
  this->send_exchange(exchange);
  this->send(accepted("B", 1, "b", "p1"), "S2", 12);
  this->send(accepted("C", 1, "c", "p2"), "S3", 13);
  EXPECT_TRUE(origins("B").empty()) << "nobody has accepted it yet";
  EXPECT_TRUE(this->takes("E1", ExchangeAct::accept, 14));
  EXPECT_TRUE(origins("A").empty()) << "it was there before the transfer was sent";
  EXPECT_TRUE(origins("C").empty()) << "another person";
  ASSERT_EQ(origins("B").size(), 1u);
  EXPECT_EQ(origins("B")[0].sender, "bergamo");
  this->send(accepted("D", 1, "d", "p1"), "S4", 15);
  ASSERT_EQ(origins("D").size(), 1u);
  EXPECT_EQ(origins("D")[0].accepted_at, at(14));
  CaseStore::RetentionCutoffs cutoffs{};
  cutoffs.exchanges = at(100);
  this->retain(cutoffs);
  EXPECT_FALSE(this->exchanges().find("E1"));
  EXPECT_EQ(origins("D").size(), 1u) << "it is kept with the record";
}

TYPED_TEST_P(ExchangeContract, CaseOfARestrictedPersonIsNotHandedOver) {
  const auto change = [&](RestrictionStep step) {
    return await<RestrictionChange>([&](auto done) {
             this->store().held().restrict_person(digest_of("p1"), step, act("subject.restrict", "R1"), done);
           })
        .result;
  };
  this->send_exchange(exchange_of("E1"));
  this->send_exchange(exchange_of("E2", "d2", 0, "p2"));
  ASSERT_EQ(change(RestrictionStep::restrict), RestrictionChange::Result::done)
      << "also if an exchange is all that is stored of the person";
  this->retain(CaseStore::RetentionCutoffs{});
  for (const auto act : {ExchangeAct::fetch, ExchangeAct::accept}) {
    const auto stepped = this->step("E1", act, 10).value();
    EXPECT_FALSE(stepped.done);
    EXPECT_TRUE(next_state(stepped.row.state, act)) << "it is not the state that forbids it";
  }
  EXPECT_EQ(this->state_of("E1"), ExchangeState::sent);
  EXPECT_TRUE(this->takes("E2", ExchangeAct::fetch, 11)) << "of another person";
  EXPECT_EQ(change(RestrictionStep::lift), RestrictionChange::Result::done);
  EXPECT_TRUE(this->takes("E1", ExchangeAct::fetch, 12));
  EXPECT_EQ(change(RestrictionStep::restrict), RestrictionChange::Result::done);
  EXPECT_TRUE(this->takes("E1", ExchangeAct::refuse, 13)) << "that hands nothing over";
}

REGISTER_TYPED_TEST_SUITE_P(ExchangeContract, CaseOfARestrictedPersonIsNotHandedOver,
                            KeepsWhatWasSentUntilItIsFetchedAndDecided,
                            SameDocumentToTheSameBodyIsOneWhileItIsOpen, KeyOfARequestGivesItsFirstAnswer,
                            TimeEndsWhatNobodyDecided, ListsABoxByStateAndOffice,
                            ErasureOfAPersonReachesItsExchanges, RetentionErasesWhatEndedLongAgo,
                            EndIsRepeatedAfterARestore, AcceptedTransferIsTheOriginOfTheRecipientsRecords);

}  // namespace raccordo::store
