#include <algorithm>

#include "synth/csv_line.hpp"
#include "synth/document_writer.hpp"

namespace raccordo::synth {
namespace {

const std::vector<std::string_view> kHeader = {
    "TIPO",     "CARTELLA",  "VERSIONE",  "ENTE",     "CF",          "COGNOME",  "NOME",       "SESSO",
    "NASCITA",  "RESIDENZA", "CITTAD",    "NUCLEO",   "N_COMP",      "APERTURA", "CHIUSURA",   "CAUSALE",
    "ACCESSO",  "INVIO",     "RICHIESTA", "BISOGNO",  "VALUTAZIONE", "PAI",      "PAI_INIZIO", "PAI_FINE",
    "PAI_EURO", "PAI_QUOTA", "INT",       "AREA",     "PRESTAZIONE", "DESCR",    "INIZIO",     "FINE",
    "EURO",     "QTA",       "UM",        "GESTIONE", "GESTORE",     "NOTE"};

/// C rows (the first with the person, further ones with further needs, assessments and plans), then I rows.
class TreviglioWriter final : public DocumentWriter {
 public:
  std::string opening() const override {
    std::string out;
    line_.append_header(out);
    return out;
  }
  std::string closing() const override { return ""; }
  std::string_view extension() const override { return "csv"; }

  void append(const SourceCase& item, std::string& out) override {
    const std::size_t case_rows =
        std::max({std::size_t{1}, item.needs.size(), item.assessments.size(), item.plans.size()});
    for (std::size_t i = 0; i < case_rows; ++i) {
      start_row("C", item);
      if (i == 0) set_case(item);
      if (i < item.needs.size()) line_.set("BISOGNO", item.needs[i].code);
      if (i < item.assessments.size()) line_.set("VALUTAZIONE", item.assessments[i]);
      if (i < item.plans.size()) set_plan(item.plans[i]);
      line_.append(out);
    }
    for (const auto& intervention : item.interventions) {
      start_row("I", item);
      set_intervention(intervention);
      line_.append(out);
    }
  }

 private:
  void start_row(std::string_view kind, const SourceCase& item) {
    line_.clear();
    line_.set("TIPO", kind);
    line_.set("CARTELLA", item.record_id);
  }
  void set_case(const SourceCase& item) {
    line_.set("VERSIONE", item.version);
    line_.set("ENTE", item.owner);
    line_.set("CF", item.person_id);
    line_.set("COGNOME", item.family);
    line_.set("NOME", item.given);
    line_.set("SESSO", item.sex);
    line_.set("NASCITA", item.birth);
    line_.set("RESIDENZA", item.residence);
    line_.set("CITTAD", item.citizenship);
    line_.set("NUCLEO", item.household);
    line_.set("N_COMP", item.members);
    line_.set("APERTURA", item.opened);
    line_.set("CHIUSURA", item.closed);
    line_.set("CAUSALE", item.closure);
    line_.set("ACCESSO", item.access);
    line_.set("INVIO", item.channel);
    line_.set("RICHIESTA", item.request);
    line_.set("NOTE", note_of(item.number));
  }
  void set_plan(const SourcePlan& plan) {
    line_.set("PAI", plan.id);
    line_.set("PAI_INIZIO", plan.start);
    line_.set("PAI_FINE", plan.end);
    line_.set("PAI_EURO", plan.value);
    line_.set("PAI_QUOTA", plan.copayment);
  }
  void set_intervention(const SourceIntervention& item) {
    line_.set("INT", item.id);
    line_.set("AREA", item.area);
    line_.set("PRESTAZIONE", item.type);
    line_.set("DESCR", item.label);
    line_.set("INIZIO", item.start);
    line_.set("FINE", item.end);
    line_.set("EURO", item.amount);
    line_.set("QTA", item.quantity);
    line_.set("UM", item.unit);
    line_.set("GESTIONE", item.management);
    line_.set("GESTORE", item.managed_by);
  }

  CsvLine line_{kHeader, ','};
};

}  // namespace

std::unique_ptr<DocumentWriter> make_treviglio_writer() { return std::make_unique<TreviglioWriter>(); }

}  // namespace raccordo::synth
