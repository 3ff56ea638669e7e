#include <algorithm>
#include <set>

#include "app/http/routes.hpp"
#include "base/digest.hpp"
#include "base/json.hpp"
#include "base/stored_damage.hpp"
#include "extract/dcat.hpp"

namespace raccordo::app {
namespace {

/// The first three digits of an ISTAT code are the province.
constexpr std::size_t kProvince = 3;

extract::CatalogFrame frame_of(const Rulebook& book) {
  const auto& catalog = book.config.catalog;
  extract::CatalogFrame frame;
  frame.public_url = book.config.public_url;
  frame.publisher = {catalog.publisher, catalog.ipa_code};
  const auto& code = catalog.rights_holder_ipa_code;
  frame.rights_holder = {catalog.rights_holder, code.empty() ? catalog.ipa_code : code};
  frame.contact = extract::parse_contact(catalog.contact).value_or(extract::CatalogContact{});
  frame.licence = catalog.licence;
  frame.periodicity = book.config.periodicity;
  std::set<std::string> provinces;
  for (const auto& comune : book.scheme.territory.comuni()) {
    provinces.insert(comune.istat_code.substr(0, kProvince));
  }
  frame.provinces.assign(provinces.begin(), provinces.end());
  return frame;
}

/// A release keeps its period when the installation changes its periodicity.
model::Period period_of(const std::string& code) {
  for (const auto periodicity :
       {model::Periodicity::year, model::Periodicity::quarter, model::Periodicity::month}) {
    if (auto period = model::parse_period(code, periodicity)) return *period;
  }
  throw base::StoredDamage("a stored release has the period " + code);
}

extract::CatalogRelease entry_of(const store::ReleaseRow& row) {
  extract::CatalogRelease entry{row.id, "", period_of(row.period), *row.published_at, {}, row.revision_date};
  rapidjson::Document metadata;
  metadata.Parse(row.metadata.c_str());
  if (metadata.HasParseError() || !metadata.IsObject()) {
    throw base::StoredDamage("the metadata of release " + row.id + " cannot be read");
  }
  entry.guarantee = std::string(base::view(metadata["guarantee"]));
  for (const auto& table : metadata["tables"].GetArray()) {
    entry.tables.push_back({std::string(base::view(table["id"])), std::string(base::view(table["title_it"])),
                            std::string(base::view(table["title_en"]))});
  }
  return entry;
}

net::Response answer_catalog(Service& service, const Request& request, const std::string&) {
  if (!request.config().catalog.enabled) {
    return not_found(request, "This gateway keeps no open catalogue: `catalog.enabled` is false.");
  }
  std::vector<extract::CatalogRelease> releases;
  base::Instant changed;
  for (const auto& row :
       service.store.releases()) {  // newest first: a revision before the release it revises
    if (!row.published_at) continue;
    releases.push_back(entry_of(row));
    changed = std::max(changed, *row.published_at);
  }
  if (releases.empty()) changed = service.clock.now();
  auto body = extract::write_dcat(frame_of(request.tables->book()), releases, changed);
  const auto etag = "\"" + base::sha256_hex(body).substr(0, 32) + "\"";
  if (request.head.header("if-none-match") == etag) return {304, {{"etag", etag}}, ""};
  return {200, {{"content-type", "application/ld+json"}, {"etag", etag}}, std::move(body)};
}

}  // namespace

void add_catalog_routes(RouteTable& table) {
  table.push_back(Route{"GET", "/catalog", Access::open, {}, answer_catalog}.in(Lane::administration));
}

}  // namespace raccordo::app
