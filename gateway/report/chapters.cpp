#include "report/chapters.hpp"

#include <algorithm>

#include "base/html.hpp"
#include "base/text.hpp"
#include "report/changes.hpp"
#include "report/counted_subject.hpp"

namespace raccordo::report {
namespace {

using base::escape_html;

std::string anchor_of(const TablePair& table) { return "t-" + table.definition().id; }

/// Over which dimensions the parts add up, and over which not.
std::string additive_sentences(const TablePair& table, const Wording& say) {
  std::string sums;
  std::string others;
  for (const auto& dimension : table.dimensions()) {
    auto& names = dimension.additive ? sums : others;
    names += (names.empty() ? "" : ", ") + say.label(dimension);
  }
  const auto measure = table.definition().measure;
  if (measure == model::Measure::prevalence || measure == model::Measure::incidence)
    return std::string(say({" I tassi non si sommano.", " Rates do not add up."}));
  std::string text;
  if (!sums.empty())
    text += std::string(say({" Le parti danno il totale per: ", " The parts add up to the total over: "})) +
            sums + ".";
  if (!others.empty())
    text += std::string(say({" Le parti non si sommano per: ", " The parts do not add up over: "})) + others +
            std::string(say({" (la stessa persona o cartella può essere in più di una).",
                             " (a person or a case may be in more than one)."}));
  return text;
}

std::string hidden_sentence(const model::ProtectedTable& table, const Wording& say) {
  std::size_t hidden = 0;
  for (const auto& cell : table.cells()) hidden += cell.hidden ? 1 : 0;
  const auto all = table.cells().size();
  if (hidden == 0) return std::string(say({" Tutti i numeri sono mostrati.", " All numbers are shown."}));
  return say.language() == Language::it
             ? " Non sono mostrati " + say.whole(static_cast<std::int64_t>(hidden)) + " numeri su " +
                   say.whole(static_cast<std::int64_t>(all)) + " (" + say.share(hidden, all) +
                   "), segnati con c."
             : " Of " + say.whole(static_cast<std::int64_t>(all)) + " numbers " +
                   say.whole(static_cast<std::int64_t>(hidden)) + " are not shown (" +
                   say.share(hidden, all) + "), marked c.";
}

std::string change_item(const CellChange& change, model::Measure measure, const Wording& say) {
  auto item = escape_html(change.label) + std::string(say({": da ", ": from "})) +
              say.value(measure, change.before) + std::string(say({" a ", " to "})) +
              say.value(measure, change.now) + " (" + say.difference(measure, change.now - change.before);
  if (const auto growth = say.growth(measure, change.before, change.now); growth != kNoGrowth)
    item += "; " + growth;
  return "<li>" + item + ")</li>";
}

std::string write_changes(const ReportScene& scene, const TablePair& table) {
  constexpr std::size_t kMost = 3;
  const auto& say = scene.say;
  if (!table.has_before() || table.dimensions().size() < 2) return "";
  const auto groups = largest_changes(table, say, kMost);
  if (groups.empty()) return "";
  std::string html = "<p class=\"lead\">" +
                     std::string(say({"Variazioni più grandi rispetto al periodo ",
                                      "Largest changes against the period "})) +
                     escape_html(scene.periods.before) +
                     std::string(say({", in proporzione alla grandezza del numero:",
                                      ", in proportion to the size of the number:"})) +
                     "</p>\n<ul>";
  for (const auto& group : groups) {
    html += "<li>" + std::string(say({"per ", "by "})) + escape_html(group.by) + "<ul>";
    for (const auto& change : group.changes) html += change_item(change, table.definition().measure, say);
    html += "</ul></li>\n";
  }
  return html + "</ul>\n";
}

}  // namespace

std::string paragraph(std::string_view text) { return "<p>" + escape_html(text) + "</p>\n"; }

std::string heading(std::string_view id, std::string_view text) {
  return "<h2 id=\"" + escape_html(id) + "\">" + escape_html(text) + "</h2>\n";
}

std::string write_contents(const ReportScene& scene) {
  const auto& say = scene.say;
  const std::string title(say({"Contenuto", "Contents"}));
  std::string html = "<nav aria-label=\"" + title + "\">" + heading("contents", title) + "<ul>";
  const auto item = [&](std::string_view id, std::string_view text) {
    html += "<li><a href=\"#" + escape_html(id) + "\">" + escape_html(text) + "</a></li>\n";
  };
  std::size_t number = 0;
  for (const auto& table : scene.tables)
    item(anchor_of(table), std::to_string(++number) + ". " + say.title(table.definition()));
  item("reading", say({"Come si leggono le tavole", "How to read the tables"}));
  item("rules", say({"Regole e garanzia", "Rules and guarantee"}));
  return html + "</ul></nav>\n";
}

std::string write_chapter(const ReportScene& scene, std::size_t number, ChartChoice& charts) {
  const auto& say = scene.say;
  const auto& table = scene.tables[number];
  const auto id = anchor_of(table);
  std::string html =
      "<section>" + heading(id, std::to_string(number + 1) + ". " + say.title(table.definition()));
  auto subject = subject_in_words(subject_of(table.definition()), say);
  subject[0] = base::to_lower_ascii(subject.substr(0, 1))[0];
  html += paragraph(std::string(say({"Si contano: ", "Counted: "})) + subject + "." +
                    additive_sentences(table, say) + hidden_sentence(table.now(), say));
  const auto& described = scene.order.now.metadata.tables;
  const bool is_withheld = std::any_of(described.begin(), described.end(), [&](const auto& each) {
    return each.id == table.definition().id && !each.withheld.empty();
  });
  if (is_withheld) {
    html += "<p class=\"caution\">" +
            std::string(say(
                {"Di questa tavola si mostra solo il totale: insieme alle estrazioni precedenti gli altri "
                 "numeri rivelerebbero piccoli gruppi di persone.",
                 "Only the total of this table is shown: together with earlier releases its other "
                 "numbers would reveal small groups of persons."})) +
            "</p>\n";
  }
  html += charts.draw(table, id) + write_changes(scene, table);
  const auto name = escape_html(say.title(table.definition()));
  html += "<div class=\"scroll" + std::string(is_wide(table) ? " wide" : "") +
          "\" role=\"region\" tabindex=\"0\" aria-label=\"" + name + "\">" +
          write_html_table(table, scene.periods, say) + "</div>";
  return html + "</section>\n";
}

}  // namespace raccordo::report
