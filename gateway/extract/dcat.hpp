// The catalogue of published releases as DCAT-AP_IT (JSON-LD), for harvesting by open data portals. Called by
// app for `GET /catalog`. It has names and addresses of tables and never reads a cell.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "model/extract.hpp"

namespace raccordo::extract {

/// A body as the profile wants it (dcatapit:Agent).
struct CatalogAgent {
  std::string name, ipa_code;  ///< code in the index of public administrations (IPA)
};

/// The contact address (vcard:Organization).
struct CatalogContact {
  std::string name, email;
};
/// `dati@ente.it`, `mailto:dati@ente.it` or `Ufficio di Piano <dati@ente.it>`; nothing if there is no
/// address.
std::optional<CatalogContact> parse_contact(std::string_view text);

/// The parts common to all releases.
struct CatalogFrame {
  std::string public_url;  ///< without slash at the end
  CatalogAgent publisher, rights_holder;
  CatalogContact contact;
  std::string licence;  ///< CC-BY-4.0, CC-BY-SA-4.0, CC0-1.0, IODL-2.0, an address, or any other name
  model::Periodicity periodicity = model::Periodicity::year;
  std::vector<std::string> provinces;  ///< ISTAT codes of the provinces covered, e.g. 016
};

struct CatalogTable {
  std::string id, title_it, title_en;
};

/// One published release.
struct CatalogRelease {
  std::string id, guarantee;
  model::Period period;
  base::Instant published_at;
  std::vector<CatalogTable> tables;
  std::string revision_date;  ///< ISO date; "": the first release of its period
};

/// One dcatapit:Dataset for each table of each release, with a dcatapit:Distribution for each format.
/// `changed` is the last change of the catalogue itself. Same input, same bytes.
std::string write_dcat(const CatalogFrame& frame, const std::vector<CatalogRelease>& releases,
                       base::Instant changed);

}  // namespace raccordo::extract
