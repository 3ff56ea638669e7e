// Documents answered later, replays and calls of one client, for the contract of the outbox of webhooks.
#pragma once

#include "exchange_contract.hpp"
#include "ownership_contract.hpp"
#include "retention_fixture.hpp"

namespace raccordo::store {

template <class F>
class WebhookContract : public RetentionContract<F> {
 protected:
  Webhooks& webhooks() { return this->store().webhooks(); }
  void configure(std::vector<std::string> clients) {
    await<bool>([&](auto done) { webhooks().configure(std::move(clients), at(0), done); });
  }
  std::vector<WebhookEvent> pending(const std::string& client = "isola") {
    return webhooks().next(client, 100);
  }
  WebhookRow row(const std::string& client = "isola") { return webhooks().find(client).value(); }
  std::optional<WebhookRow> steer(WebhookAct act, const std::string& client = "isola") {
    return await<std::optional<WebhookRow>>([&](auto done) {
      webhooks().steer(client, act, {at(50), "anna", "", "", "asked by phone", {}}, done);
    });
  }
  void settle(WebhookSettlement settlement) {
    await<bool>([&](auto done) { webhooks().settle(std::move(settlement), done); });
  }
  void settle(WebhookSettlement::Verdict verdict, const std::string& answer) {
    settle({verdict, "isola", {pending().at(0).n}, answer, at(60), at(90)});
  }
  std::uint64_t expire(base::Instant give_up, base::Instant forget) {
    return await<std::uint64_t>([&](auto done) { webhooks().expire(at(100), give_up, forget, done); });
  }
  std::size_t acts_told(const std::string& action) {
    AuditFilter filter;
    filter.action = action;
    return this->store().audit().list(filter, 10, "").items.size();
  }
  /// A document answered 202 and then processed.
  void process_later(const std::string& id, const std::string& reply_to = "",
                     model::SubmissionState end = model::SubmissionState::completed) {
    auto submission = submission_row(id, 1);
    submission.state = model::SubmissionState::received;
    submission.spool = "body-" + id;
    submission.reply_to = reply_to;
    await<bool>([&](auto done) { this->store().put_submission(submission, std::nullopt, done); });
    submission.state = end;
    ApplyRequest request;
    request.submission = submission;
    request.records = {accepted("of-" + id, 1, id)};
    request.first = false;
    apply_now(this->store(), std::move(request));
  }
  /// Maps all records that wait for SAD9 again, with this outcome.
  void replay(const std::string& id, model::Outcome outcome, const std::string& actor = "isola") {
    auto& replays = this->store().replays();
    await<ReplayRow>([&](auto done) {
      replays.start({id,
                     "isola-bergamasca",
                     "intervention",
                     {"SAD9"},
                     model::Comuni::all(),
                     {at(10), actor, "", "", "mapped", {}}},
                    done);
    });
    ReplayPiece piece{id, replays.generation(), {}, at(11)};
    for (const auto& waits : replays.waiting(id, 100)) {
      auto prepared = outcome == model::Outcome::accepted   ? accepted(waits.record_id, 5, "now")
                      : outcome == model::Outcome::rejected ? rejected(waits.record_id, 5)
                                                            : waiting(waits.record_id, 5, "x", "OTHER");
      piece.records.push_back({waits.position, waits.record, waits.content, std::move(prepared)});
    }
    await<bool>([&](auto done) { replays.apply(piece, done); });
  }
};
TYPED_TEST_SUITE_P(WebhookContract);

}  // namespace raccordo::store
