#include "app/http/open_index.hpp"

#include "app/releases/release_report.hpp"
#include "app/rules/table_document.hpp"
#include "base/html.hpp"
#include "extract/cube.hpp"
#include "extract/render.hpp"

namespace raccordo::app {
namespace {

using base::escape_html;
using extract::TableFormat;

/// The words of the page.
struct PageWords {
  std::string_view lang, other, other_name, title, about, period, revision, all_tables, series_title,
      series_about, none, catalog, licence, contact, description, report;
};
constexpr PageWords kItalian = {
    "it",
    "en",
    "English",
    "Dati aperti sui servizi sociali",
    "Tavole calcolate e protette insieme per ogni periodo. Il simbolo c indica un dato non mostrato per "
    "riservatezza. Le tavole pubblicate non cambiano: una revisione è un'estrazione nuova.",
    "Periodo",
    "revisione del",
    "Tutte le tavole in un foglio di calcolo",
    "Serie",
    "La stessa tavola su tutti i periodi pubblicati; per ogni periodo vale l'estrazione più recente.",
    "Non è stata pubblicata ancora nessuna estrazione.",
    "Catalogo DCAT-AP_IT",
    "Licenza",
    "Contatto",
    "regole e garanzia",
    "Rapporto da leggere e stampare"};
constexpr PageWords kEnglish = {
    "en",
    "it",
    "Italiano",
    "Open data on social services",
    "Tables computed and protected together for each period. The sign c marks a figure that is not shown for "
    "confidentiality. Published tables do not change: a revision is a new release.",
    "Period",
    "revision of",
    "All tables in one spreadsheet",
    "Series",
    "The same table over all published periods; the newest release of each period counts.",
    "No release has been published yet.",
    "DCAT-AP_IT catalogue",
    "Licence",
    "Contact",
    "rules and guarantee",
    "Report to read and print"};

std::string link(const std::string& address, std::string_view text) {
  return "<a href=\"" + escape_html(address) + "\">" + escape_html(text) + "</a>";
}

std::string table_rows(const std::string& address, const std::vector<ReleasedTable>& tables,
                       const PageWords& words) {
  std::string html = "<table>\n";
  for (const auto& table : tables) {
    html += "<tr><th scope=\"row\">" + escape_html(words.lang == "it" ? table.title_it : table.title_en) +
            "</th>";
    for (const auto& [format, name] :
         {std::pair{TableFormat::xlsx, "XLSX"}, std::pair{TableFormat::csv, "CSV"},
          std::pair{TableFormat::json_stat, "JSON-stat"}, std::pair{TableFormat::sdmx_csv, "SDMX-CSV"}}) {
      html += "<td>" + link(address + table.id + "?format=" + std::string(to_string(format)), name) + "</td>";
    }
    html += "</tr>\n";
  }
  return html + "</table>\n";
}

/// The report compares with the newest published release of the period before, if there is one.
std::string report_address(const store::ReleaseRow& row, const std::vector<store::ReleaseRow>& releases,
                           const PageWords& words) {
  const auto* before = release_before(row, releases);
  return "/open/releases/" + row.id + "/report?lang=" + std::string(words.lang) +
         (before == nullptr ? "" : "&before=" + before->id);
}

std::string release_section(const store::ReleaseRow& row, const std::vector<store::ReleaseRow>& releases,
                            const PageWords& words) {
  const auto address = "/open/releases/" + row.id;
  const auto label =
      words.lang == "it" ? extract::period_label_it(row.period) : extract::period_label_en(row.period);
  std::string html = "<h2>" + std::string(words.period) + " " + escape_html(label);
  if (!row.revision_date.empty())
    html += ", " + std::string(words.revision) + " " + escape_html(row.revision_date);
  html += "</h2>\n<p>" + link(report_address(row, releases, words), words.report) + " · " +
          link(address + "/tables?format=xlsx", words.all_tables) + " · " + link(address, words.description) +
          "</p>\n";
  return html + table_rows(address + "/tables/", released_tables(row), words);
}

std::string catalog_section(const Config& config, const PageWords& words) {
  const auto& catalog = config.catalog;
  if (!catalog.enabled) return "";
  std::string html = "<p>" + link("/catalog", words.catalog) + " (" +
                     link("/catalog?format=json-ld", "JSON-LD") + ", " +
                     link("/catalog?format=turtle", "Turtle") + ", " +
                     link("/catalog?format=rdf-xml", "RDF/XML") + ")</p>\n";
  return html + "<p>" + std::string(words.licence) + ": " + escape_html(catalog.licence) + ". " +
         std::string(words.contact) + ": " + escape_html(catalog.contact) + "</p>\n";
}

}  // namespace

std::string open_index(const Config& config, const std::vector<store::ReleaseRow>& releases,
                       const std::vector<ReleasedTable>& series, PageLanguage language) {
  const auto& words = language == PageLanguage::it ? kItalian : kEnglish;
  std::string html =
      "<!DOCTYPE html>\n<html lang=\"" + std::string(words.lang) +
      "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
      "<title>" +
      std::string(words.title) +
      "</title><link rel=\"stylesheet\" href=\"/open/style.css\"></head>"
      "<body>\n<p class=\"language\">" +
      link("/open?lang=" + std::string(words.other), words.other_name) + "</p>\n<h1>" +
      std::string(words.title) + "</h1>\n<p>" + escape_html(publisher_of(config)) + "</p>\n<p>" +
      std::string(words.about) + "</p>\n" + catalog_section(config, words);
  if (releases.empty()) html += "<p>" + std::string(words.none) + "</p>\n";
  if (!series.empty()) {
    html += "<h2>" + std::string(words.series_title) + "</h2>\n<p>" + std::string(words.series_about) +
            "</p>\n" + table_rows("/open/series/", series, words);
  }
  for (const auto& row : releases) html += release_section(row, releases, words);
  return html + "</body></html>\n";
}

std::string_view open_style() {
  return "body{font-family:sans-serif;line-height:1.45;max-width:70rem;margin:1rem auto;padding:0 "
         "1rem;color:#1a1a1a}"
         "h1{font-size:1.6rem}h2{font-size:1.2rem;margin-top:2rem}table{border-collapse:collapse;width:100%}"
         "th{text-align:left;font-weight:normal}td,th{padding:.35rem .5rem;border-bottom:1px solid #ccc}"
         "a{color:#0b4a8f}.language{text-align:right}\n";
}

}  // namespace raccordo::app
