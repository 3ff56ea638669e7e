#include <algorithm>
#include <array>
#include <span>
#include <utility>

#include "app/persons/page_html.hpp"
#include "app/persons/subject_export.hpp"
#include "base/html.hpp"
#include "base/json.hpp"

namespace raccordo::app {
namespace {

using base::escape_html;

using Words = std::pair<std::string_view, std::string_view>;

/// Names of members in Italian; others are shown as they are.
constexpr std::array kNames = {
    Words{"acts", "Operazioni registrate sulla cartella"},
    Words{"accepted", "Contenuto accettato (conteggiato se il trattamento non è limitato)"},
    Words{"access", "Accesso"},
    Words{"action", "Operazione"},
    Words{"amount", "Importo (euro)"},
    Words{"area", "Area"},
    Words{"assessments", "Valutazioni"},
    Words{"at", "Posizione nel documento"},
    Words{"awaits", "Attende la decisione"},
    Words{"beside", "Contenuto che attende la decisione di un amministratore"},
    Words{"birth_date", "Data di nascita"},
    Words{"by", "Da"},
    Words{"channel", "Canale di accesso"},
    Words{"citizenship", "Cittadinanza"},
    Words{"client", "Sistema che ha inviato"},
    Words{"closed", "Chiusura"},
    Words{"closure", "Chiusura della cartella"},
    Words{"code", "Codice"},
    Words{"copayment", "Compartecipazione (euro)"},
    Words{"created_at", "Data e ora"},
    Words{"date", "Data"},
    Words{"contact", "Ufficio di riferimento"},
    Words{"document", "Documento inviato"},
    Words{"end", "Fine"},
    Words{"exchange_days", "Scambi fra enti dopo la loro fine (giorni)"},
    Words{"exchanges", "Scambi con altri enti"},
    Words{"expires", "Scadenza"},
    Words{"field", "Campo"},
    Words{"fields", "Campi ricevuti"},
    Words{"from", "Ente che invia"},
    Words{"former", "Significato precedente (prima di una nuova versione di una tabella)"},
    Words{"household", "Nucleo familiare"},
    Words{"id", "Identificativo"},
    Words{"id_type", "Tipo di identificativo"},
    Words{"idempotency_keys", "Ricevute ripetibili conservate (solo impronte)"},
    Words{"identities", "Identità"},
    Words{"interventions", "Interventi"},
    Words{"issues", "Segnalazioni"},
    Words{"kind", "Tipo di documento"},
    Words{"kept_for", "Tempi di conservazione"},
    Words{"label", "Etichetta"},
    Words{"last_attempt", "Ultimo invio non accettato"},
    Words{"managed_by", "Ente gestore"},
    Words{"legal_basis", "Base giuridica"},
    Words{"management", "Forma di gestione"},
    Words{"members", "Componenti"},
    Words{"message", "Messaggio"},
    Words{"need", "Bisogno"},
    Words{"needs", "Bisogni"},
    Words{"opened", "Apertura"},
    Words{"office", "Ufficio destinatario"},
    Words{"outcome", "Esito"},
    Words{"owner", "Comune titolare"},
    Words{"period", "Periodo"},
    Words{"person", "Persona"},
    Words{"plans", "Progetti"},
    Words{"pointer", "Puntatore JSON"},
    Words{"purpose", "Finalità dello scambio"},
    Words{"quantity", "Quantità"},
    Words{"quarantine_days", "Cartelle in attesa (giorni)"},
    Words{"reason", "Motivo"},
    Words{"received_at", "Ricevuto il"},
    Words{"record", "Cartella"},
    Words{"record_id", "Numero della cartella"},
    Words{"records", "Cartelle"},
    Words{"records_years_after_closure", "Cartelle dopo la chiusura (anni)"},
    Words{"referred_to", "Indirizzata a"},
    Words{"releases", "Estrazioni effettuate (la persona può esservi contata con un numero casuale)"},
    Words{"request", "Richiesta"},
    Words{"residence", "Comune di residenza"},
    Words{"restrictions", "Limitazioni del trattamento (art. 18)"},
    Words{"severity", "Gravità"},
    Words{"sex", "Sesso"},
    Words{"since", "Dal"},
    Words{"source", "Sorgente"},
    Words{"source_code", "Codice nella sorgente"},
    Words{"source_label", "Etichetta nella sorgente"},
    Words{"start", "Inizio"},
    Words{"state", "Stato"},
    Words{"states", "Stati dello scambio"},
    Words{"submission", "Invio"},
    Words{"submissions", "Invii da cui provengono i dati"},
    Words{"submissions_days", "Ricevute degli invii (giorni)"},
    Words{"audit_days", "Registro delle operazioni (giorni)"},
    Words{"table", "Tabella di transcodifica"},
    Words{"to", "Ente destinatario"},
    Words{"type", "Tipologia"},
    Words{"unit", "Unità di misura"},
    Words{"unread_documents", "Documenti ricevuti e non ancora elaborati (possono contenere la persona)"},
    Words{"until", "Fino al"},
    Words{"value", "Valore"},
    Words{"version", "Versione"},
    Words{"waiting", "Contenuto in attesa"},
    Words{"waiting_for_replay", "Cartelle in una rielaborazione in corso"}};

/// Members whose texts are words of the gateway.
constexpr std::array<std::string_view, 6> kWordMembers = {"id_type", "kind",     "outcome",
                                                          "purpose", "severity", "state"};
constexpr std::array kWords = {Words{"ACCEPTED", "accettata"},
                               Words{"ANONYMISED", "senza più la persona"},
                               Words{"COMPLETED", "elaborato"},
                               Words{"EXPIRED", "scaduto"},
                               Words{"FAILED", "non elaborabile"},
                               Words{"FETCHED", "prelevato dall'ente destinatario"},
                               Words{"PROCESSING", "in elaborazione"},
                               Words{"QUARANTINED", "in attesa"},
                               Words{"RECEIVED", "ricevuto"},
                               Words{"REFUSED", "rifiutato"},
                               Words{"REJECTED", "respinta"},
                               Words{"SENT", "inviato"},
                               Words{"TRUNCATED", "elaborato fino a un punto illeggibile"},
                               Words{"UNCHANGED", "invariata"},
                               Words{"WAITING", "in attesa di elaborazione"},
                               Words{"WITHDRAWN", "revocato dall'ente che l'ha inviato"},
                               Words{"error", "errore"},
                               Words{"fiscal-code", "codice fiscale"},
                               Words{"information", "informazione"},
                               Words{"joint-charge", "presa in carico congiunta"},
                               Words{"local", "numero interno della sorgente"},
                               Words{"provisional", "codice provvisorio"},
                               Words{"report", "segnalazione di un bisogno"},
                               Words{"transfer", "trasferimento"},
                               Words{"warning", "avviso"}};

/// Members whose texts are shared codes, with their code systems.
constexpr std::array kSystems = {
    Words{"area", "area"},
    Words{"channel", "channel"},
    Words{"citizenship", "citizenship"},
    Words{"needs", "need"},
    Words{"management", "management"},
    Words{"reason", "closure"},
    Words{"referred_to", "referral"},
    Words{"request", "request"},
    Words{"sex", "sex"},
    Words{"type", "intervention"},
    Words{"type", "household"},
    Words{"unit", "unit"},
};

constexpr std::string_view kAbout =
    "<p>Questo documento contiene ciò che il sistema Raccordo conserva sulla persona indicata "
    "(art. 15 del Regolamento UE 2016/679). I dati provengono dai sistemi elencati in «Invii»; le finalità, "
    "i destinatari e i tempi di conservazione sono nel registro dei trattamenti. La persona può chiedere la "
    "rettifica al Comune titolare della cartella, la cancellazione e la limitazione del trattamento, e può "
    "proporre reclamo al Garante per la protezione dei dati personali.</p>"
    "<p>Non compaiono: gli invii del tutto respinti, dei quali non si conserva la persona; le copie di "
    "sicurezza, conservate come stabilito dal titolare; le estrazioni pubblicate, che non contengono dati "
    "di singole persone; la prova cifrata delle estrazioni e il registro da cui sono contate, in cui le "
    "persone hanno un numero casuale e le sole categorie pubblicate, già contenute in questo documento; la "
    "cancellazione rende quel numero privo di riferimento.</p>";

/// The Italian of a word, or the word itself.
std::string_view italian(std::span<const Words> list, std::string_view word) {
  const auto found =
      std::find_if(list.begin(), list.end(), [&](const Words& words) { return words.first == word; });
  return found == list.end() ? word : found->second;
}

std::string_view word_of(std::string_view member, std::string_view text) {
  const bool fixed = std::find(kWordMembers.begin(), kWordMembers.end(), member) != kWordMembers.end();
  return fixed ? italian(kWords, text) : text;
}

std::string_view name_of(const rapidjson::Value& value, std::string_view member) {
  // Of a waiting record, the list of the codes it waits for.
  if (member == "waiting" && value.IsArray()) return "Codici senza corrispondenza";
  return italian(kNames, member);
}

/// Writes the values of a document as HTML.
class PageWriter {
 public:
  explicit PageWriter(const model::Scheme& scheme) : scheme_(scheme) {}

