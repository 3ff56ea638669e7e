#include "privacy/given_name.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_set>

#include "base/text.hpp"

namespace raccordo::privacy {
namespace {

/// Frequent given names in Italy, sorted, without accents. Not those that are also ordinary words of the
/// services (Grazia, Rosa, Serena).
constexpr std::array<std::string_view, 297> kNames = {
    "ADELAIDE",   "ADELE",      "ADRIANA",    "ADRIANO",    "AGNESE",     "AGOSTINO",   "ALBERTA",
    "ALBERTO",    "ALDO",       "ALESSANDRA", "ALESSANDRO", "ALESSIA",    "ALESSIO",    "ALFONSO",
    "ALFREDO",    "ALICE",      "AMALIA",     "AMEDEO",     "AMELIA",     "ANDREA",     "ANGELA",
    "ANGELO",     "ANNA",       "ANNALISA",   "ANNAMARIA",  "ANTONELLA",  "ANTONIA",    "ANTONIETTA",
    "ANTONINO",   "ANTONIO",    "ARIANNA",    "ARMANDO",    "ARTURO",     "ATTILIO",    "AURELIO",
    "BARBARA",    "BEATRICE",   "BERNARDO",   "BRUNELLA",   "CAMILLA",    "CARLA",      "CARLO",
    "CARLOTTA",   "CARMELA",    "CARMELO",    "CARMINE",    "CATERINA",   "CATIA",      "CECILIA",
    "CESARE",     "CINZIA",     "CLAUDIA",    "CLAUDIO",    "CLELIA",     "CONCETTA",   "CORRADO",
    "COSIMO",     "CRISTIAN",   "CRISTIANA",  "CRISTIANO",  "CRISTINA",   "DAMIANO",    "DANIELA",
    "DANIELE",    "DARIO",      "DAVIDE",     "DEBORA",     "DEBORAH",    "DIEGO",      "DOMENICO",
    "DONATELLA",  "EDOARDO",    "ELENA",      "ELEONORA",   "ELIANA",     "ELISA",      "ELISABETTA",
    "ELVIRA",     "EMANUELA",   "EMANUELE",   "EMILIO",     "EMMA",       "ENRICA",     "ENRICO",
    "ENZO",       "ERICA",      "ERMANNO",    "ERNESTO",    "ESTER",      "ETTORE",     "EUGENIA",
    "EUGENIO",    "EVELINA",    "FABIO",      "FABIOLA",    "FABRIZIO",   "FATIMA",     "FEDERICA",
    "FEDERICO",   "FERDINANDO", "FERNANDA",   "FILIPPO",    "FILOMENA",   "FIORELLA",   "FLAVIA",
    "FLAVIO",     "FRANCESCA",  "FRANCESCO",  "FULVIO",     "GABRIELE",   "GABRIELLA",  "GAETANO",
    "GASPARE",    "GENNARO",    "GERARDO",    "GIACOMO",    "GIADA",      "GIAMPAOLO",  "GIAMPIERO",
    "GIANCARLO",  "GIANFRANCO", "GIANLUCA",   "GIANLUIGI",  "GIANNA",     "GIANNI",     "GIANPAOLO",
    "GIOACCHINO", "GIORGIA",    "GIORGIO",    "GIOVANNA",   "GIOVANNI",   "GIUDITTA",   "GIULIA",
    "GIULIANA",   "GIULIANO",   "GIULIO",     "GIUSEPPA",   "GIUSEPPE",   "GIUSEPPINA", "GIUSTINA",
    "GIUSY",      "GREGORIO",   "GUGLIELMO",  "GUIDO",      "IGNAZIO",    "IGOR",       "ILARIA",
    "IMMACOLATA", "INES",       "IRENE",      "IRMA",       "ISABELLA",   "IVAN",       "IVANA",
    "IVANO",      "IVO",        "JACOPO",     "JESSICA",    "KATIA",      "LAURA",      "LEONARDO",
    "LEOPOLDO",   "LIDIA",      "LILIANA",    "LINDA",      "LISA",       "LIVIA",      "LIVIO",
    "LORENA",     "LORENZO",    "LORETTA",    "LUANA",      "LUCA",       "LUCIA",      "LUCIANA",
    "LUCIANO",    "LUCREZIA",   "LUIGI",      "LUIGIA",     "LUISA",      "MADDALENA",  "MANUELA",
    "MARCELLA",   "MARCELLO",   "MARCO",      "MARIA",      "MARIANGELA", "MARIANNA",   "MARIELLA",
    "MARILENA",   "MARIO",      "MARISA",     "MARTA",      "MARTINA",    "MARTINO",    "MASSIMILIANO",
    "MATILDE",    "MATTEO",     "MATTIA",     "MAURA",      "MAURIZIO",   "MAURO",      "MELISSA",
    "MICHELA",    "MICHELE",    "MIRELLA",    "MIRIAM",     "MOHAMED",    "MOHAMMED",   "MONICA",
    "NADIA",      "NATALIA",    "NICCOLO",    "NICOLA",     "NICOLETTA",  "NICOLO",     "NOEMI",
    "NUNZIA",     "OLGA",       "OLIVIERO",   "ORAZIO",     "ORESTE",     "ORNELLA",    "OSVALDO",
    "OTTAVIO",    "PAMELA",     "PAOLA",      "PAOLO",      "PATRIZIA",   "PATRIZIO",   "PIERLUIGI",
    "PIERO",      "PIETRO",     "RACHELE",    "RAFFAELE",   "RAFFAELLA",  "RAIMONDO",   "REBECCA",
    "RENATA",     "RENATO",     "RICCARDO",   "RITA",       "ROBERTA",    "ROBERTO",    "ROCCO",
    "RODOLFO",    "ROMINA",     "ROSALBA",    "ROSALIA",    "ROSANNA",    "ROSARIA",    "ROSARIO",
    "ROSSELLA",   "RUGGERO",    "SABRINA",    "SALVATORE",  "SAMANTHA",   "SAMUELE",    "SANDRA",
    "SANDRO",     "SARA",       "SAVERIO",    "SEBASTIANO", "SERGIO",     "SIGISMONDO", "SILVANA",
    "SILVANO",    "SILVIA",     "SILVIO",     "SIMONA",     "SIMONE",     "SONIA",      "STEFANIA",
    "STEFANO",    "SUSANNA",    "TAMARA",     "TERESA",     "TERESINA",   "TIZIANA",    "TIZIANO",
    "TOMMASO",    "TULLIO",     "UGO",        "UMBERTO",    "VALENTINA",  "VALENTINO",  "VALERIA",
    "VALERIO",    "VANESSA",    "VERONICA",   "VINCENZA",   "VINCENZO",   "VIRGINIA",   "VITTORIO",
    "VIVIANA",    "WALTER",     "YURI"};

/// A name after one of these is that of a house, a street or a parish.
constexpr std::array<std::string_view, 17> kBeforePlaces = {
    "BEATA", "BEATO", "DON",   "ISTITUTO", "MADRE", "PADRE", "PIAZZA", "S",    "SAINT",
    "SAN",   "SANT",  "SANTA", "SANTI",    "SANTO", "SUOR",  "VIA",    "VILLA"};

constexpr std::size_t kLeastLetters = 2;  // of the other word, e.g. `Li`

/// A quick hash: of most words that are no name it finds an empty bucket.
struct WordHash {
  std::size_t operator()(std::string_view word) const {
    const auto byte = [&](std::size_t at) { return std::size_t{static_cast<unsigned char>(word[at])}; };
    if (word.empty()) return 0;
    return word.size() + 31 * byte(0) + 1021 * byte(word.size() / 2) + 32749 * byte(word.size() - 1);
  }
};
using Words = std::unordered_set<std::string_view, WordHash>;

template <std::size_t count>
Words words_of(const std::array<std::string_view, count>& words) {
  return {words.begin(), words.end(), 8 * count};
}

bool is_name(std::string_view word) {
  static const auto names = words_of(kNames);
  return names.contains(word);
}

bool is_before_place(std::string_view word) {
  static const auto words = words_of(kBeforePlaces);
  return words.contains(word);
}

bool is_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

}  // namespace

bool holds_given_name(std::string_view text) {
  std::size_t words = 0;
  bool has_name = false, is_after_place = false;
  for (const auto* begin = std::find_if(text.begin(), text.end(), is_letter); begin != text.end();) {
    const auto* const end = std::find_if_not(begin, text.end(), is_letter);
    const auto word = base::to_upper_ascii(std::string_view(begin, end));
    if (word.size() >= kLeastLetters) ++words;
    has_name = has_name || (!is_after_place && is_name(word));
    is_after_place = is_before_place(word);
    begin = std::find_if(end, text.end(), is_letter);
  }
  return has_name && words > 1;
}

}  // namespace raccordo::privacy
