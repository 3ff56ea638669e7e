#include "extract/dcat.hpp"

#include <algorithm>
#include <array>

#include "base/text.hpp"
#include "extract/dcat_licence.hpp"
#include "extract/dcat_terms.hpp"
#include "extract/render.hpp"

namespace raccordo::extract {
namespace {

using base::JsonWriter;

constexpr std::string_view kLicenceTypes = "http://purl.org/adms/licencetype/";

/// The media types of each format for harvesters: the European file type and the IANA media type.
struct FormatTerm {
  TableFormat format;
  std::string_view file_type, title_it, title_en;
};
constexpr std::array<FormatTerm, 4> kFormatTerms = {
    {{TableFormat::json_stat, "JSON", "JSON-stat 2.0", "JSON-stat 2.0"},
     {TableFormat::csv, "CSV", "CSV", "CSV"},
     {TableFormat::sdmx_csv, "CSV", "SDMX-CSV 2.0", "SDMX-CSV 2.0"},
     {TableFormat::xlsx, "XLSX", "Foglio di calcolo XLSX", "XLSX spreadsheet"}}};

/// Words by which portals find every table, in both languages.
constexpr std::array<std::array<std::string_view, 2>, 4> kKeywords = {
    {{"servizi sociali", "social services"},
     {"cartella sociale", "social case file"},
     {"piano di zona", "local welfare plan"},
     {"welfare", "welfare"}}};

std::string_view frequency(model::Periodicity periodicity) {
  constexpr std::array<std::string_view, 3> names = {"ANNUAL", "QUARTERLY", "MONTHLY"};
  return names.at(static_cast<std::size_t>(periodicity));
}

/// Writes the nodes of one catalogue, each once.
class DcatWriter {
 public:
  DcatWriter(const CatalogFrame& frame, JsonWriter& writer)
      : frame_(frame), writer_(writer), catalog_(frame.public_url + "/catalog") {
    known_licence_ = find_licence(frame.licence);
    const bool is_address = frame.licence.starts_with("https://") || frame.licence.starts_with("http://");
    licence_ = known_licence_ != nullptr ? std::string(known_licence_->address)
               : is_address              ? frame.licence
                                         : node("licence");
  }

  void write_catalog(const std::vector<CatalogRelease>& releases, base::Instant changed);
  void write_bodies();
  void write_release(const CatalogRelease& release);

 private:
  std::string node(std::string_view name) const { return catalog_ + "#" + std::string(name); }
  /// A body is one node, with all its roles in the catalogue.
  std::string rights_holder() const {
    const bool same = frame_.rights_holder.ipa_code == frame_.publisher.ipa_code &&
                      frame_.rights_holder.name == frame_.publisher.name;
    return node(same ? "publisher" : "rights-holder");
  }
  std::string address(const CatalogRelease& release) const {
    return frame_.public_url + "/open/releases/" + release.id;
  }
  std::string dataset(const CatalogRelease& release, const CatalogTable& table) const {
    return address(release) + "/tables/" + table.id;
  }
  std::string distribution(const CatalogRelease& release, const CatalogTable& table,
                           TableFormat format) const {
    return dataset(release, table) + "?format=" + std::string(to_string(format));
  }
  void write_agent(std::string_view id, const CatalogAgent& agent);
  void write_licence();
  void write_dataset(const CatalogRelease& release, const CatalogTable& table);
  void put_coverage(const model::Period& period);
  void put_languages();
  void put_spatial();
  void put_keywords();
  void write_distribution(const CatalogRelease& release, const CatalogTable& table, const FormatTerm& term);