  /// `holder`: the name of the member that holds the object; the `code` of a coded value is one of its
  /// system.
  void write_members(const rapidjson::Value& object, std::string_view holder = "") {
    html_ += "<dl>";
    for (const auto& member : object.GetObject()) {
      const auto name = base::view(member.name);
      html_ += "<dt>" + escape_html(name_of(member.value, name)) + "</dt><dd>";
      write(member.value, name == "code" ? holder : name);
      html_ += "</dd>";
    }
    html_ += "</dl>\n";
  }
  std::string take() { return std::move(html_); }

 private:
  void write(const rapidjson::Value& value, std::string_view name) {
    if (value.IsObject()) {
      write_members(value, name);
    } else if (value.IsArray()) {
      write_list(value, name);
    } else if (value.IsString()) {
      html_ += escape_html(word_of(name, base::view(value))) + label_of(name, base::view(value));
    } else if (value.IsBool()) {
      html_ += value.GetBool() ? "sì" : "no";
    } else if (value.IsNumber()) {
      base::JsonBuffer buffer;
      base::JsonWriter writer(buffer);
      value.Accept(writer);
      html_ += base::view(buffer);
    }
  }
  void write_list(const rapidjson::Value& list, std::string_view name) {
    if (list.Empty()) {
      html_ += "nessuno";
      return;
    }
    html_ += "<ol>";
    for (const auto& item : list.GetArray()) {
      html_ += "<li>";
      write(item, name);
      html_ += "</li>";
    }
    html_ += "</ol>\n";
  }
  /// ` (Anziani)`; "" if the text is no code.
  std::string label_of(std::string_view name, std::string_view code) const {
    if (name == "owner" || name == "residence") {
      const auto* comune = scheme_.territory.by_istat(code);
      return comune == nullptr ? "" : " (" + escape_html(comune->name) + ")";
    }
    for (const auto& [member, system] : kSystems) {
      if (member != name) continue;
      const auto* codes = scheme_.find(system);
      const auto* found = codes == nullptr ? nullptr : codes->find(code);
      if (found != nullptr) return " (" + escape_html(found->label_it) + ")";
    }
    return "";
  }

  const model::Scheme& scheme_;
  std::string html_;
};

}  // namespace

std::string export_page(const std::string& json, const model::Scheme& scheme) {
  rapidjson::Document document;
  document.Parse(json.c_str());
  PageWriter writer(scheme);
  if (!document.HasParseError() && document.IsObject()) writer.write_members(document);
  return html_page("Dati conservati su una persona", std::string(kAbout) + writer.take());
}

}  // namespace raccordo::app
