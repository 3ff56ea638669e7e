#include "synthetic/files.hpp"

namespace raccordo::synthetic {
namespace {

struct Column {
  std::string name, it, en;
};

const std::vector<Column> kAlways = {
    {"person", "Numero della persona inventata; senza significato fuori da questi file",
     "Number of the invented person; without meaning outside these files"},
    {"case", "Numero della cartella", "Number of the case file"},
    {"intervention", "Numero dell'intervento", "Number of the intervention"},
    {"household",
     "Assente: nessuna tavola dell'estrazione conta i nuclei familiari, e un nucleo inventato non direbbe "
     "nulla",
     "Absent: no table of the release counts households, and an invented household would say nothing"}};

void add_column(std::string& out, const Column& column) {
  out += csv_row({column.name, "", column.it, column.en});
}

/// A column of codes: its meaning, then each code.
void add_codes(std::string& out, const Vocabulary& vocabulary, Kind kind, const Column& column) {
  if (!vocabulary.has(kind)) {
    add_column(out, {column.name, "Assente: nessuna tavola dell'estrazione lo conta",
                     "Absent: no table of the release counts it"});
    return;
  }
  add_column(out, column);
  const auto& tree = vocabulary.tree(kind);
  for (const auto leaf : tree.leaves) {
    const auto& node = tree.nodes[leaf];
    if (kind != Kind::service) out += csv_row({column.name, node.code, node.label_it, node.label_en});
  }
}

void add_places(std::string& out, const Vocabulary& vocabulary) {
  const auto& tree = vocabulary.tree(Kind::territory);
  add_column(out, {"ambito", "Ambito territoriale della cartella; più Ambiti sono separati da |",
                   "Ambito of the case; several are separated by |"});
  for (std::size_t i = 1; i < tree.nodes.size(); ++i) {
    const auto& node = tree.nodes[i];
    if (vocabulary.bucket_of[i] == i) out += csv_row({"ambito", node.code, node.label_it, node.label_en});
  }
  add_codes(
      out, vocabulary, Kind::territory,
      {"territory", "Gruppo di Comuni o Comune: il livello più fine delle tavole; più valori separati da |",
       "Group of Comuni or Comune: the finest level of the tables; several are separated by |"});
}

/// Areas and types.
void add_services(std::string& out, const Vocabulary& vocabulary) {
  const auto& nodes = vocabulary.tree(Kind::service).nodes;
  const auto add = [&](const Column& column, bool are_types) {
    add_column(out, column);
    for (std::size_t i = 1; i < nodes.size(); ++i) {
      if ((nodes[i].parent > 0) == are_types && (!are_types || nodes[i].code != kUnassigned))
        out += csv_row({column.name, nodes[i].code, nodes[i].label_it, nodes[i].label_en});
    }
  };
  add({"area",
       "Aree degli interventi attivi nel periodo; più aree separate da |; vuoto: nessun intervento attivo",
       "Areas of the interventions in course in the period; several separated by |; empty: none in course"},
      false);
  if (!vocabulary.has_types) return;
  add({"type", "Tipologie degli interventi attivi; più tipologie separate da |",
       "Types of the interventions in course; several separated by |"},
      true);
  out += csv_row({"type", std::string(kUnassigned), "Tipologia non indicata", "Type not stated"});
}

}  // namespace

std::string write_codebook(const Vocabulary& vocabulary, const Register& made) {
  std::string out = csv_row({"column", "code", "label_it", "label_en"});
  for (const auto& column : kAlways) add_column(out, column);
  add_places(out, vocabulary);
  add_codes(out, vocabulary, Kind::sex, {"sex", "Sesso", "Sex"});
  add_codes(out, vocabulary, Kind::age,
            {"age", "Età in anni compiuti l'ultimo giorno del periodo",
             "Age in years on the last day of the period"});
  add_codes(out, vocabulary, Kind::citizenship,
            {"citizenship", "Cittadinanza, per gruppi", "Citizenship, by group"});
  add_services(out, vocabulary);
  add_codes(out, vocabulary, Kind::need,
            {"need", "Bisogni rilevati; più bisogni separati da |", "Needs found; several separated by |"});
  if (made.columns.opened || made.columns.closed) {
    add_codes(
        out, vocabulary, Kind::month,
        {"opened", "Mese di apertura della cartella; vuoto: prima del periodo, o non indicato dalle tavole",
         "Month in which the case was opened; empty: before the period, or not told by the tables"});
    add_column(out, {"closed", "Mese di chiusura della cartella, con i codici di opened; vuoto: non chiusa",
                     "Month in which the case was closed, with the codes of opened; empty: not closed"});
  }
  if (made.columns.management)
    add_codes(out, vocabulary, Kind::management, {"management", "Forma di gestione", "Form of management"});
  if (made.columns.amount) {
    add_column(out, {"amount", "Euro: parte uguale dell'importo pubblicato per il suo Ambito e la sua area",
                     "Euro: an equal part of the amount published for its Ambito and area"});
  }
  return out;
}

}  // namespace raccordo::synthetic
