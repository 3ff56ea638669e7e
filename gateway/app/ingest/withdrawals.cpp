#include "app/ingest/withdrawals.hpp"

#include <utility>

#include "app/audit/audit_trail.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

model::Issue refusal(std::uint64_t number, const std::string& record_id, store::Erased erased) {
  model::Issue issue;
  issue.record = number;
  issue.record_id = record_id;
  issue.outcome = model::Outcome::rejected;
  issue.code = model::IssueCode::processing_failed;
  issue.message = erased == store::Erased::restricted
                      ? "the processing of this person's data is restricted (art. 18 GDPR), so the record "
                        "was not withdrawn; ask the data protection officer"
                      : "several Comuni have a record of this id, so none was withdrawn; withdraw it with "
                        "DELETE and ?comune=";
  return issue;
}

}  // namespace

store::PreparedRecord Withdrawals::take(const CheckedRecord& checked, std::uint64_t number, When when) {
  store::PreparedRecord counted;  // without record_id: the store keeps no row of it
  counted.number = number;
  counted.outcome = model::Outcome::accepted;
  if (job_.store == nullptr) return counted;
  const auto& record_id = checked.record.record_id;
  store::EraseOrder order{job_.submission.source,
                          record_id,
                          {},
                          erasure_mark(job_.keys->pseudonym, job_.submission.source, record_id)};
  if (job_.client) order.reach = {job_.client->reach(), job_.client->name, ""};
  if (when == When::later) {
    orders_.push_back(std::move(order));
    return counted;
  }
  const auto erased = erase(std::move(order));
  if (erased == store::Erased::nothing) counted.outcome = model::Outcome::unchanged;
  if (erased == store::Erased::restricted || erased == store::Erased::several) {
    counted.outcome = model::Outcome::rejected;
    counted.issues.push_back(refusal(number, record_id, erased));
  }
  return counted;
}

void Withdrawals::carry_out() {
  for (auto& order : orders_) erase(std::move(order));
  orders_.clear();
}

store::Erased Withdrawals::erase(store::EraseOrder order) {
  const auto object = record_name(job_.keys->pseudonym, order.source, order.record_id);
  auto event = act_of_gateway(*job_.clock, "record.erase", object);
  if (!job_.submission.client.empty()) event.actor = job_.submission.client;
  event.details.emplace("submission", job_.submission.id);
  return wait_for<store::Erased>([&](store::Done<store::Erased> done) {
    job_.store->erase_record(std::move(order), std::move(event), std::move(done));
  });
}

}  // namespace raccordo::app
