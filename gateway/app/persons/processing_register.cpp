#include "app/persons/processing_register.hpp"

#include <algorithm>
#include <set>
#include <utility>
#include <vector>

#include "app/persons/page_html.hpp"
#include "app/persons/register_words.hpp"
#include "base/html.hpp"

namespace raccordo::app {
namespace {

using base::escape_html;

constexpr std::string_view kTitle = "Registro delle attività di trattamento";
constexpr std::string_view kMissing = "da completare";

using Row = std::vector<std::string>;

/// A part of the register: sentences, then a table, then a list; empty ones are left out.
struct Part {
  std::string title;
  std::vector<std::string> sentences;
  Row head;
  std::vector<Row> rows;
  std::vector<std::string> items;
};

std::string or_missing(const std::string& text) { return text.empty() ? std::string(kMissing) : text; }

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const auto& word : words) text += (text.empty() ? "" : ", ") + word;
  return text;
}

Part controller_part(const Config& config) {
  return {"Titolare e contatti",
          {},
          {"Voce", "Valore"},
          {{"Titolare", or_missing(config.catalog.rights_holder)},
           {"Codice IPA", or_missing(config.catalog.ipa_code)},
           {"Editore dei dati aperti", or_missing(config.catalog.publisher)},
           {"Contatto", or_missing(config.catalog.contact)},
           {"Contitolari (enti che inviano cartelle)", "vedi «Sistemi collegati»"},
           {"Responsabile della protezione dei dati", std::string(kMissing)},
           {"Base giuridica", std::string(kMissing)},
           {"Indirizzo del servizio", config.public_url}},
          {}};
}

Part purpose_part() {
  return {
      "Finalità",
      {},
      {},
      {},
      {"ricevere le cartelle sociali degli enti, tradurne i codici in un vocabolario unico e segnalare agli "
       "enti gli errori;",
       "calcolare statistiche per la programmazione sociale, protette in modo che non si risalga a singole "
       "persone."}};
}

Part data_part(const Rulebook& book) {
  Part part{"Interessati e categorie di dati",
            {"Interessati: persone assistite dai servizi sociali e, se indicati, dati del loro nucleo. "
             "Le cartelle rivelano condizioni di bisogno e in parte di salute (art. 9). Di ogni cartella: "
             "identificativo della persona (codice fiscale, STP, ENI, numero provvisorio o interno), data di "
             "nascita, sesso, residenza, date e importi di piani e interventi. I testi liberi non sono "
             "acquisiti. Le categorie in codice, per sorgente:"},
            {"Sorgente", "Titolo", "Dati in codice"},
            {},
            {}};
  for (const auto& [name, rules] : book.sources) {
    std::set<std::string> systems;
    for (const auto& use : rules.profile.tables()) systems.insert(name_of_system(use.code_system));
    part.rows.push_back(
        {name, rules.profile.title(), joined(std::vector<std::string>(systems.begin(), systems.end()))});
  }
  return part;
}

Part clients_part(const Rulebook& book) {
  Part part{"Sistemi collegati (origine e destinatari dei dati)",
            {"Ogni sistema è riconosciuto dal proprio certificato. `see-bodies` e `administer` insieme danno "
             "accesso ai dati di una persona, sempre con motivo e annotazione nel registro delle operazioni; "
             "`extract` dà accesso alle sole statistiche protette."},
            {"Sistema", "Diritti", "Sorgenti", "Comuni"},
            {},
            {}};
  for (const auto& client : book.clients.all()) {
    const auto comuni = client.reach().is_all() ? std::string("tutti") : std::to_string(client.comuni.size());
    part.rows.push_back({client.name, joined(client.rights.names()), joined(client.sources), comuni});
  }
  if (part.rows.empty()) part.sentences.emplace_back("Nessun sistema è collegato.");
  return part;
}

