#include "extract/words.hpp"
#include "extract/xlsx_sheets.hpp"

namespace raccordo::extract {
namespace {

constexpr double kNameWidth = 28;
constexpr double kTextWidth = 100;  ///< characters; the sheet fits the width of a page
constexpr double kLineHeight = 15;  ///< points

/// Writes lines of a name and a text, one below the other.
class Information {
 public:
  Information(Book& book, lxw_worksheet* sheet) : book_(book), sheet_(sheet) {}
  void line(const std::string& name, const std::string& text) {
    put_text(sheet_, row_, 0, name, book_.format({.bold = true}));
    put_text(sheet_, row_, 1, text, book_.format({.wrapped = true}));
    const auto lines = 1 + static_cast<int>(static_cast<double>(length_of(text)) * 1.1 / kTextWidth);
    check_xlsx(worksheet_set_row(sheet_, row_++, kLineHeight * lines, nullptr));
  }
  void heading(const std::string& text) {
    if (row_ > 0) ++row_;
    put_text(sheet_, row_, 0, text, book_.format({.bold = true, .size = 13}));
    check_xlsx(worksheet_set_row(sheet_, row_++, kLineHeight * 1.3, nullptr));
  }

 private:
  Book& book_;
  lxw_worksheet* sheet_;
  lxw_row_t row_ = 0;
};

void describe_table(Information& information, const Cube& cube) {
  const auto& definition = cube.definition();
  information.heading(definition.title_it);
  information.line("Identificativo", definition.id);
  information.line("In inglese", definition.title_en);
  std::string periods;
  for (const auto& period : cube.periods()) periods += (periods.empty() ? "" : ", ") + period.label_it;
  information.line("Periodo", periods);
  information.line("Che cosa si conta", std::string(measure_words(definition.measure).it) + " (unità: " +
                                            std::string(unit_words(definition.measure).it) + ")");
  const std::string_view kinds = definition.kinds.are_usual() ? "cartelle o interventi: "
                                 : definition.kinds.cases     ? "cartelle e segnalazioni: "
                                                              : "segnalazioni: ";
  information.line("Quali", std::string(kinds) + std::string(when_words(definition.when).it));
  for (const auto& dimension : cube.dimensions())
    information.line(dimension.label_it, std::string(additive_words(dimension).it));
  for (const auto& [period, release] : cube.left_out())
    information.line("Escluso: " + period,
                     "in quel periodo la tavola aveva altre dimensioni o un'altra misura");
}

void describe_signs(Information& information, int k) {
  information.heading("Come si leggono le tavole");
  const auto threshold = std::to_string(k);
  information.line("c", "Dato non mostrato per riservatezza: dietro al numero ci sono da 1 a " +
                            std::to_string(k - 1) +
                            " persone, oppure il numero ne rivelerebbe uno così, oppure il tasso non ha "
                            "denominatore. Il simbolo è lo stesso in tutti i casi e alcuni di questi numeri "
                            "sono zeri: non va letto come \"pochi\" e non va sostituito.");
  information.line("m", "Nelle serie: la categoria non esiste nell'estrazione di quel periodo.");
  information.line("0", "Nessuno, oppure una combinazione impossibile.");
  information.line("Totale (_T)", "Comprende anche i numeri non mostrati.");
  information.line("Non assegnato (_U)", "Sconosciuto, non più nello schema, o senza livello superiore.");
  information.line(
      "Soglia k", "Un numero è mostrato solo se dietro ci sono almeno " + threshold + " persone, o nessuna.");
}

/// The texts of the release in Italian, then as they were made: these decide.
void describe_release(Information& information, const CubePeriod& period) {
  information.heading("Estrazione del periodo " + period.label_it);
  information.line("Estrazione", period.release);
  if (!period.rules_it.empty()) information.line("Regole", period.rules_it);
  if (!period.guarantee_it.empty()) information.line("Garanzia", period.guarantee_it);
  information.line("Regole (testo che fa fede)", period.rules);
  information.line("Garanzia (testo che fa fede)", period.guarantee);
}

}  // namespace

void add_information_sheet(Book& book, const std::vector<Cube>& cubes, const Document& document) {
  auto* sheet = book.add_sheet("Informazioni");
  check_xlsx(worksheet_set_column(sheet, 0, 0, kNameWidth, nullptr));
  check_xlsx(worksheet_set_column(sheet, 1, 1, kTextWidth, nullptr));
  Information information(book, sheet);
  for (const auto& cube : cubes) describe_table(information, cube);
  describe_signs(information, cubes.front().periods().back().k);
  for (const auto& period : cubes.front().periods()) describe_release(information, period);
  information.heading("Provenienza");
  if (!document.source.empty()) information.line("Fonte", document.source);
  if (!document.href.empty()) information.line("Indirizzo", document.href);
  if (const auto updated = updated_text(document); !updated.empty())
    information.line("Calcolata il", updated);
  constexpr std::uint8_t kA4 = 9;
  worksheet_set_paper(sheet, kA4);
  worksheet_set_landscape(sheet);
  worksheet_fit_to_pages(sheet, 1, 0);
  check_xlsx(worksheet_set_footer(sheet, "&L&A&RPagina &P di &N"));
}

}  // namespace raccordo::extract