  const CatalogFrame& frame_;
  JsonWriter& writer_;
  std::string catalog_, licence_;
  const Licence* known_licence_ = nullptr;
};

void DcatWriter::put_languages() {
  refer(writer_, "dct:language", {authority("language", "ITA"), authority("language", "ENG")});
}

void DcatWriter::put_keywords() {
  base::key(writer_, "dcat:keyword");
  writer_.StartArray();
  for (const auto& [italian, english] : kKeywords) {
    put_language(writer_, "it", italian);
    put_language(writer_, "en", english);
  }
  writer_.EndArray();
}

void DcatWriter::put_spatial() {
  base::key(writer_, "dct:spatial");
  writer_.StartArray();
  for (const auto& province : frame_.provinces) {
    const auto address =
        "https://w3id.org/italia/controlled-vocabulary/territorial-classifications/provinces/" + province;
    writer_.StartObject();
    base::put(writer_, "@type", "dct:Location");
    refer(writer_, "dcatapit:geographicalIdentifier", address);
    writer_.EndObject();
  }
  writer_.EndArray();
}

void DcatWriter::write_catalog(const std::vector<CatalogRelease>& releases, base::Instant changed) {
  start_node(writer_, catalog_, {"dcatapit:Catalog", "dcat:Catalog"});
  const auto& name = frame_.publisher.name;
  put_texts(writer_, "dct:title", "Dati aperti sui servizi sociali - " + name,
            "Open data on social services - " + name);
  put_texts(
      writer_, "dct:description",
      "Tavole statistiche sulle cartelle sociali, calcolate e protette insieme per ogni periodo; i dati "
      "riservati non sono mostrati.",
      "Statistical tables on social case files, computed and protected together for each period; "
      "confidential figures are not shown.");
  refer(writer_, "dct:publisher", node("publisher"));
  put_date(writer_, "dct:modified", day_of(changed));
  auto issued = changed;  // of the first release that was published
  for (const auto& release : releases) issued = std::min(issued, release.published_at);
  put_date(writer_, "dct:issued", day_of(issued));
  put_languages();
  refer(writer_, "foaf:homepage", frame_.public_url + "/open");
  refer(writer_, "dcat:themeTaxonomy", "http://publications.europa.eu/resource/authority/data-theme");
  put_spatial();
  base::key(writer_, "dcat:dataset");
  writer_.StartArray();
  for (const auto& release : releases) {
    for (const auto& table : release.tables) {
      writer_.StartObject();
      base::put(writer_, "@id", dataset(release, table));
      writer_.EndObject();
    }
  }
  writer_.EndArray();
  writer_.EndObject();
}

void DcatWriter::write_agent(std::string_view id, const CatalogAgent& agent) {
  start_node(writer_, id, {"dcatapit:Agent", "foaf:Agent"});
  base::put(writer_, "foaf:name", agent.name);
  base::put(writer_, "dct:identifier", agent.ipa_code);
  writer_.EndObject();
}

void DcatWriter::write_licence() {
  start_node(writer_, licence_, {"dcatapit:LicenseDocument", "dct:LicenseDocument"});
  refer(writer_, "dct:type",
        std::string(kLicenceTypes) +
            std::string(known_licence_ != nullptr ? known_licence_->type : "UnknownIPR"));
  base::put(writer_, "foaf:name",
            known_licence_ != nullptr ? known_licence_->name : std::string_view(frame_.licence));
  if (known_licence_ != nullptr) base::put(writer_, "owl:versionInfo", known_licence_->version);
  writer_.EndObject();
}

void DcatWriter::write_bodies() {
  write_agent(node("publisher"), frame_.publisher);
  if (rights_holder() != node("publisher")) write_agent(rights_holder(), frame_.rights_holder);
  start_node(writer_, node("contact"), {"dcatapit:Organization", "vcard:Kind", "vcard:Organization"});
  base::put(writer_, "vcard:fn", frame_.contact.name);
  refer(writer_, "vcard:hasEmail", "mailto:" + frame_.contact.email);
  writer_.EndObject();
  write_licence();
}

void DcatWriter::put_coverage(const model::Period& period) {
  base::key(writer_, "dct:temporal");
  writer_.StartObject();
  base::put(writer_, "@type", "dct:PeriodOfTime");
  put_date(writer_, "dcatapit:startDate", period.first);
  put_date(writer_, "dcatapit:endDate", period.last);
  put_date(writer_, "dcat:startDate", period.first);
  put_date(writer_, "dcat:endDate", period.last);
  writer_.EndObject();
  put_spatial();
}

void DcatWriter::write_dataset(const CatalogRelease& release, const CatalogTable& table) {
  const auto id = dataset(release, table);
  start_node(writer_, id, {"dcatapit:Dataset", "dcat:Dataset"});
  base::put(writer_, "dct:identifier",
            frame_.rights_holder.ipa_code + ":" + release.period.code + ":" + table.id + ":" + release.id);
  const auto& revised = release.revision_date;
  put_texts(
      writer_, "dct:title",
      table.title_it + ", " + release.period.code + (revised.empty() ? "" : ", revisione del " + revised),
      table.title_en + ", " + release.period.code + (revised.empty() ? "" : ", revision of " + revised));
  if (!revised.empty()) base::put(writer_, "owl:versionInfo", revised);
  put_texts(
      writer_, "dct:description",
      table.title_it + ". Periodo " + release.period.code + ". I dati riservati non sono mostrati (stato c).",
      table.title_en + ". Period " + release.period.code +
          ". Confidential figures are not shown (status c). " + release.guarantee);
  base::key(writer_, "dct:provenance");
  writer_.StartObject();
  base::put(writer_, "@type", "dct:ProvenanceStatement");
  base::put(writer_, "rdfs:label", release.guarantee);
  writer_.EndObject();
  put_date(writer_, "dct:issued", day_of(release.published_at));
  put_date(writer_, "dct:modified", day_of(release.published_at));
  refer(writer_, "dcat:theme", {authority("data-theme", "SOCI"), authority("data-theme", "HEAL")});
  put_keywords();
  refer(writer_, "dct:publisher", node("publisher"));
  refer(writer_, "dct:creator", node("publisher"));
  refer(writer_, "dct:rightsHolder", rights_holder());
  refer(writer_, "dct:accrualPeriodicity", authority("frequency", frequency(frame_.periodicity)));
  put_languages();
  refer(writer_, "dcat:contactPoint", node("contact"));
  refer(writer_, "dcat:landingPage", address(release));
  put_coverage(release.period);
  base::key(writer_, "dcat:distribution");
  writer_.StartArray();
  for (const auto& term : kFormatTerms) {
    writer_.StartObject();
    base::put(writer_, "@id", distribution(release, table, term.format));
    writer_.EndObject();
  }
  writer_.EndArray();
  writer_.EndObject();
}

void DcatWriter::write_distribution(const CatalogRelease& release, const CatalogTable& table,
                                    const FormatTerm& term) {
  const auto id = distribution(release, table, term.format);
  start_node(writer_, id, {"dcatapit:Distribution", "dcat:Distribution"});
  const auto in_form = [&](const std::string& title, std::string_view form) {
    return title + ", " + release.period.code + " (" + std::string(form) + ")";
  };
  put_texts(writer_, "dct:title", in_form(table.title_it, term.title_it),
            in_form(table.title_en, term.title_en));
  put_texts(writer_, "dct:description", in_form(table.title_it, term.title_it),
            in_form(table.title_en, term.title_en));
  refer(writer_, "dct:format", authority("file-type", term.file_type));
  refer(writer_, "dcat:mediaType",
        "https://www.iana.org/assignments/media-types/" + std::string(media_type(term.format)));
  refer(writer_, "dcat:accessURL", address(release));
  refer(writer_, "dcat:downloadURL", id);
  refer(writer_, "dct:license", licence_);
  put_date(writer_, "dct:modified", day_of(release.published_at));
  writer_.EndObject();
}

void DcatWriter::write_release(const CatalogRelease& release) {
  for (const auto& table : release.tables) {
    write_dataset(release, table);
    for (const auto& term : kFormatTerms) write_distribution(release, table, term);
  }
}

}  // namespace

std::optional<CatalogContact> parse_contact(std::string_view text) {
  text = base::trim(text);
  const auto open = text.rfind('<');
  const bool named = open != std::string_view::npos && text.ends_with('>');
  auto email = named ? text.substr(open + 1, text.size() - open - 2) : text;
  if (email.starts_with("mailto:")) email.remove_prefix(std::string_view("mailto:").size());
  const auto at = email.find('@');
  if (at == 0 || at == std::string_view::npos || at + 1 == email.size() || email.rfind('@') != at ||
      email.find_first_of(" \t<>\"") != std::string_view::npos) {
    return std::nullopt;
  }
  const auto name = named ? base::trim(text.substr(0, open)) : email;
  return CatalogContact{std::string(name.empty() ? email : name), std::string(email)};
}

std::string write_dcat(const CatalogFrame& frame, const std::vector<CatalogRelease>& releases,
                       base::Instant changed) {
  base::JsonBuffer buffer;
  JsonWriter writer(buffer);
  writer.StartObject();
  put_context(writer);
  base::key(writer, "@graph");
  writer.StartArray();
  DcatWriter catalogue(frame, writer);
  catalogue.write_catalog(releases, changed);
  catalogue.write_bodies();
  for (const auto& release : releases) catalogue.write_release(release);
  writer.EndArray();
  writer.EndObject();
  return std::string(base::view(buffer));
}

}  // namespace raccordo::extract
