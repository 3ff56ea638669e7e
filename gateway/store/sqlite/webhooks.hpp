// The outbox of webhooks in SQLite. Other files of this folder add events (webhook_events.hpp).
#pragma once

#include <string>
#include <vector>

#include "store/interface/webhooks.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

class SqliteWebhooks final : public Webhooks {
 public:
  /// Both must outlive it.
  SqliteWebhooks(SqliteReaders& readers, SqliteWriter& writer) : readers_(readers), writer_(writer) {}
  void configure(std::vector<std::string> clients, base::Instant now, Done<bool> done) override;
  std::vector<WebhookRow> list() override;
  std::optional<WebhookRow> find(std::string_view client) override;
  Page<WebhookEvent> events(std::string_view client, std::size_t limit, std::string_view cursor) override;
  void steer(std::string client, WebhookAct act, AuditEvent event,
             Done<std::optional<WebhookRow>> done) override;
  void pause_all(AuditEvent event, Done<std::uint64_t> done) override;
  std::vector<std::string> due(base::Instant now) override;
  std::vector<WebhookEvent> next(std::string_view client, std::size_t limit) override;
  void settle(WebhookSettlement settlement, Done<bool> done) override;
  void expire(base::Instant now, base::Instant give_up, base::Instant forget,
              Done<std::uint64_t> done) override;

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
};

}  // namespace raccordo::store
