#include <algorithm>
#include <map>
#include <string_view>

#include "base/html.hpp"
#include "report/chapters.hpp"
#include "report/dimension_words.hpp"

namespace raccordo::report {
namespace {

using base::escape_html;

/// The label of a category; its code if the table has no such category.
std::string label_of(const model::TableDimension& dimension, std::string_view code, const Wording& say) {
  const auto& categories = dimension.categories;
  const auto found = std::find_if(categories.begin(), categories.end(),
                                  [&](const auto& category) { return category.code == code; });
  return found == categories.end() ? std::string(code) : say.label(*found);
}

/// The hidden totals of one table: `_T` is that of the whole table, `area=minori` that of one category.
std::string totals_in_words(const model::ProtectedTable& table, const std::vector<std::string>& cells,
                            const Wording& say) {
  std::vector<std::string> parts;
  std::map<std::size_t, std::vector<std::string>> labels;  // by dimension
  for (const auto& cell : cells) {
    const auto equals = cell.find('=');
    const auto& dimensions = table.dimensions();
    const auto dimension = std::find_if(dimensions.begin(), dimensions.end(), [&](const auto& each) {
      return equals != std::string::npos && each.id == std::string_view(cell).substr(0, equals);
    });
    if (dimension == dimensions.end()) {
      parts.emplace_back(say({"il totale di tutta la tavola", "the total of the whole table"}));
      continue;
    }
    const auto number = static_cast<std::size_t>(dimension - dimensions.begin());
    labels[number].push_back(label_of(*dimension, std::string_view(cell).substr(equals + 1), say));
  }
  for (const auto& [number, names] : labels) {
    auto by = table.definition().by[number];
    by.ages.clear();  // the labels name the bands
    parts.push_back(std::string(say({"i totali per ", "the totals by "})) + choice_in_words(by, say) + ": " +
                    enumerated(names, say));
  }
  std::string text;
  for (const auto& part : parts) text += (text.empty() ? "" : "; ") + part;
  return text;
}

}  // namespace

std::string write_hidden_totals(const ReportScene& scene) {
  const auto& say = scene.say;
  std::string items;
  for (const auto& [id, coarser, cells] : scene.order.now.metadata.hidden_totals) {
    const auto* table = scene.order.now.release->find(id);
    if (table == nullptr) continue;
    auto item = say.title(table->definition()) + std::string(say({". Non si mostra: ", ". Not shown: "})) +
                totals_in_words(*table, cells, say) + ".";
    if (const auto by = by_in_words(coarser, say); !by.empty()) {
      item += std::string(say({" Una tavola meno fine, per ", " A coarser table, by "})) + by +
              std::string(say({", ne nasconde meno.", ", hides less."}));
    }
    items += "<li>" + escape_html(item) + "</li>\n";
  }
  if (items.empty()) return "";
  return "<p class=\"caution\">" +
         std::string(say({"Per riservatezza non si sono potuti mostrare totali che di regola sono sempre "
                          "mostrati. Chi cura le tavole può chiedere per il periodo seguente la tavola meno "
                          "fine indicata:",
                          "For confidentiality, totals that are shown as a rule could not be shown. Whoever "
                          "maintains the tables may ask for the coarser table named here in the next "
                          "period:"})) +
         "</p>\n<ul>" + items + "</ul>\n";
}

}  // namespace raccordo::report
