#include <array>
#include <iostream>

#include "app/audit/audit_trail.hpp"
#include "app/cli/faults.hpp"
#include "app/cli/verbs.hpp"
#include "app/forms/page_json.hpp"
#include "app/forms/webhook_json.hpp"
#include "app/rules/installation.hpp"
#include "store/interface/wait_for.hpp"

namespace raccordo::app {
namespace {

constexpr std::size_t kEventsShown = 100;

/// "" if it has none.
std::string url_of(const Installation& installation, const std::string& client) {
  const auto* listed = installation.book->clients.by_name(client);
  return listed != nullptr && listed->webhook ? listed->webhook->url.text() : "";
}

void print_line(const store::WebhookRow& row) {
  std::cout << row.client << "  " << to_string(row.state) << (row.configured ? "" : " (no longer configured)")
            << "  " << row.pending << " events wait, " << row.given_up << " given up";
  if (row.tried_at) std::cout << "  last call " << base::to_string(*row.tried_at) << ": " << row.answer;
  if (!row.reason.empty()) std::cout << "  " << row.actor << ": " << row.reason;
  std::cout << '\n';
}

void print_row(const Installation& installation, const store::WebhookRow& row, Output output) {
  if (output == Output::text) return print_line(row);
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  write_webhook(writer, row, url_of(installation, row.client));
  std::cout << base::view(buffer) << '\n';
}

int list(const Installation& installation, Output output) {
  const auto rows = installation.store->webhooks().list();
  if (output == Output::json) {
    std::cout << page_json(rows, "", [&](base::JsonWriter& writer, const store::WebhookRow& row) {
      write_webhook(writer, row, url_of(installation, row.client));
    }) << '\n';
    return 0;
  }
  if (rows.empty()) std::cout << "No gateway has run with a webhook in clients.yaml yet.\n";
  for (const auto& row : rows) print_line(row);
  return 0;
}

int report_unknown(const std::string& client, Output output) {
  return report_failure(
      "not-found", "client " + client + " has no webhook; `raccordo webhooks list` shows those there are",
      output);
}

int events(const Installation& installation, const std::string& client, Output output) {
  auto& webhooks = installation.store->webhooks();
  if (!webhooks.find(client)) return report_unknown(client, output);
  auto page = webhooks.events(client, kEventsShown, "");
  for (auto& event : page.items) event.record_id.clear();  // concerns its sender alone
  if (output == Output::json) {
    std::cout << page_json(page.items, "", write_webhook_event) << '\n';
    return 0;
  }
  for (const auto& event : page.items) {
    std::cout << event.id << "  " << base::to_string(event.at) << "  " << to_string(event.kind) << "  "
              << event.object << "  " << event.outcome << "  " << to_string(event.end) << "  "
              << event.attempts << " calls\n";
  }
  return 0;
}

std::optional<store::WebhookAct> act_named(const std::string& name) {
  using store::WebhookAct;
  constexpr std::array kActs{WebhookAct::pause, WebhookAct::resume, WebhookAct::retry, WebhookAct::drop};
  for (const auto act : kActs) {
    if (to_string(act) == name) return act;
  }
  return std::nullopt;
}

}  // namespace

int run_webhooks(const Config& config, const WebhooksOptions& options, Output output) {
  auto installation = open_installation(config);
  if (!installation) return report_faults(installation.error(), output);
  if (options.verb == "list") return list(**installation, output);
  if (options.verb == "events") return events(**installation, options.client, output);
  const auto act = act_named(options.verb);
  auto reason = read_reason(options.reason);
  if (!reason) return report_failure(reason.error().code, reason.error().detail, output);
  using Row = std::optional<store::WebhookRow>;
  const auto row = wait_for<Row>([&](store::Done<Row> done) {
    (*installation)
        ->store->webhooks()
        .steer(options.client, act.value(), act_of_command_line("", "", std::move(*reason)), std::move(done));
  });
  if (!row) return report_unknown(options.client, output);
  print_row(**installation, *row, output);
  return 0;
}

}  // namespace raccordo::app
