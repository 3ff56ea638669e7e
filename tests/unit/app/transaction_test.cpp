// A FHIR Bundle of type transaction is stored completely or not at all, whatever refuses one of its cases; a
// case that its sender takes back is erased, and counted.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "app/ingest/conditional_create.hpp"
#include "app/ingest/document_job.hpp"
#include "app/ingest/document_run.hpp"
#include "app/ingest/fill_watch.hpp"
#include "app/ingest/receipt_builder.hpp"
#include "app/ingest/withdrawals.hpp"
#include "unit/app/scene.hpp"

namespace raccordo::app {
namespace {

using model::Outcome;
using model::SubmissionState;
using testing::ElementsAre;

constexpr const char* kAsst = "asst";

std::string case_entries(const std::string& number, const std::string& owner = "016170",
                         const std::string& status = "active", const std::string& opened = "2016-03-01") {
  return R"({"fullUrl":"urn:uuid:p)" + number +
         R"(","resource":{"resourceType":"Patient","identifier":[{"system":"http://hl7.it/sid/codiceFiscale",)"
         R"("value":"RTONNA48D52A794K"}],"birthDate":"1948-04-12","address":[{"use":"home","_city":{"extension":[{)"
         R"("url":"http://hl7.org/fhir/StructureDefinition/iso21090-SC-coding","valueCoding":{"code":")" +
         owner +
         R"("}}]}}]},"request":{"method":"POST","url":"Patient"}},{"request":{"method":"POST","url":"EpisodeOfCare"},)" +
         R"("resource":{"resourceType":"EpisodeOfCare","identifier":[{"value":"E)" + number +
         R"("}],"status":")" + status + R"(","period":{"start":")" + opened +
         R"("},"patient":{"reference":"urn:uuid:p)" + number + R"("}}})";
}

std::string bundle(const std::string& type, const std::string& entries,
                   const std::string& time = "2017-11-03T10:00:00Z") {
  return R"({"resourceType":"Bundle","type":")" + type + R"(","timestamp":")" + time + R"(","entry":[)" +
         entries + "]}";
}

/// Rejected ones are listed too.
std::vector<std::string> accepted_cases(store::CaseStore& store) {
  std::vector<std::string> ids;
  for (const auto& record : store.records(kAsst, {}, 100, "").items) {
    if (record.outcome == Outcome::accepted) ids.push_back(record.record_id);
  }
  return ids;
}

class TransactionTest : public testing::Test, protected Scene {
 protected:
  TransactionTest() {
    client_ = std::make_shared<intake::Client>();
    client_->name = "asst";
    client_->rights.add(intake::Right::submit);
    client_->all_comuni = true;
  }
  DocumentResult send(const std::string& document, bool is_trial = false) {
    auto job = isola_job(home_, clock_, "S" + std::to_string(++sent_));
    job.submission.source = kAsst;
    job.submission.client = client_->name;
    job.client = client_;
    job.format = model::DocumentFormat::fhir;
    job.keep_outcomes = true;
    if (is_trial) job.store = nullptr;
    codecs::MemorySource input(document);
    return run_document_and_wait(job, input);
  }
  std::vector<std::string> stored() { return accepted_cases(store()); }

  std::shared_ptr<intake::Client> client_;
  int sent_ = 0;
};

TEST_F(TransactionTest, StoresAllOfItsCases) {
  const auto result = send(bundle("transaction", case_entries("1") + "," + case_entries("2")));
  EXPECT_FALSE(result.refused_whole);
  EXPECT_EQ(result.receipt.state, SubmissionState::completed);
  EXPECT_THAT(result.outcomes, ElementsAre(Outcome::accepted, Outcome::accepted));
  EXPECT_THAT(stored(), ElementsAre("E1", "E2"));
}

TEST_F(TransactionTest, StoresNothingIfACaseIsRejectedOnReading) {
  const auto result = send(
      bundle("transaction", case_entries("1") + "," + case_entries("2", "016170", "active", "2016-13-01")));
  EXPECT_TRUE(result.refused_whole);
  EXPECT_EQ(result.receipt.state, SubmissionState::failed);
  ASSERT_EQ(result.receipt.issues.size(), 1U);
  EXPECT_EQ(result.receipt.issues[0].code, model::IssueCode::bad_date);
  EXPECT_THAT(stored(), ElementsAre());
  EXPECT_FALSE(store().submission("S1")) << "there is no receipt of what was not taken";
  const auto batch =
      send(bundle("batch", case_entries("1") + "," + case_entries("2", "016170", "active", "2016-13-01")));
  EXPECT_THAT(batch.outcomes, ElementsAre(Outcome::accepted, Outcome::rejected));
  EXPECT_THAT(stored(), ElementsAre("E1"));
}

TEST_F(TransactionTest, LeavesWhatIsThereIfItIsToCreateOnly) {
  const auto conditional = [](std::string entries) {
    const std::string url = R"("url":"EpisodeOfCare")";
    return entries.insert(entries.find(url) + url.size(), R"(,"ifNoneExist":"identifier=E1")");
  };
  EXPECT_THAT(send(bundle("transaction", conditional(case_entries("1")))).outcomes,
              ElementsAre(Outcome::accepted));
  const auto later =
      conditional(case_entries("1", "016170", "active", "2016-04-01")) + "," + case_entries("2");
  const auto result = send(bundle("transaction", later, "2018-01-01T00:00:00Z"));
  EXPECT_THAT(result.outcomes, ElementsAre(Outcome::unchanged, Outcome::accepted));
  const auto held = store().held().record(kAsst, "E1").value();
  EXPECT_EQ(held.accepted_version, base::parse_instant("2017-11-03T10:00:00Z"));
  EXPECT_EQ(held.state.outcome, Outcome::accepted);
}

