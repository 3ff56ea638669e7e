#include <algorithm>
#include <map>

#include "base/html.hpp"
#include "report/chapters.hpp"
#include "report/counted_subject.hpp"

namespace raccordo::report {
namespace {

using base::escape_html;
using extract::CellState;
using extract::CubeCell;
using model::Measure;

bool is_rate(Measure measure) { return measure == Measure::prevalence || measure == Measure::incidence; }

struct KeyFigure {
  CubeCell now, before;
};

/// The total of each subject once, in the order of measures.
std::map<CountedSubject, KeyFigure> key_figures(const std::vector<TablePair>& tables) {
  std::map<CountedSubject, KeyFigure> figures;
  for (const auto& table : tables) {
    if (is_rate(table.definition().measure)) continue;
    auto& figure = figures[subject_of(table.definition())];
    const auto now = table.at(table.total());
    if (figure.now.state != CellState::shown) figure.now = now;
    if (figure.before.state != CellState::shown) figure.before = table.before_at(table.total());
  }
  return figures;
}

std::string figure_cell(Measure measure, const CubeCell& cell, const Wording& say) {
  if (cell.state == CellState::shown) return "<td>" + say.value(measure, cell.value) + "</td>";
  return cell.state == CellState::hidden ? "<td class=\"c\">c</td>" : "<td>–</td>";
}

std::string figures_table(const ReportScene& scene) {
  const auto& say = scene.say;
  const bool compares = !scene.periods.before.empty();
  std::string html =
      "<table class=\"key\"><caption>" +
      std::string(say({"Numeri principali, tutta la provincia", "Key figures, whole province"})) +
      "</caption><thead><tr><th scope=\"col\">" + std::string(say({"Che cosa si conta", "What is counted"})) +
      "</th><th scope=\"col\">" + escape_html(scene.periods.now) + "</th>";
  if (compares) {
    html += "<th scope=\"col\">" + escape_html(scene.periods.before) + "</th><th scope=\"col\">" +
            std::string(say({"differenza", "difference"})) + "</th><th scope=\"col\">" +
            std::string(say({"variazione", "change"})) + "</th>";
  }
  html += "</tr></thead>\n<tbody>";
  for (const auto& [subject, figure] : key_figures(scene.tables)) {
    html += "<tr><th scope=\"row\">" + escape_html(subject_in_words(subject, say)) + "</th>" +
            figure_cell(subject.measure, figure.now, say);
    if (compares) {
      html += figure_cell(subject.measure, figure.before, say);
      const bool both = figure.now.state == CellState::shown && figure.before.state == CellState::shown;
      html += both ? "<td>" + say.difference(subject.measure, figure.now.value - figure.before.value) +
                         "</td><td>" + say.growth(subject.measure, figure.before.value, figure.now.value) +
                         "</td>"
                   : "<td>–</td><td>–</td>";
    }
    html += "</tr>\n";
  }
  return html + "</tbody></table>\n";
}

struct Named {
  std::string label;
  std::int64_t value = 0;
};

/// The shown categories of one dimension at a depth, largest first; all other dimensions at their total.
std::vector<Named> shown_categories(const TablePair& table, std::string_view id, int depth,
                                    const Wording& say) {
  std::vector<Named> found;
  const auto dimension = table.dimension(id);
  if (!dimension) return found;
  const auto& categories = table.dimensions()[*dimension].categories;
  for (std::size_t i = 0; i < categories.size(); ++i) {
    if (categories[i].depth != depth || is_total(categories[i]) || is_unassigned(categories[i])) continue;
    auto place = table.total();
    place[*dimension] = i;
    const auto cell = table.at(place);
    if (cell.state == CellState::shown) found.push_back({say.label(categories[i]), cell.value});
  }
  std::stable_sort(found.begin(), found.end(),
                   [](const Named& one, const Named& other) { return one.value > other.value; });
  return found;
}

std::string areas_sentence(const ReportScene& scene) {
  constexpr std::size_t kMost = 3;
  for (const auto& table : scene.tables) {
    if (table.definition().measure != Measure::persons) continue;
    auto areas = shown_categories(table, "area", 1, scene.say);
    if (areas.size() < 2) continue;
    areas.resize(std::min(areas.size(), kMost));
    std::string names;
    for (const auto& area : areas)
      names += (names.empty() ? "" : ", ") + area.label + " (" + scene.say.whole(area.value) + ")";
    return std::string(scene.say({"Le aree con più persone, fra quelle mostrate: ",
                                  "The areas with most persons, of those shown: "})) +
           names +
           std::string(
               scene.say({". Una persona può essere in più aree.", ". A person may be in several areas."}));
  }
  return "";
}

std::string prevalence_sentence(const ReportScene& scene) {
  constexpr int kAmbito = 2;
  const auto& say = scene.say;
  for (const auto& table : scene.tables) {
    if (table.definition().measure != Measure::prevalence) continue;
    const auto ambiti = shown_categories(table, "territory", kAmbito, say);
    if (ambiti.size() < 2) continue;
    const auto& most = ambiti.front();
    const auto& least = ambiti.back();
    const auto rate = [&](const Named& ambito) {
      return say.decimal(ambito.value, 2) + " (" + ambito.label + ")";
    };
    const auto shown = std::to_string(ambiti.size());
    return std::string(say({"Tra i ", "Among the "})) + shown +
           std::string(say({" Ambiti il cui dato è mostrato le persone con interventi vanno da ",
                            " Ambiti whose figure is shown, persons with interventions range from "})) +
           rate(least) + std::string(say({" a ", " to "})) + rate(most) +
           std::string(
               say({" ogni 1.000 abitanti. I Comuni non registrano tutti le stesse cose: confrontare con "
                    "prudenza.",
                    " per 1,000 inhabitants. The Comuni do not all record the same things: compare with "
                    "care."}));
  }
  return "";
}

std::string hidden_sentence(const ReportScene& scene) {
  std::size_t cells = 0;
  std::size_t hidden = 0;
  for (const auto& table : scene.tables) {
    cells += table.now().cells().size();
    for (const auto& cell : table.now().cells()) hidden += cell.hidden ? 1 : 0;
  }
  const auto& say = scene.say;
  return say.whole(static_cast<std::int64_t>(cells)) + std::string(say({" numeri in ", " numbers in "})) +
         std::to_string(scene.tables.size()) +
         std::string(say(
             {" tavole; non è mostrato per riservatezza il ", " tables; not shown for confidentiality: "})) +
         say.share(hidden, cells) + ".";
}

}  // namespace

std::string write_summary(const ReportScene& scene) {
  const auto& say = scene.say;
  std::string html =
      "<section>" + heading("summary", say({"In breve", "In short"})) + figures_table(scene) + "<ul>";
  for (const auto& sentence : {areas_sentence(scene), prevalence_sentence(scene), hidden_sentence(scene)}) {
    if (!sentence.empty()) html += "<li>" + escape_html(sentence) + "</li>\n";
  }
  return html + "</ul></section>\n";
}

}  // namespace raccordo::report
