#include "app/http/figures_json.hpp"

#include <algorithm>
#include <array>

#include "app/forms/json_forms.hpp"
#include "app/forms/page_json.hpp"
#include "app/rules/sight.hpp"
#include "base/text.hpp"
#include "store/interface/case_store.hpp"
#include "store/interface/replays.hpp"

namespace raccordo::app {
namespace {

constexpr std::int64_t kHour = std::int64_t{3'600} * 1'000'000;
constexpr std::array<std::string_view, 4> kCoverageBy = {"source", "table", "comune", "month"};

void put_list(base::JsonWriter& writer, std::string_view name, const std::vector<std::string>& texts) {
  base::key(writer, name);
  writer.StartArray();
  for (const auto& text : texts) base::text(writer, text);
  writer.EndArray();
}

void put_counts_by(base::JsonWriter& writer, std::string_view name,
                   const std::map<std::string, std::uint64_t>& counts) {
  base::key(writer, name);
  writer.StartObject();
  for (const auto& [what, count] : counts) base::put_number(writer, what, count);
  writer.EndObject();
}

/// A listed fingerprint that was never used has no times.
void write_certificates(base::JsonWriter& writer, const intake::Client& client,
                        const std::vector<store::CertificateSeen>& seen) {
  base::key(writer, "certificates");
  writer.StartArray();
  auto unseen = client.fingerprints;
  for (const auto& each : seen) {
    if (each.client != client.name) continue;
    std::erase(unseen, each.fingerprint);
    writer.StartObject();
    base::put(writer, "fingerprint", each.fingerprint);
    base::put(writer, "expiry", base::to_string(each.expires_at));
    base::put(writer, "last_seen", base::to_string(each.last_seen));
    writer.EndObject();
  }
  for (const auto& fingerprint : unseen) {
    writer.StartObject();
    base::put(writer, "fingerprint", fingerprint);
    writer.EndObject();
  }
  writer.EndArray();
}

void write_client(base::JsonWriter& writer, const intake::Client& client,
                  const std::vector<store::CertificateSeen>& seen) {
  writer.StartObject();
  base::put(writer, "name", client.name);
  if (!client.fingerprints.empty()) {
    base::put(writer, "fingerprint", client.fingerprints.front());
    put_list(writer, "fingerprints", client.fingerprints);
  }
  write_certificates(writer, client, seen);
  base::put_if(writer, "subject", client.subject);
  base::put_if(writer, "issuer", client.issuer);
  base::put_if(writer, "san", client.san);
  put_list(writer, "rights", client.rights.names());
  put_list(writer, "sources", client.sources);
  if (client.all_comuni) {
    base::put(writer, "comuni", "all");
  } else {
    put_list(writer, "comuni", {client.comuni.begin(), client.comuni.end()});
  }
  writer.EndObject();
}

void write_traffic(base::JsonWriter& writer, std::string_view name, const store::Traffic& traffic) {
  base::key(writer, name);
  writer.StartObject();
  base::put_number(writer, "submissions", traffic.submissions);
  write_counts(writer, traffic.counts);
  writer.EndObject();
}

/// Every configured source, and every source with received or stored records.
void write_sources(base::JsonWriter& writer, store::CaseStore& store, const ActiveTables& tables,
                   base::Instant now) {
  std::map<std::string, store::SourceTraffic> traffic;
  std::map<std::string, store::CaseStore::SourceCount> held;
  for (const auto& [name, source] : tables.sources()) traffic[name] = {};
  for (auto& row : store.figures().traffic({now.micros - 24 * kHour}, {now.micros - 30 * 24 * kHour})) {
    traffic[row.source] = row;
  }
  for (const auto& row : store.source_counts()) {
    held[row.source] = row;
    traffic.try_emplace(row.source);
  }
  base::key(writer, "sources");
  writer.StartArray();
  for (const auto& [name, row] : traffic) {
    writer.StartObject();
    base::put(writer, "source", name);
    write_traffic(writer, "last_24_hours", row.since_first);
    write_traffic(writer, "last_30_days", row.since_second);
    base::put_number(writer, "accepted", held[name].accepted);
    base::put_number(writer, "waiting", held[name].waiting);
    const auto* source = tables.find(name);
    base::put_number(writer, "tables", source == nullptr ? 0 : source->versions.size());
    writer.EndObject();
  }
  writer.EndArray();
}

/// The last 30 days with traffic, in UTC.
void write_days(base::JsonWriter& writer, store::CaseStore& store, base::Instant now) {
  base::key(writer, "days");
  writer.StartArray();
  for (const auto& row : store.figures().days({now.micros - 30 * 24 * kHour})) {
    writer.StartObject();
    base::put(writer, "day", row.day);
    base::put(writer, "source", row.source);
    base::put_number(writer, "submissions", row.traffic.submissions);
    write_counts(writer, row.traffic.counts);
    writer.EndObject();
  }
  writer.EndArray();
}

void write_store(base::JsonWriter& writer, store::CaseStore& store, std::size_t spooled) {
  const auto size = store.figures().size();
  base::key(writer, "store");
  writer.StartObject();
  base::put_number(writer, "bytes", size.bytes);
  base::put_number(writer, "free_bytes", size.free_bytes);
  base::put_number(writer, "spooled_bodies", spooled);
  base::put_number(writer, "audit_entries", static_cast<std::uint64_t>(store.audit().head().seq));
  writer.EndObject();
}

/// Percent for everyone, counts for those who administer all Comuni, and for each client of its own Comune.
void write_share(base::JsonWriter& writer, const store::CoverageRow& row, const intake::Client& client) {
  base::key(writer, "percent");
  if (const auto percent = coverage_percent(row.records, row.coded, row.mapped)) {
    writer.Int(*percent);
  } else {
    writer.Null();
  }
  const bool own = !row.owner.empty() && client.reach().holds(row.owner);
  if (!client.may(intake::Right::administer) || !(client.reach().is_all() || own)) return;
  base::put_number(writer, "records", row.records);
  base::put_number(writer, "coded", row.coded);
  base::put_number(writer, "mapped", row.mapped);
}

void write_row(base::JsonWriter& writer, const store::CoverageRow& row, const intake::Client& client) {
  writer.StartObject();
  base::put_if(writer, "source", row.source);
  base::put_if(writer, "table", row.table);
  base::put_if(writer, "comune", row.owner);
  if (row.month != 0) base::put(writer, "month", store::month_name(row.month));
  write_share(writer, row, client);
  writer.EndObject();
}

/// Of a Comune only for clients that see its records.
bool shows(const store::CoverageRow& row, const intake::Client& client) {
  return row.owner.empty() || sees(client, row.source, row.owner);
}

}  // namespace

std::string clients_json(const intake::ClientSet& clients, const std::vector<store::CertificateSeen>& seen) {
  return page_json(clients.all(), "", [&](base::JsonWriter& writer, const intake::Client& client) {
    write_client(writer, client, seen);
  });
}

std::string statistics_json(store::CaseStore& store, const ActiveTables& tables, base::Instant now,
                            std::size_t spooled) {
  std::map<std::string, std::uint64_t> releases{
      {"DONE", 0}, {"RUNNING", 0}, {"REFUSED", 0}, {"published", 0}};
  for (const auto& row : store.releases()) {
    ++releases[row.state];
    if (row.published_at) ++releases["published"];
  }
  std::map<std::string, std::uint64_t> replays;
  for (const auto& row : store.replays().list(1000, "", "").items) {
    ++replays[std::string(store::to_string(row.state))];
  }
  std::map<std::string, std::uint64_t> versions;
  for (const auto& row : store.tables().current()) ++versions[std::string(store::to_string(row.state))];
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  writer.StartObject();
  base::put(writer, "at", base::to_string(now));
  write_sources(writer, store, tables, now);
  write_days(writer, store, now);
  put_counts_by(writer, "table_versions", versions);
  put_counts_by(writer, "releases", releases);
  put_counts_by(writer, "replays", replays);
  write_store(writer, store, spooled);
  writer.EndObject();
  return std::string(base::view(buffer));
}

std::optional<store::CoverageBy> parse_coverage_by(std::string_view text) {
  if (text.empty()) return store::CoverageBy::source;
  const auto found = std::find(kCoverageBy.begin(), kCoverageBy.end(), text);
  if (found == kCoverageBy.end()) return std::nullopt;
  return static_cast<store::CoverageBy>(found - kCoverageBy.begin());
}

std::string coverage_json(const std::vector<store::CoverageRow>& rows, const intake::Client& client) {
  return page_json(rows, "", [&](base::JsonWriter& writer, const store::CoverageRow& row) {
    if (shows(row, client)) write_row(writer, row, client);
  });
}

std::string table_coverage_json(store::CaseStore& store, const std::string& source, const std::string& table,
                                const intake::Client& client) {
  base::JsonBuffer buffer;
  base::JsonWriter writer(buffer);
  const auto rows_by = [&](store::CoverageBy by) { return store.figures().coverage({by, source, table, 0}); };
  const auto list = [&](std::string_view name, store::CoverageBy by) {
    base::key(writer, name);
    writer.StartArray();
    for (auto row : rows_by(by)) {
      if (!shows(row, client)) continue;
      row.source.clear();
      row.table.clear();
      write_row(writer, row, client);
    }
    writer.EndArray();
  };
  writer.StartObject();
  base::put(writer, "source", source);
  base::put(writer, "table", table);
  const auto whole = rows_by(store::CoverageBy::source);
  write_share(writer, whole.empty() ? store::CoverageRow{} : whole.front(), client);
  list("months", store::CoverageBy::month);
  list("comuni", store::CoverageBy::comune);
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::app
