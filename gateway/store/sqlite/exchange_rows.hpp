// Rows of exchanges, and the one place where their state changes. Called by SqliteExchanges, erasures,
// retention and the repetition of acts. Writing functions run in the writer's jobs, reading ones in a lease.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/interface/exchanges.hpp"
#include "store/sqlite/connection.hpp"

namespace raccordo::store {

std::optional<ExchangeRow> read_exchange(Connection& db, std::string_view id);
std::optional<ExchangeCase> read_exchange_case(Connection& db, std::string_view id);
/// Whether the processing of the data of its person is restricted.
bool is_exchange_restricted(Connection& db, std::string_view id);
Page<ExchangeRow> read_exchanges(Connection& db, const ExchangeFilter& filter, std::size_t limit,
                                 std::string_view cursor);
std::vector<UnreadExchanges> read_unread(Connection& db, std::string_view recipient, base::Instant now);
std::vector<ExchangeRow> read_exchanges_of(Connection& db, const std::vector<base::Digest>& pseudonyms,
                                           const model::Comuni& comuni);
/// The open one of that document and recipient.
std::optional<ExchangeRow> find_open_exchange(Connection& db, const NewExchange& sent);
/// Open ones whose time is over.
std::vector<ExchangeRow> overdue_exchanges(Connection& db, base::Instant now);

/// Stores the row and its case, without a word of it in the audit: enter_state follows.
void insert_exchange(Connection& db, const NewExchange& exchange);

/// The exchange is in state `to` from now on: updates `row` and the table, and writes all that goes with it:
/// the audit, the keepsake of an end that a restored backup must repeat, the origin of the recipient's
/// records. Every change of state comes here, also the first one (SENT), and nothing else does. `event.at` is
/// the time, except of EXPIRED, which is entered at the row's own time.
void enter_state(Connection& db, ExchangeRow& row, ExchangeState to, const AuditEvent& event,
                 std::string_view sealed_reason = "");
/// What a journal says of an exchange that an older store still has open; no audit, no keepsake.
void repeat_end(Connection& db, std::string_view id, ExchangeState to, base::Instant at);

/// All exchanges with a case of the person, of these Comuni, in whatever state; returns how many.
std::uint64_t erase_exchanges_of(Connection& db, const base::Digest& pseudonym, const model::Comuni& comuni);
/// Some that ended before `cutoff`; returns how many, 0 if none is left.
std::uint64_t drop_ended_exchanges(Connection& db, base::Instant cutoff, std::int64_t slice);

}  // namespace raccordo::store
