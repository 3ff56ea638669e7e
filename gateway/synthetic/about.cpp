#include "synthetic/files.hpp"

namespace raccordo::synthetic {

std::string write_fit(const std::vector<FitRow>& fit) {
  auto out = csv_row({"table", "measure", "level", "shown", "exact", "largest", "mean", "not_compared"});
  for (const auto& row : fit) {
    const bool is_compared = row.not_compared.empty();
    out += csv_row(
        {row.table, std::string(to_string(row.measure)), is_compared ? std::string(level_text(row)) : "",
         is_compared ? std::to_string(row.shown) : "", is_compared ? std::to_string(row.exact) : "",
         is_compared ? distance_text(row.measure, row.largest) : "", is_compared ? mean_text(row) : "",
         row.not_compared});
  }
  return out;
}

namespace {

/// Shown counts of persons from Ambito up that come out, of all.
std::string exact_share(const std::vector<FitRow>& fit) {
  std::size_t shown = 0, exact = 0;
  for (const auto& row : fit) {
    if (row.measure != model::Measure::persons || !row.is_upper) continue;
    shown += row.shown;
    exact += row.exact;
  }
  return std::to_string(exact) + " / " + std::to_string(shown);
}

}  // namespace

std::string write_about(const aggregate::Release& release, const std::vector<FitRow>& fit,
                        std::uint64_t seed) {
  const auto share = exact_share(fit);
  const auto source = release.id() + ", " + release.period() + "\n  digest " + release.digest() +
                      "\n  seed " + std::to_string(seed) + "\n";
  return "REGISTRO SINTETICO\n"
         "  estrazione " +
         source +
         "\n"
         "Le persone di questi file non esistono. Sono state sorteggiate dai soli numeri pubblicati "
         "nell'estrazione, in\n"
         "modo che le sue tavole tornino: numeri di persone da Ambito in su che tornano esatti: " +
         share +
         ".\n"
         "fit.csv dà la distanza di ogni tavola. Poiché il registro nasce solo da numeri pubblicati, non "
         "rivela nulla\n"
         "oltre a essi. Nessuna riga riguarda una persona reale, neppure se le somiglia.\n"
         "\n"
         "Serve a: provare programmi e metodi di analisi; calcolare incroci che le tavole determinano (somme "
         "di Ambiti,\n"
         "classi di età riunite); esercitazioni; simulazioni che partono da una popolazione plausibile.\n"
         "Non serve a: scoprire relazioni. Un legame fra due colonne che nessuna tavola incrocia (per "
         "esempio bisogno\n"
         "ed età) è quello del caso. Dove l'estrazione nasconde una cella, il numero qui è inventato. Gli "
         "importi sono\n"
         "parti uguali. Fra due periodi le persone non sono le stesse. I nuclei familiari mancano: le "
         "cartelle non dicono chi vive insieme, nessuna "
         "tavola li conta.\n"
         "Pubblicando risultati, scrivere: \"registro sintetico, dalle tavole dell'estrazione " +
         release.id() +
         "\".\n"
         "\n"
         "SYNTHETIC REGISTER\n"
         "  release " +
         source +
         "\n"
         "The persons in these files do not exist. They were drawn from the published numbers of the release "
         "alone, so\n"
         "that its tables come out: counts of persons from Ambito up that come out exactly: " +
         share +
         ".\n"
         "fit.csv has the distance of every table. Since the register is made from published numbers only, "
         "it\n"
         "discloses nothing beyond them. No row is about a real person, even if it resembles one.\n"
         "\n"
         "Good for: testing programs and methods of analysis; cross tables that the published ones determine "
         "(sums of\n"
         "Ambiti, merged age bands); teaching; simulations that need a plausible population.\n"
         "Not for: finding relations. A relation of two columns that no table crosses (such as need and age) "
         "is the\n"
         "result of chance. Where the release hides a cell, the number here is invented. Amounts are equal "
         "parts.\n"
         "The persons of two periods are not the same. Households are missing: the records do not say who "
         "lives together, no table counts them.\n"
         "When publishing results, write: \"synthetic register, from the tables of release " +
         release.id() + "\".\n";
}

}  // namespace raccordo::synthetic
