#include "app/persons/register_words.hpp"

#include <utility>

namespace raccordo::app {

std::string name_of_system(std::string_view system) {
  static constexpr std::pair<std::string_view, std::string_view> kNames[] = {
      {"area", "area di intervento"},
      {"channel", "canale di accesso"},
      {"citizenship", "cittadinanza"},
      {"closure", "motivo di chiusura"},
      {"household", "nucleo familiare"},
      {"intervention", "interventi e servizi"},
      {"management", "forma di gestione"},
      {"need", "bisogni"},
      {"referral", "invio ad altri"},
      {"request", "richiesta"},
      {"sex", "sesso"},
      {"territory", "Comune titolare"},
      {"unit", "unità di misura"},
  };
  for (const auto& [code, name] : kNames) {
    if (code == system) return std::string(name);
  }
  return std::string(system);
}

std::vector<std::vector<std::string>> exchanging_bodies(const Rulebook& book) {
  std::vector<std::vector<std::string>> rows;
  const auto& all = book.clients.all();
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (std::size_t j = i + 1; j < all.size(); ++j) {
      if (!all[i].exchanges_with(all[j])) continue;
      std::string offices;
      for (const auto* client : {&all[i], &all[j]}) {
        for (const auto& office : client->offices)
          offices += (offices.empty() ? "" : ", ") + client->name + "/" + office;
      }
      rows.push_back({all[i].name, all[j].name, offices.empty() ? "-" : offices});
    }
  }
  return rows;
}

}  // namespace raccordo::app
