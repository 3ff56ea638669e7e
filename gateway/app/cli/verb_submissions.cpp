#include <iostream>

#include "app/audit/audit_trail.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/issue_groups.hpp"
#include "app/cli/verbs.hpp"
#include "app/forms/json_forms.hpp"
#include "app/ingest/body_verdict.hpp"
#include "app/rules/installation.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

void write_row(base::JsonWriter& writer, const store::SubmissionRow& row) {
  writer.StartObject();
  base::put(writer, "id", row.id);
  base::put(writer, "source", row.source);
  base::put(writer, "client", row.client);
  base::put(writer, "state", model::to_string(row.state));
  base::put(writer, "received_at", base::to_string(row.received_at));
  base::key(writer, "received");
  writer.Uint64(row.counts.received);
  base::key(writer, "attempts");
  writer.Int64(row.attempts);
  base::put_if(writer, "reason", row.waits_for);
  base::put_if(writer, "detail", words_of_wait(row.waits_for));
  writer.EndObject();
}

int list(store::CaseStore& store, Output output) {
  const auto rows = store.with_body();
  if (output == Output::json) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    writer.StartObject();
    base::key(writer, "items");
    writer.StartArray();
    for (const auto& row : rows) write_row(writer, row);
    writer.EndArray();
    writer.EndObject();
    std::cout << base::view(buffer) << '\n';
    return 0;
  }
  if (rows.empty()) std::cout << "Every document that was taken in has been processed.\n";
  for (const auto& row : rows) {
    std::cout << row.id << "  " << model::to_string(row.state) << "  " << row.source << "  " << row.client
              << "  received " << base::to_string(row.received_at) << "  " << row.counts.received
              << " records so far";
    if (!row.waits_for.empty()) std::cout << "  " << row.waits_for << ": " << words_of_wait(row.waits_for);
    std::cout << '\n';
  }
  return 0;
}

int report_unknown(const std::string& id, Output output) {
  return report_failure(
      "not-found",
      "there is no submission " + id + "; `raccordo submissions list` shows those that are not processed",
      output);
}

int show(store::CaseStore& store, const std::string& id, Output output) {
  const auto row = store.submission(id);
  if (!row) return report_unknown(id, output);
  const auto receipt = receipt_of(*row, store.issues(id, model::kReceiptIssues, ""));
  if (output == Output::json) {
    std::cout << receipt_json(receipt) << '\n';
    return 0;
  }
  std::cout << row->id << "  " << model::to_string(row->state) << "  " << row->source << "  " << row->client
            << '\n'
            << row->counts.received << " records: " << row->counts.accepted << " accepted, "
            << row->counts.unchanged << " unchanged, " << row->counts.quarantined << " quarantined, "
            << row->counts.rejected << " rejected\n";
  if (!row->waits_for.empty()) std::cout << row->waits_for << ": " << words_of_wait(row->waits_for) << '\n';
  for (const auto& line : grouped_lines(receipt.issues)) std::cout << "  " << line << '\n';
  return 0;
}

int retry(store::CaseStore& store, const SubmissionsOptions& options, Output output) {
  auto reason = read_reason(options.reason);
  if (!reason) return report_failure(reason.error().code, reason.error().detail, output);
  const auto row = store.submission(options.id);
  if (!row) return report_unknown(options.id, output);
  if (row->state != model::SubmissionState::failed || row->spool.empty()) {
    return report_failure("not-set-aside",
                          "submission " + options.id + " is " + std::string(model::to_string(row->state)) +
                              ": only a FAILED one whose document is still kept can be processed again",
                          output);
  }
  // Alone from the first attempt: it is known to crash a process.
  store::BodyNote note{row->id, model::SubmissionState::received, kAttemptsTogether, "", {}, {}};
  note.event = act_of_command_line("submission.retry", row->id, std::move(*reason));
  const bool kept =
      wait_for<bool>([&](store::Done<bool> done) { store.note_body(std::move(note), std::move(done)); });
  if (!kept) return report_unknown(options.id, output);
  const auto now = store.submission(options.id);
  if (output == Output::json) {
    base::JsonBuffer buffer;
    base::JsonWriter writer(buffer);
    write_row(writer, *now);
    std::cout << base::view(buffer) << '\n';
  } else {
    std::cout << options.id << " is processed again by the running gateway, or when it starts.\n";
  }
  return 0;
}

}  // namespace

int run_submissions(const Config& config, const SubmissionsOptions& options, Output output) {
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), output);
  auto& store = *(*installation)->store;
  if (options.verb == "list") return list(store, output);
  if (options.verb == "show") return show(store, options.id, output);
  return retry(store, options, output);
}

}  // namespace raccordo::app
