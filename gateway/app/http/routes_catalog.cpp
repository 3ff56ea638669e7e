#include <algorithm>
#include <array>
#include <set>

#include "app/forms/release_metadata.hpp"
#include "app/http/kept_answer.hpp"
#include "app/http/routes.hpp"
#include "app/releases/series.hpp"
#include "extract/dcat.hpp"
#include "extract/rdf.hpp"
#include "intake/media_type.hpp"

namespace raccordo::app {
namespace {

using extract::RdfFormat;

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

extract::CatalogRelease entry_of(const store::ReleaseRow& row) {
  extract::CatalogRelease entry{row.id, "", released_period(row), *row.published_at, {}, row.revision_date};
  auto metadata = read_release_metadata(row);
  entry.guarantee = std::move(metadata.guarantee);
  for (auto& table : metadata.tables)
    entry.tables.push_back({std::move(table.id), std::move(table.title_it), std::move(table.title_en)});
  return entry;
}

/// `?format=` takes precedence; else Accept; nothing: 406.
std::optional<RdfFormat> wanted_format(const Request& request) {
  if (const auto asked = request.asked("format"); !asked.empty()) return extract::parse_rdf_format(asked);
  constexpr std::array<std::string_view, 3> kOffers = {"application/ld+json", "text/turtle",
                                                       "application/rdf+xml"};
  const auto chosen = intake::negotiate(request.head.header("accept"), kOffers);
  if (!chosen) return std::nullopt;
  return static_cast<RdfFormat>(*chosen);
}

net::Response answer_catalog(Service& service, const Request& request, const std::string&) {
  if (!request.config().catalog.enabled) {
    return not_found(request, "This gateway keeps no open catalogue: `catalog.enabled` is false.");
  }
  const auto format = wanted_format(request);
  if (!format)
    return problem_response(
        request, {"not-acceptable",
                  "The catalogue comes as application/ld+json, text/turtle or application/rdf+xml; or "
                  "say ?format=json-ld|turtle|rdf-xml, or jsonld|ttl|rdf."});
  std::vector<extract::CatalogRelease> releases;
  base::Instant changed;
  for (const auto& row :
       service.store.releases()) {  // newest first: a revision before the release it revises
    if (!row.published_at) continue;
    releases.push_back(entry_of(row));
    changed = std::max(changed, *row.published_at);
  }
  if (releases.empty()) changed = service.clock.now();
  const auto body = extract::write_dcat(frame_of(request.tables->book()), releases, changed);
  KeptAnswer answer;
  answer.identity = body;
  answer.media_type = std::string(extract::media_type(*format));
  answer.file_name = "catalog" + std::string(extract::file_extension(*format));
  answer.changed = changed;
  answer.keeping = Keeping::short_time;
  return deliver(request, answer, [&] { return extract::write_rdf(body, *format); });
}

}  // namespace

void add_catalog_routes(RouteTable& table) {
  table.push_back(Route{"GET", "/catalog", Access::open, {}, answer_catalog}
                      .in(Lane::administration)
                      .knowing({"format"}));
}

}  // namespace raccordo::app
