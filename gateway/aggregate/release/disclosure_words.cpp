#include "aggregate/release/disclosure_words.hpp"

#include <cstdint>

#include "aggregate/release/former_words.hpp"

namespace raccordo::aggregate {
namespace {

struct Numbers {
  explicit Numbers(const Rules& rules)
      : k(std::to_string(rules.k)),
        below(std::to_string(rules.k - 1)),
        percent(std::to_string(rules.p_percent) + " %") {}
  std::string k, below, percent;
};

/// Whether sums and differences within one release are covered: not by programs that wrote evidence of
/// version 3.
enum class Rests : std::uint8_t { not_covered, covered };

std::string rules_text(const Rules& rules, Rests rests) {
  const Numbers n(rules);
  return "k = " + n.k +
         ". All tables are counted from a register of published categories. From one regular release to the "
         "next "
         "a person moves in it only if, in each cell and in each sum or difference of cells on the list of "
         "the "
         "method, nobody or at least " +
         n.k +
         " persons differ from every earlier release that showed it; the others are counted as before "
         "until " +
         n.k +
         " have come together. An event counts in the release in which the register learns of it; one dated "
         "before "
         "the period is in the row _P. A revision counts the register of its period again. A cell of any "
         "measure "
         "is sensitive when 1 to " +
         n.below + " distinct persons are counted in it, or when its count is 1 to " + n.below +
         "; a sum of amounts also when all contributions but the two largest come to less than " + n.percent +
         " of the largest (a contributor is a person). Sensitive cells are hidden, and so are the Comuni of "
         "a group "
         "that are not shown alone. " +
         (rests == Rests::covered
              ? "What follows from shown cells is protected like a cell: hidden parts of a shown total "
                "together, a "
                "total less one of its parts, a table less one that counts a part of the same persons. "
              : "") +
         "For each sensitive cell the gateway searches other possible registers of "
         "persons, in which the cell is 0 or counts at least " +
         n.k + " persons, or the sum is larger, and smaller, by at least " + n.percent +
         " of its largest contribution. All numbers of all tables that differ in such a register are hidden "
         "too; "
         "numbers of the two releases before do not differ. No such register empties a cell in which other "
         "persons "
         "are counted. For a cell of 2 to " +
         n.below +
         " persons there are enough such registers that each person of the cell, knowing their own data, is "
         "left "
         "with one in which nobody else is counted in the cell, or at least " +
         n.k +
         " others. A cell with the same members as in the release before is shown, or hidden, as it was "
         "then. All "
         "hidden cells have the same mark, whatever the cause, and some of them are true zeros. Cells in "
         "which no "
         "record can be counted are shown as 0.";
}

std::string guarantee_text(const Rules& rules, Rests rests) {
  const Numbers n(rules);
  const bool is_covered = rests == Rests::covered;
  return "Every change between published figures, in the cells and groups listed, concerns no person or at "
         "least " +
         n.k + "; fewer are counted when " + n.k +
         " have come together, so values may differ from the true ones. For every cell" +
         (is_covered ? ", and every sum or difference of cells on the list of the method," : "") +
         " that stands on 1 to " + n.below +
         " persons another register is on file that gives every number published in this release and in the "
         "two "
         "before it, and in which the cell is 0 or stands on at least " +
         n.k + "; verified by recomputation. Not covered: " +
         (is_covered ? "how many persons are counted in several places or have several cases"
                     : "sums and differences of cells within one release that stand on fewer than " + n.k +
                           " persons") +
         "; whoever already knows " + n.below +
         " of the persons (a sender who invents cases among them); homogeneous groups; inference from which "
         "cells "
         "are hidden; other sources. It is not differential privacy.";
}

std::string italian_rules_text(const Rules& rules, Rests rests) {
  const Numbers n(rules);
  return "k = " + n.k +
         ". Tutte le tavole sono contate da un registro di categorie pubblicate. Da un'estrazione ordinaria "
         "alla "
         "successiva una persona vi si sposta solo se, in ogni numero e in ogni somma o differenza di numeri "
         "dell'elenco del metodo, rispetto a ogni estrazione precedente che lo mostrava cambia nessuno o "
         "cambiano "
         "almeno " +
         n.k + " persone; gli altri sono contati come prima finché non sono almeno " + n.k +
         ". Un evento conta nell'estrazione in cui il registro ne viene a conoscenza; se la sua data è "
         "anteriore al "
         "periodo sta nella riga _P. Una revisione riconta il registro del suo periodo. Un numero di "
         "qualsiasi "
         "misura è da proteggere se vi sono contate da 1 a " +
         n.below + " persone distinte, o se il conteggio stesso vale da 1 a " + n.below +
         "; una somma di importi anche se tutti i contributi, tolti i due più grandi, sono meno del " +
         n.percent +
         " del più grande (ogni persona è un contributo). I numeri da proteggere non sono mostrati, e "
         "nemmeno i "
         "Comuni di un gruppo che non sono mostrati da soli. " +
         (rests == Rests::covered ? "Ciò che si ricava dai numeri mostrati è protetto come un numero: le "
                                    "parti nascoste di un totale "
                                    "mostrato tutte insieme, un totale meno una sua parte, una tavola meno "
                                    "una che conta una parte delle "
                                    "stesse persone. "
                                  : "") +
         "Per ciascun numero da proteggere il programma "
         "cerca "
         "altri registri possibili di persone, nei quali quel numero è 0 o conta almeno " +
         n.k + " persone, oppure la somma è più grande, e più piccola, di almeno il " + n.percent +
         " del suo contributo più grande. Non sono mostrati nemmeno tutti i numeri di tutte le tavole che in "
         "un tale "
         "registro sarebbero diversi; i numeri delle due estrazioni precedenti restano uguali. Nessuno di "
         "questi "
         "registri svuota un altro numero in cui sono contate persone. Per un numero di 2-" +
         n.below +
         " persone i registri bastano perché ognuna di esse, che conosce i propri dati, ne abbia uno in cui "
         "nessun "
         "altro è contato in quel numero, o almeno altre " +
         n.k +
         " persone. Un numero che conta le stesse persone dell'estrazione precedente è mostrato, o non "
         "mostrato, "
         "come allora. Tutti i numeri non mostrati hanno lo stesso segno, qualunque sia la causa, e alcuni "
         "di essi "
         "sono zeri. Dove non può essere contato nulla è mostrato 0.";
}

std::string italian_guarantee_text(const Rules& rules, Rests rests) {
  const Numbers n(rules);
  const bool is_covered = rests == Rests::covered;
  return "Ogni variazione fra i dati pubblicati, nelle celle e nei gruppi elencati, riguarda nessuna persona "
         "o "
         "almeno " +
         n.k + "; chi è in numero minore è contato quando se ne raggiungono " + n.k +
         ", perciò i valori possono differire da quelli reali. Per ogni numero" +
         (is_covered ? ", e per ogni somma o differenza di numeri dell'elenco del metodo," : "") +
         " dietro al quale ci sono da 1 a " + n.below +
         " persone è conservato un altro registro che dà tutti i numeri pubblicati in questa estrazione e "
         "nelle due "
         "precedenti, e nel quale quel numero è 0 o ha dietro almeno " +
         n.k + " persone; è verificato ricalcolando. Non sono coperti: " +
         (is_covered
              ? "quante persone sono contate in più luoghi o hanno più casi"
              : "somme e differenze di numeri di una stessa estrazione dietro alle quali ci sono meno di " +
                    n.k + " persone") +
         "; chi conosce già " + n.below +
         " delle persone (chi invia e inventa casi fra loro); i gruppi omogenei; ciò che si deduce da quali "
         "celle sono "
         "nascoste; altre fonti. Non è privacy differenziale.";
}

}  // namespace

std::string rules_in_words(const Rules& rules) { return rules_text(rules, Rests::covered); }

std::string guarantee_in_words(const Rules& rules) { return guarantee_text(rules, Rests::covered); }

std::string rules_in_italian(const Rules& rules) { return italian_rules_text(rules, Rests::covered); }

std::string guarantee_in_italian(const Rules& rules) { return italian_guarantee_text(rules, Rests::covered); }

std::string rules_in_italian(const Rules& rules, const std::string& english) {
  for (const auto rests : {Rests::covered, Rests::not_covered}) {
    if (english == rules_text(rules, rests)) return italian_rules_text(rules, rests);
  }
  return english == former_rules_in_words(rules) ? former_rules_in_italian(rules) : "";
}

std::string guarantee_in_italian(const Rules& rules, const std::string& english) {
  for (const auto rests : {Rests::covered, Rests::not_covered}) {
    if (english == guarantee_text(rules, rests)) return italian_guarantee_text(rules, rests);
  }
  return english == former_guarantee_in_words(rules) ? former_guarantee_in_italian(rules) : "";
}

}  // namespace raccordo::aggregate
