#include "aggregate/release/former_words.hpp"

namespace raccordo::aggregate {

std::string former_rules_in_words(const Rules& rules) {
  const auto k = std::to_string(rules.k);
  const auto below = std::to_string(rules.k - 1);
  const auto percent = std::to_string(rules.p_percent) + " %";
  return "k = " + k + ". A cell of any measure is sensitive when 1 to " + below +
         " distinct persons are counted in it, or when its count is 1 to " + below +
         "; a sum of amounts also when all contributions but the two largest come to less than " + percent +
         " of the largest (a contributor is a person). The difference between a cell and the same cell of an "
         "earlier release of the same period, or of the period before or after, is a cell too: it is "
         "sensitive when 1 to " +
         below +
         " persons differ. Sensitive cells are hidden. For each of them the gateway searches other possible "
         "registers of persons, in which the cell is 0 or counts at least " +
         k + " persons, or the sum is larger, and smaller, by at least " + percent +
         " of its largest contribution. All numbers of all tables that differ in such a register are hidden "
         "too; numbers of earlier releases do not differ. No such register empties a cell in which other "
         "persons are counted. For a cell of 2 to " +
         below +
         " persons there are enough such registers that each person of the cell, knowing their own data, "
         "is left with one in which nobody else is counted in the cell, or at least " +
         k +
         " others. A cell with the same members as in an earlier release is shown, or hidden, as it was "
         "then. All hidden cells have the same mark, whatever the cause, and some of them are true zeros. "
         "Cells in which no record can be counted are shown as 0.";
}

std::string former_guarantee_in_words(const Rules& rules) {
  const auto k = std::to_string(rules.k);
  return "For every cell that stands on 1 to " + std::to_string(rules.k - 1) +
         " persons another register is on file that gives every number published, over the whole ledger, and "
         "in which the cell is 0 or stands on at least " +
         k +
         "; verified by recomputation. Not covered: what can be inferred from which cells are hidden, by "
         "someone who knows the algorithm; knowledge of individuals from elsewhere; insiders who put "
         "together what they know, such as a household; what holds of everybody in a large group; releases "
         "outside the ledger. It is not differential privacy.";
}

std::string former_rules_in_italian(const Rules& rules) {
  const auto k = std::to_string(rules.k);
  const auto below = std::to_string(rules.k - 1);
  const auto percent = std::to_string(rules.p_percent) + " %";
  return "k = " + k + ". Un numero di qualsiasi misura è da proteggere se vi sono contate da 1 a " + below +
         " persone distinte, o se il conteggio stesso vale da 1 a " + below +
         "; una somma di importi anche se tutti i contributi, tolti i due più grandi, sono meno del " +
         percent +
         " del più grande (ogni persona è un contributo). Anche la differenza tra un numero e lo stesso "
         "numero "
         "di un'estrazione precedente dello stesso periodo, o del periodo prima o dopo, è trattata come un "
         "numero: è da proteggere se le persone che cambiano sono da 1 a " +
         below +
         ". I numeri da proteggere non sono mostrati. Per ciascuno il programma cerca altri registri "
         "possibili "
         "di persone, nei quali quel numero è 0 o conta almeno " +
         k + " persone, oppure la somma è più grande, e più piccola, di almeno il " + percent +
         " del suo contributo più grande. Non sono mostrati nemmeno tutti i numeri di tutte le tavole che in "
         "un tale registro sarebbero diversi; i numeri delle estrazioni precedenti restano uguali. Nessuno "
         "di "
         "questi registri svuota un altro numero in cui sono contate persone. Per un numero di 2-" +
         below +
         " persone i registri bastano perché ognuna di esse, che conosce i propri dati, ne abbia uno in cui "
         "nessun altro è contato in quel numero, o almeno altre " +
         k +
         " persone. Un numero che conta le stesse persone di un'estrazione precedente è mostrato, o non "
         "mostrato, come allora. Tutti i numeri non mostrati hanno lo stesso segno, qualunque sia la causa, "
         "e "
         "alcuni di essi sono zeri. Dove non può essere contato nulla è mostrato 0.";
}

std::string former_guarantee_in_italian(const Rules& rules) {
  const auto k = std::to_string(rules.k);
  return "Per ogni numero dietro al quale ci sono da 1 a " + std::to_string(rules.k - 1) +
         " persone è conservato un altro registro che dà tutti i numeri pubblicati in tutte le estrazioni, e "
         "nel quale quel numero è 0 o ha dietro almeno " +
         k +
         " persone; è verificato ricalcolando. Non è garantito contro: ciò che può dedurre dalla scelta dei "
         "numeri non mostrati chi conosce l'algoritmo; ciò che si sa dei singoli da altre fonti; persone, "
         "per "
         "esempio di una stessa famiglia, che mettono insieme ciò che sanno; ciò che vale per tutti in un "
         "gruppo "
         "grande; estrazioni fuori da questo registro delle estrazioni. Non è privacy differenziale.";
}

}  // namespace raccordo::aggregate
