#include <algorithm>

#include "base/html.hpp"
#include "model/population_total.hpp"
#include "report/chapters.hpp"

namespace raccordo::report {
namespace {

using base::escape_html;

std::string list_of(const std::vector<std::string>& items) {
  std::string html = "<ul>";
  for (const auto& item : items) html += "<li>" + escape_html(item) + "</li>\n";
  return html + "</ul>\n";
}

std::string fallen_senders(const ReportScene& scene) {
  const auto& say = scene.say;
  const auto& metadata = scene.order.now.metadata;
  std::vector<std::string> items;
  const auto add = [&](const std::vector<aggregate::ReleaseMetadata::Sender>& senders,
                       std::string_view kind) {
    for (const auto& sender : senders) {
      items.push_back(std::string(kind) + (sender.name.empty() ? sender.code : sender.name) + ": " +
                      std::string(sender.fall == "stopped"
                                      ? say({"non invia più", "stopped sending"})
                                      : say({"cartelle aperte dimezzate", "cases opened halved"})));
    }
  };
  add(metadata.sources, say({"Fonte ", "Source "}));
  add(metadata.comuni, say({"Comune di ", "Comune of "}));
  if (items.empty()) {
    if (metadata.compared_with.empty()) return "";
    return paragraph(
        std::string(say({"Nessuna fonte e nessun Comune ha smesso di inviare o ha dimezzato le cartelle "
                         "aperte rispetto al periodo ",
                         "No source and no Comune stopped sending or halved the cases opened against the "
                         "period "})) +
        scene.say.period(metadata.compared_with) + ".");
  }
  return "<p class=\"caution\">" +
         std::string(say({"Chi ha smesso di inviare, o ha inviato molto meno, rispetto al periodo ",
                          "Who stopped sending, or sent far less, against the period "})) +
         escape_html(say.period(metadata.compared_with)) +
         std::string(
             say({". Un calo nei loro numeri non è per forza un calo del bisogno: chiedere a loro prima.",
                  ". A fall in their numbers need not be a fall in need: ask them first."})) +
         "</p>\n" + list_of(items);
}

std::string left_out(const ReportScene& scene) {
  std::vector<std::string> tables;
  for (const auto& table : scene.order.now.metadata.left_out) tables.push_back(table.id);
  if (tables.empty()) return "";
  return "<p>" +
         std::string(
             scene.say({"Tavole che questo periodo non ha: tassi senza gli abitanti a questa data, o tavole "
                        "che il catalogo prevede solo per periodi più lunghi, perché qui le loro celle "
                        "direbbero poco:",
                        "Tables that this period does not have: rates without the inhabitants of this "
                        "date, or tables that the catalogue has for longer periods only, because their "
                        "cells would say little here:"})) +
         "</p>\n" + list_of(tables);
}

std::string coverage(const ReportScene& scene) {
  const auto& say = scene.say;
  if (scene.order.now.metadata.coverage.empty()) return "";
  std::string html = "<table class=\"key\"><caption>" +
                     std::string(say({"Cartelle di ogni fonte che si sono potute contare",
                                      "Records of each source that could be counted"})) +
                     "</caption><thead><tr><th scope=\"col\">" + std::string(say({"Fonte", "Source"})) +
                     "</th><th scope=\"col\">" + std::string(say({"quota", "share"})) +
                     "</th></tr></thead><tbody>";
  for (const auto& [source, percent] : scene.order.now.metadata.coverage)
    html += "<tr><th scope=\"row\">" + escape_html(source) + "</th><td>" + std::to_string(percent) +
            " %</td></tr>\n";
  return html + "</tbody></table>\n" +
         paragraph(say({"Le altre aspettano che un codice sconosciuto sia collegato allo schema comune.",
                        "The others wait for an unknown code to be mapped to the shared scheme."}));
}

int newest_inhabitants(const aggregate::Release& release) {
  int year = 0;
  for (const auto& table : release.tables())
    year = std::max(year, model::year_of_inhabitants(table.definition().title_it, model::kInhabitantsIt));
  return year;
}

/// ISTAT counts the inhabitants otherwise from 2019 on.
std::string break_of_series(const ReportScene& scene) {
  if (!scene.order.before) return "";
  const int before = newest_inhabitants(*scene.order.before->release);
  if (before == 0 || before > 2018 || newest_inhabitants(*scene.order.now.release) < 2019) return "";
  return "<p class=\"caution\">" +
         std::string(scene.say(
             {"Dal 1° gennaio 2019 ISTAT conta gli abitanti con il censimento permanente: i tassi di "
              "prima e di dopo non si confrontano.",
              "From 1 January 2019 ISTAT counts inhabitants by the permanent census: do not compare "
              "rates from before with rates from after."})) +
         "</p>\n";
}

/// Tables that only one of the two releases has, or whose form changed.
std::string other_tables(const ReportScene& scene) {
  if (!scene.order.before) return "";
  std::vector<std::string> items;
  for (const auto& table : scene.tables) {
    if (!table.has_before())
      items.push_back(scene.say.title(table.definition()) +
                      std::string(scene.say({": nuova, o cambiata di forma", ": new, or of another form"})));
  }
  for (const auto& earlier : scene.order.before->release->tables()) {
    if (scene.order.now.release->find(earlier.definition().id) == nullptr)
      items.push_back(scene.say.title(earlier.definition()) +
                      std::string(scene.say({": non c’è più", ": no longer there"})));
  }
  if (items.empty()) return "";
  return "<p>" +
         std::string(scene.say({"Tavole che non si confrontano con il periodo ",
                                "Tables that cannot be compared with the period "})) +
         escape_html(scene.periods.before) + ":</p>\n" + list_of(items);
}

}  // namespace

std::string write_cautions(const ReportScene& scene) {
  const auto& say = scene.say;
  return "<section>" + heading("cautions", say({"Prima di leggere", "Before you read"})) +
         write_hidden_totals(scene) + left_out(scene) + fallen_senders(scene) + break_of_series(scene) +
         other_tables(scene) + coverage(scene) + "</section>\n";
}

}  // namespace raccordo::report