/// Case files that a body sends to another one through the gateway.
Part exchange_part(const Rulebook& book) {
  Part part{
      "Scambi fra enti",
      {"Un ente invia una singola cartella a un altro ente per trasferimento, presa in carico congiunta o "
       "informazione, indicando la base giuridica e la scadenza. La cartella resta cifrata anche dopo il "
       "prelievo; "
       "ogni operazione è annotata. Enti fra i quali lo scambio è configurato:"},
      {"Ente", "Ente", "Uffici indicati"},
      exchanging_bodies(book),
      {}};
  if (part.rows.empty()) part.sentences = {"Nessuno scambio è configurato."};
  return part;
}

Part transfer_part(const Config& config) {
  const std::string open =
      config.catalog.enabled
          ? "Le statistiche pubblicate sono dati aperti (`/open`, `/catalog`)."
          : "Le statistiche pubblicate sono accessibili a tutti (`/open`); il catalogo dei "
            "dati aperti non è attivo.";
  return {
      "Comunicazione e diffusione",
      {open + " Non contengono dati personali.",
       "Trasferimenti verso paesi terzi: il programma non invia dati ad altri sistemi. Ubicazione del server "
       "e delle copie di sicurezza: " +
           std::string(kMissing) + "."},
      {},
      {},
      {}};
}

Part periods_part(const Config& config) {
  const auto& kept = config.retention;
  const auto days = [](std::int64_t count) { return std::to_string(count) + " giorni"; };
  return {
      "Termini di cancellazione",
      {"Applicati automaticamente; le cartelle di una persona con trattamento limitato (art. 18) restano "
       "fino alla revoca."},
      {"Dati", "Termine", "Chiave di configurazione"},
      {{"Dati identificativi di una cartella (il caso resta contato senza la persona)",
        std::to_string(kept.records_years_after_closure) + " anni dalla chiusura",
        "retention.records_years_after_closure"},
       {"Cartelle in attesa di transcodifica o decisione", days(kept.quarantine_days),
        "retention.quarantine_days"},
       {"Invii, ricevute e segnalazioni", days(kept.submissions_days), "retention.submissions_days"},
       {"Scambi fra enti, dalla loro fine", days(kept.exchange_days), "retention.exchange_days"},
       {"Registro delle operazioni", days(kept.audit_days), "retention.audit_days"},
       {"Posto di una persona nel registro da cui si contano le statistiche (numero casuale e categorie "
        "pubblicate, cifrato)",
        "il legame con la persona fino alla sua cancellazione, le categorie finché non cambiano per almeno " +
            std::to_string(config.disclosure.k) + " persone insieme",
        "-"},
       {"Impronte delle chiavi di idempotenza", days(30), "-"},
       {"Copie di sicurezza", std::string(kMissing), "-"}},
      {}};
}

Part security_part(const Config& config) {
  Part part{"Misure di sicurezza (art. 32)", {}, {}, {}, {}};
  part.items = {
      "comunicazioni TLS con certificato del sistema chiamante, revoca verificata" +
          std::string(config.tls.crl.empty() ? " (nessuna lista di revoca configurata);" : ";"),
      ("pseudonimi con chiave segreta; identificativi e cartelle in attesa cifrati (AES-256-GCM) con una "
       "chiave conservata fuori dalla base dati;"),
      ("diritti per sistema e per Comune, negati se non concessi; registro delle operazioni concatenato, in "
       "cui una modifica si vede;"),
      std::string("modifiche delle tabelle di transcodifica ") +
          (config.two_person ? "approvate da una seconda persona;"
                             : "senza approvazione di una seconda persona (two_person: false);"),
      std::string(
          "statistiche protette insieme, su tutte le tabelle e i periodi: nessun numero pubblicato ") +
          "conta da 1 a " + std::to_string(config.disclosure.k - 1) +
          " persone, regola p% = " + std::to_string(config.disclosure.p_percent) + ";",
      "nei log, negli errori e nelle metriche nessun dato personale;",
      "cancellazione con sovrascrittura; nulla di quanto confermato al mittente va perso per un guasto."};
  return part;
}

