#include "app/ingest/withdrawals.hpp"

#include <algorithm>
#include <utility>

#include "app/audit/audit_trail.hpp"
#include "app/ingest/reporting_body.hpp"

namespace raccordo::app {

bool is_withdrawal(const model::FieldRecord& fields, const CheckedRecord& checked) {
  return fields.withdrawn && !checked.record.record_id.empty() &&
         std::none_of(checked.issues.begin(), checked.issues.end(), [](const model::Issue& issue) {
           return issue.code == model::IssueCode::duplicate_record;
         });
}

store::PreparedRecord withdrawal_of(const DocumentJob& job, const model::FieldRecord& fields,
                                    const CheckedRecord& checked) {
  store::PreparedRecord out;  // without record_id: the store keeps no row of it
  out.number = fields.number;
  out.outcome = model::Outcome::accepted;
  if (job.store == nullptr) return out;
  const auto& source = job.submission.source;
  const auto& record_id = checked.record.record_id;
  const auto& key = job.keys->names;
  if (const auto* id = fields.find(model::Field::record_id)) out.at = fields.place_of(id->node);
  store::Withdrawal withdrawal{
      {source, record_id, {}, erasure_mark(key, source, record_id)},
      act_of_gateway(*job.clock, "record.erase", record_name(key, source, record_id))};
  auto& reach = withdrawal.order.reach;
  if (job.client) reach = {job.client->reach(), job.client->name, "", job.client->bodies};
  const auto* rules = job.tables->book().find(source);
  if (rules != nullptr && rules->profile.record_key() == model::RecordKey::id_and_body) {
    reach.body = body_code(checked.record.managed_by);
  }
  if (!job.submission.client.empty()) withdrawal.event.actor = job.submission.client;
  withdrawal.event.details.emplace("submission", job.submission.id);
  out.withdrawal = std::make_shared<const store::Withdrawal>(std::move(withdrawal));
  return out;
}

}  // namespace raccordo::app
