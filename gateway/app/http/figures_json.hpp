// JSON of figures for administrators: clients, traffic, coverage. Called by routes_console.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/rules/active_tables.hpp"
#include "intake/clients.hpp"
#include "store/interface/case_store.hpp"

namespace raccordo::app {

/// Rights of clients, and the certificates that were used; no secrets: a fingerprint is public.
std::string clients_json(const intake::ClientSet& clients, const std::vector<store::CertificateSeen>& seen);

/// Traffic by source in the last 24 hours and 30 days, stored records, tables, releases, replays, size.
/// `spooled`: bodies not yet processed.
std::string statistics_json(store::CaseStore& store, const ActiveTables& tables, base::Instant now,
                            std::size_t spooled);

/// "" is source.
std::optional<store::CoverageBy> parse_coverage_by(std::string_view text);
/// `{"items":[...],"next":null}`: whole percent, none under 100 records; exact counts for administrators, and
/// Comuni only for those who may see them.
std::string coverage_json(const std::vector<store::CoverageRow>& rows, const intake::Client& client);
/// `{"source","table","percent","months":[...],"comuni":[...]}`.
std::string table_coverage_json(store::CaseStore& store, const std::string& source, const std::string& table,
                                const intake::Client& client);

}  // namespace raccordo::app
