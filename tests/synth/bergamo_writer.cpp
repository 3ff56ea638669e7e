#include <iconv.h>

#include <algorithm>
#include <stdexcept>

#include "synth/csv_line.hpp"
#include "synth/document_writer.hpp"

namespace raccordo::synth {
namespace {

const std::vector<std::string_view> kHeader = {"NUM_CARTELLA",
                                               "AGGIORNATO_IL",
                                               "COMUNE",
                                               "COGNOME_NOME",
                                               "CODICE_FISCALE",
                                               "SESSO",
                                               "DATA_NASCITA",
                                               "COMUNE_RESIDENZA",
                                               "CITTADINANZA",
                                               "NUCLEO",
                                               "COMPONENTI",
                                               "DATA_ACCESSO",
                                               "CANALE",
                                               "RICHIESTA",
                                               "DATA_APERTURA",
                                               "DATA_CHIUSURA",
                                               "MOTIVO_CHIUSURA",
                                               "BISOGNO",
                                               "DATA_VALUTAZIONE",
                                               "PROGETTO",
                                               "PROGETTO_DAL",
                                               "PROGETTO_AL",
                                               "PROGETTO_VALORE",
                                               "PROGETTO_QUOTA",
                                               "PROGR",
                                               "AREA",
                                               "TIPOLOGIA",
                                               "DESCRIZIONE",
                                               "DAL",
                                               "AL",
                                               "IMPORTO",
                                               "QUANTITA",
                                               "UNITA",
                                               "GESTIONE",
                                               "GESTORE",
                                               "NOTE"};

/// UTF-8 to Windows-1252. Invalid UTF-8 is copied unchanged: a defect for the reader to find.
class Windows1252 {
 public:
  Windows1252() : handle_(iconv_open("WINDOWS-1252", "UTF-8")) {
    // iconv(3) reports a failure this way
    // NOLINTNEXTLINE(performance-no-int-to-ptr): so iconv(3) tells a failure
    if (handle_ == reinterpret_cast<iconv_t>(-1)) throw std::runtime_error("iconv lacks WINDOWS-1252");
  }
  ~Windows1252() { iconv_close(handle_); }
  Windows1252(const Windows1252&) = delete;
  Windows1252& operator=(const Windows1252&) = delete;

  void append(std::string text, std::string& out) {
    char* in = text.data();
    std::size_t left = text.size();
    while (left > 0) {
      const std::size_t before = out.size();
      out.resize(before + left);
      char* target = out.data() + before;
      std::size_t room = left;
      iconv(handle_, &in, &left, &target, &room);
      out.resize(static_cast<std::size_t>(target - out.data()));
      if (left > 0) {
        out += *in++;
        --left;
      }
    }
  }

 private:
  iconv_t handle_;
};

/// One row per intervention; needs, assessments and plans are in further columns of the same rows.
class BergamoWriter final : public DocumentWriter {
 public:
  std::string opening() const override {
    std::string out;
    line_.append_header(out);
    return out;
  }
  std::string closing() const override { return ""; }
  std::string_view extension() const override { return "csv"; }

  void append(const SourceCase& item, std::string& out) override {
    const std::size_t rows = std::max({std::size_t{1}, item.interventions.size(), item.needs.size(),
                                       item.assessments.size(), item.plans.size()});
    std::string text;
    for (std::size_t i = 0; i < rows; ++i) {
      line_.clear();
      set_case(item);
      if (i < item.needs.size()) line_.set("BISOGNO", item.needs[i].code);
      if (i < item.assessments.size()) line_.set("DATA_VALUTAZIONE", item.assessments[i]);
      if (i < item.plans.size()) set_plan(item.plans[i]);
      if (i < item.interventions.size()) set_intervention(item.interventions[i]);
      line_.append(text);
    }
    encoder_.append(std::move(text), out);
  }

 private:
  void set_case(const SourceCase& item) {
    line_.set("NUM_CARTELLA", item.record_id);
    line_.set("AGGIORNATO_IL", item.version);
    line_.set("COMUNE", item.owner);
    line_.set("COGNOME_NOME", item.family + " " + item.given);
    line_.set("CODICE_FISCALE", item.person_id);
    line_.set("SESSO", item.sex);
    line_.set("DATA_NASCITA", item.birth);
    line_.set("COMUNE_RESIDENZA", item.residence);
    line_.set("CITTADINANZA", item.citizenship);
    line_.set("NUCLEO", item.household);
    line_.set("COMPONENTI", item.members);
    line_.set("DATA_ACCESSO", item.access);
    line_.set("CANALE", item.channel);
    line_.set("RICHIESTA", item.request);
    line_.set("DATA_APERTURA", item.opened);
    line_.set("DATA_CHIUSURA", item.closed);
    line_.set("MOTIVO_CHIUSURA", item.closure);
    line_.set("NOTE", note_of(item.number));
  }
  void set_plan(const SourcePlan& plan) {
    line_.set("PROGETTO", plan.id);
    line_.set("PROGETTO_DAL", plan.start);
    line_.set("PROGETTO_AL", plan.end);
    line_.set("PROGETTO_VALORE", plan.value);
    line_.set("PROGETTO_QUOTA", plan.copayment);
  }
  void set_intervention(const SourceIntervention& item) {
    line_.set("PROGR", item.id);
    line_.set("AREA", item.area);
    line_.set("TIPOLOGIA", item.type);
    line_.set("DESCRIZIONE", item.label);
    line_.set("DAL", item.start);
    line_.set("AL", item.end);
    line_.set("IMPORTO", item.amount);
    line_.set("QUANTITA", item.quantity);
    line_.set("UNITA", item.unit);
    line_.set("GESTIONE", item.management);
    line_.set("GESTORE", item.managed_by);
  }

  CsvLine line_{kHeader, ';'};
  Windows1252 encoder_;
};

}  // namespace

std::unique_ptr<DocumentWriter> make_bergamo_writer() { return std::make_unique<BergamoWriter>(); }

}  // namespace raccordo::synth
