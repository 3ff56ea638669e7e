// Exchanges in SQLite. Made by SqliteStore.
#pragma once

#include <vector>

#include "store/interface/exchanges.hpp"
#include "store/sqlite/readers.hpp"
#include "store/sqlite/writer.hpp"

namespace raccordo::store {

class SqliteExchanges final : public Exchanges {
 public:
  /// Both must outlive it.
  SqliteExchanges(SqliteReaders& readers, SqliteWriter& writer) : readers_(readers), writer_(writer) {}
  void send(NewExchange exchange, AuditEvent event, Done<SentExchange> done) override;
  std::optional<ExchangeRow> find(std::string_view id) override;
  std::optional<ExchangeCase> content(std::string_view id) override;
  Page<ExchangeRow> list(const ExchangeFilter& filter, std::size_t limit, std::string_view cursor) override;
  std::vector<UnreadExchanges> unread(std::string_view recipient, base::Instant now) override;
  void step(ExchangeStep step, AuditEvent event, Done<std::optional<SteppedExchange>> done) override;
  void expire(AuditEvent event, Done<std::uint64_t> done) override;
  std::vector<ExchangeRow> of_person(const std::vector<base::Digest>& pseudonyms,
                                     const model::Comuni& comuni) override;

 private:
  SqliteReaders& readers_;
  SqliteWriter& writer_;
};

}  // namespace raccordo::store