TEST_F(TransactionTest, StoresNothingIfTheStoreRejectsACase) {
  send(bundle("batch", case_entries("2", "016024")));
  client_->all_comuni = false;
  client_->comuni = {"016170"};
  const auto result =
      send(bundle("transaction", case_entries("1") + "," + case_entries("2"), "2018-01-01T00:00:00Z"));
  EXPECT_TRUE(result.refused_whole) << "the stored case is of a Comune that this client may not hold";
  EXPECT_EQ(result.receipt.state, SubmissionState::failed);
  EXPECT_THAT(stored(), ElementsAre("E2"));
  EXPECT_FALSE(store().submission("S2"));
  EXPECT_EQ(told("records.refuse"), 1U) << "what belongs to another Comune is counted all the same";
}

TEST_F(TransactionTest, ATrialOfATransactionTellsEachOutcome) {
  const auto result =
      send(bundle("transaction", case_entries("1") + "," + case_entries("2", "016170", "active", "x")), true);
  EXPECT_FALSE(result.refused_whole);
  EXPECT_THAT(result.outcomes, ElementsAre(Outcome::accepted, Outcome::rejected));
}

TEST_F(TransactionTest, ACaseEnteredInErrorIsErased) {
  send(bundle("batch", case_entries("1") + "," + case_entries("2")));
  for (const auto* type : {"collection", "transaction"}) {
    const std::string number = std::string(type) == "collection" ? "1" : "2";
    const auto result = send(bundle(type, case_entries(number, "016170", "entered-in-error")));
    EXPECT_THAT(result.outcomes, ElementsAre(Outcome::accepted)) << type;
    EXPECT_TRUE(result.receipt.issues.empty()) << type;
  }
  EXPECT_THAT(stored(), ElementsAre());
  EXPECT_EQ(told("record.erase"), 2U);
  const auto again = send(bundle("collection", case_entries("1", "016170", "entered-in-error")));
  EXPECT_THAT(again.outcomes, ElementsAre(Outcome::unchanged)) << "there is nothing any more";
  EXPECT_EQ(told("record.erase"), 2U);
}

TEST_F(TransactionTest, NothingIsTakenBackIfAnotherCaseIsRejected) {
  send(bundle("batch", case_entries("1") + "," + case_entries("2")));
  const auto result = send(bundle("transaction", case_entries("1", "016170", "entered-in-error") + "," +
                                                     case_entries("2", "016170", "active", "2016-13-01")));
  EXPECT_TRUE(result.refused_whole);
  EXPECT_THAT(stored(), ElementsAre("E1", "E2"));
  EXPECT_EQ(told("record.erase"), 0U);
}

TEST_F(TransactionTest, ACaseTakenBackAfterItselfInOneDocumentIsADuplicate) {
  const auto twice = case_entries("1") + "," + case_entries("2", "016170", "entered-in-error");
  auto text = bundle("batch", twice);
  text.replace(text.find("\"E2\""), 4, "\"E1\"");
  const auto result = send(text);
  EXPECT_THAT(result.outcomes, ElementsAre(Outcome::accepted, Outcome::rejected));
  EXPECT_THAT(stored(), ElementsAre("E1"));
}

TEST_F(TransactionTest, AnUnknownModifierTakesNothingBack) {
  send(bundle("batch", case_entries("1")));
  auto text = bundle("collection", case_entries("1", "016170", "entered-in-error"));
  text.insert(text.find("\"status\""), R"("modifierExtension":[{"url":"urn:not","valueBoolean":true}],)");
  EXPECT_THAT(send(text).outcomes, ElementsAre(Outcome::rejected));
  EXPECT_THAT(stored(), ElementsAre("E1"));
}

/// A sender that replaces case 1 by case 2 in one transaction, again until it is told that it is done.
class ReplacingScene : public Scene {
 public:
  ReplacingScene() { send(bundle("batch", case_entries("1"))); }
  void run() {
    while (!done_)
      done_ = send(bundle("transaction",
                          case_entries("1", "016170", "entered-in-error") + "," + case_entries("2")))
                  .receipt.state == SubmissionState::completed;
  }
  void check_interrupted() { EXPECT_THAT(stored(), testing::SizeIs(1)) << "one case, the old or the new"; }
  void check_end() {
    EXPECT_THAT(stored(), ElementsAre("E2"));
    EXPECT_EQ(told("record.erase"), 1U);
  }

 private:
  DocumentResult send(const std::string& document) {
    auto job = isola_job(home_, clock_, "S" + std::to_string(++sent_));
    job.submission.source = kAsst;
    job.client = nullptr;
    job.format = model::DocumentFormat::fhir;
    codecs::MemorySource input(document);
    return run_document_and_wait(job, input);
  }
  std::vector<std::string> stored() { return accepted_cases(store()); }
  int sent_ = 0;
  bool done_ = false;
};

TEST(Transaction, TakesBackAndStoresTogetherWhicheverCallFails) {
  support::fail_everywhere(1, [] { return std::make_unique<ReplacingScene>(); });
}

}  // namespace
}  // namespace raccordo::app