Part extracts_part(const Rulebook& book) {
  Part part{"Statistiche prodotte", {}, {"Tabella", "Titolo"}, {}, {}};
  for (const auto& extract : book.extracts) part.rows.push_back({extract.id, extract.title_it});
  return part;
}

Part rights_part() {
  return {"Esercizio dei diritti",
          {},
          {"Diritto", "Via"},
          {{"Accesso (art. 15)", "raccordo subjects export, POST /v1/subjects/export"},
           {"Rettifica (art. 16)", "nuovo invio della cartella corretta da parte del Comune titolare"},
           {"Cancellazione (art. 17)", "raccordo subjects erase, POST /v1/subjects/erase"},
           {"Limitazione (art. 18)",
            "raccordo subjects restrict e lift, POST /v1/subjects/restrict e /v1/subjects/lift"}},
          {}};
}

std::vector<Part> parts_of(const Rulebook& book) {
  return {controller_part(book.config),
          purpose_part(),
          data_part(book),
          clients_part(book),
          exchange_part(book),
          transfer_part(book.config),
          periods_part(book.config),
          security_part(book.config),
          extracts_part(book),
          rights_part()};
}

std::string about(const base::Date& day) {
  return "Ai sensi dell'art. 30 del Regolamento UE 2016/679. Prodotto da Raccordo dalla propria "
         "configurazione il " +
         base::to_string(day) + ". Le voci «" + std::string(kMissing) +
         "» non sono nella configurazione e vanno inserite dal titolare.";
}

/// A table cell in Markdown.
std::string escape_cell(const std::string& text) {
  std::string out;
  for (const char c : text) {
    if (c == '<') {
      out += "&lt;";  // no viewer may take it for HTML
      continue;
    }
    if (std::string_view("|\\`*[]").find(c) != std::string_view::npos) out += '\\';
    out += c == '\n' ? ' ' : c;
  }
  return out;
}

std::string markdown_row(const Row& row) {
  std::string line = "|";
  for (const auto& cell : row) line += " " + escape_cell(cell) + " |";
  return line + "\n";
}

std::string markdown_of(const Part& part) {
  std::string out = "\n## " + part.title + "\n";
  for (const auto& sentence : part.sentences) out += "\n" + sentence + "\n";
  if (!part.rows.empty()) {
    out += "\n" + markdown_row(part.head) + markdown_row(Row(part.head.size(), "---"));
    for (const auto& row : part.rows) out += markdown_row(row);
  }
  if (!part.items.empty()) out += "\n";
  for (const auto& item : part.items) out += "- " + item + "\n";
  return out;
}

std::string html_row(const Row& row, std::string_view cell) {
  std::string out = "<tr>";
  for (const auto& text : row) {
    out.append("<").append(cell).append(">").append(escape_html(text));
    out.append("</").append(cell).append(">");
  }
  return out + "</tr>\n";
}

std::string html_of(const Part& part) {
  std::string out = "<h2>" + escape_html(part.title) + "</h2>\n";
  for (const auto& sentence : part.sentences) out += "<p>" + escape_html(sentence) + "</p>\n";
  if (!part.rows.empty()) {
    out += "<table>" + html_row(part.head, "th");
    for (const auto& row : part.rows) out += html_row(row, "td");
    out += "</table>\n";
  }
  if (part.items.empty()) return out;
  out += "<ul>";
  for (const auto& item : part.items) out += "<li>" + escape_html(item) + "</li>";
  return out + "</ul>\n";
}

}  // namespace

std::string processing_register(const Rulebook& book, const base::Date& day) {
  std::string out = "# " + std::string(kTitle) + "\n\n" + about(day) + "\n";
  for (const auto& part : parts_of(book)) out += markdown_of(part);
  return out;
}

std::string processing_register_page(const Rulebook& book, const base::Date& day) {
  std::string out = "<p>" + escape_html(about(day)) + "</p>\n";
  for (const auto& part : parts_of(book)) out += html_of(part);
  return html_page(kTitle, out);
}

}  // namespace raccordo::app
