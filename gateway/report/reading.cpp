#include "base/html.hpp"
#include "report/chapters.hpp"

namespace raccordo::report {
namespace {

using base::escape_html;

std::string term(std::string_view name, std::string_view text) {
  return "<dt>" + escape_html(name) + "</dt><dd>" + escape_html(text) + "</dd>\n";
}

/// A sentence; one of the form `what: a; b; c` has its parts in a list of their own.
std::string sentence_item(std::string_view sentence) {
  const auto colon = sentence.find(": ");
  if (colon == std::string_view::npos || sentence.find("; ", colon) == std::string_view::npos)
    return "<li>" + escape_html(sentence) + "</li>\n";
  std::string html = "<li>" + escape_html(sentence.substr(0, colon + 1)) + "<ul>";
  auto rest = sentence.substr(colon + 2);
  for (auto end = rest.find("; "); !rest.empty(); end = rest.find("; ")) {
    const bool is_last = end == std::string_view::npos;
    html += "<li>" + escape_html(rest.substr(0, is_last ? end : end + 1)) + "</li>\n";
    rest.remove_prefix(is_last ? rest.size() : end + 2);
  }
  return html + "</ul></li>\n";
}

/// One item for each sentence: a point, a blank, and no small letter behind it.
std::string list_items(std::string_view text) {
  std::string html;
  std::size_t begin = 0;
  for (std::size_t at = text.find(". "); at != std::string_view::npos; at = text.find(". ", at + 1)) {
    const char next = at + 2 < text.size() ? text[at + 2] : 'A';
    if (next >= 'a' && next <= 'z') continue;
    html += sentence_item(text.substr(begin, at + 1 - begin));
    begin = at + 2;
  }
  return html + (begin < text.size() ? sentence_item(text.substr(begin)) : "");
}

}  // namespace

std::string write_reading(const ReportScene& scene) {
  const auto& say = scene.say;
  const int k = scene.tables.front().now().k();
  const auto below = std::to_string(k - 1);
  std::string html =
      "<section>" + heading("reading", say({"Come si leggono le tavole", "How to read the tables"})) + "<dl>";
  html += term(
      "c",
      say.language() == Language::it
          ? "Dato non mostrato per riservatezza: dietro al numero ci sono da 1 a " + below +
                " persone, oppure il numero ne rivelerebbe uno così, oppure il tasso non ha "
                "denominatore. Il segno è lo stesso in tutti i casi e alcuni di questi numeri sono zeri: "
                "non va letto come “pochi” e non va sostituito."
          : "Not shown for confidentiality: 1 to " + below +
                " persons are counted, or the number would reveal such a one, or a rate has no "
                "denominator. The sign is the same in all cases, and some of these numbers are zeros: do "
                "not read it as “few” and do not replace it.");
  html += term(
      "0", say({"Nessuno, oppure una combinazione impossibile.", "Nobody, or an impossible combination."}));
  html += term(
      "–",
      say({"Non c’è: la categoria non esisteva nel periodo precedente, o il numero di allora è troppo "
           "piccolo per una variazione in percento.",
           "There is none: the earlier period did not have the category, or its number is too small for a "
           "change in percent."}));
  html +=
      term(say({"Totale", "Total"}),
           say({"Comprende anche i numeri non mostrati.", "It includes the numbers that are not shown."}));
  html += term(
      say({"Non assegnato", "Unassigned"}),
      say({"Sconosciuto, non più nello schema, o senza livello superiore. Righe e colonne con soli zeri non "
           "sono riportate.",
           "Not known, no longer in the scheme, or without a higher level. Rows and columns of zeros only "
           "are left out."}));
  html += term(say({"Persone", "Persons"}), say({"Persone distinte: chi è in due Comuni è una persona in "
                                                 "ciascuno, e una nell’Ambito. Per questo le "
                                                 "parti possono superare il totale.",
                                                 "Distinct persons: who is in two Comuni is one person in "
                                                 "each, and one in the Ambito. So the parts "
                                                 "may exceed the total."}));
  html += term(
      say({"Importi", "Amounts"}),
      say({"In euro interi; contano nel periodo in cui l’intervento è avviato. I centesimi sono nelle tavole "
           "da scaricare.",
           "In whole euro; they count in the period in which the intervention starts. The tables to download "
           "have the cents."}));
  html += term(
      say({"Variazione", "Change"}),
      say({"Differenza in percento del numero del periodo precedente. Non è indicata se quel numero è sotto "
           "20 persone, cartelle o interventi, 10.000 euro, o 0,5 ogni 1.000 abitanti: poche persone "
           "darebbero "
           "una variazione grande.",
           "Difference in percent of the earlier number. It is left out if that number is below 20 persons, "
           "cases or interventions, 10,000 euro, or 0.5 per 1,000 inhabitants: a few persons would make a "
           "large change."}));
  return html + "</dl></section>\n";
}

std::string write_rules(const ReportScene& scene) {
  const auto& say = scene.say;
  const auto& table = scene.tables.front().now();
  const auto& release = *scene.order.now.release;
  const bool in_italian = say.language() == Language::it && !table.rules_it().empty();
  const std::string lang = in_italian || say.language() == Language::en ? "" : " lang=\"en\"";
  std::string html = "<section>" + heading("rules", say({"Regole e garanzia", "Rules and guarantee"}));
  html += "<h3>" + std::string(say({"Regole", "Rules"})) + "</h3><ul" + lang + ">" +
          list_items(in_italian ? table.rules_it() : table.rules()) + "</ul>\n<h3>" +
          std::string(say({"Garanzia", "Guarantee"})) + "</h3><ul" + lang + ">" +
          list_items(in_italian ? table.guarantee_it() : table.guarantee()) + "</ul>\n";
  if (in_italian)
    html += paragraph("Il testo che fa fede è quello inglese dell’estrazione; questa è la sua traduzione.");
  html += "<h3>" + std::string(say({"Provenienza", "Origin"})) + "</h3><dl>";
  html += term(say({"Estrazione", "Release"}), release.id());
  if (scene.order.before)
    html += term(say({"Confrontata con", "Compared with"}), scene.order.before->release->id());
  if (!scene.order.now.created_at.empty())
    html += term(say({"Calcolata il", "Computed at"}), scene.order.now.created_at);
  html += term(say({"Impronta (SHA-256)", "Digest (SHA-256)"}), release.digest());
  if (!scene.order.address.empty()) {
    html += "<dt>" + std::string(say({"Tavole da scaricare", "Tables to download"})) + "</dt><dd><a href=\"" +
            escape_html(scene.order.address) + "\">" + escape_html(scene.order.address) + "</a></dd>\n";
  }
  html += "</dl>";
  html += paragraph(
      say({"Questo rapporto è fatto solo con i numeri dell’estrazione: non contiene altro che dati già "
           "protetti.",
           "This report is made from the numbers of the release alone: it contains nothing but "
           "protected data."}));
  return html + "</section>\n";
}

}  // namespace raccordo::report
