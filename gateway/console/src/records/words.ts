// Words for records and what is wrong with them: fields, places in a document, outcomes.
import { fields } from "../generated/catalogue";
import { defineWords } from "../words/words";

export const words = defineWords({
  error: { it: "Errore", en: "Error" },
  warning: { it: "Avviso", en: "Warning" },
  errors: { it: ["{n} errore", "{n} errori"], en: ["{n} error", "{n} errors"] },
  warnings: { it: ["{n} avviso", "{n} avvisi"], en: ["{n} warning", "{n} warnings"] },
  places: { it: ["in {n} punto", "in {n} punti"], en: ["in {n} place", "in {n} places"] },
  placesAtLeast: { it: ["in almeno {n} punto", "in almeno {n} punti"], en: ["in at least {n} place", "in at least {n} places"] },
  placesTitle: { it: "Dove, e perché", en: "Where, and why" },
  unmappedCode: {
    it: "Codice «{code}» della tabella «{table}»",
    en: "Code “{code}” of the table “{table}”",
  },
  toWorklist: { it: "Vai ai codici da associare", en: "Go to the codes to map" },
  record: { it: "Cartella", en: "Record" },
  recordNumber: { it: "n. {n} nel documento", en: "no. {n} in the document" },
  document: { it: "Documento intero", en: "Whole document" },
  field: { it: "Dato", en: "Field" },
  where: { it: "Dove", en: "Where" },
  outcome: { it: "Esito", en: "Outcome" },
  gatewayWords: { it: "Testo tecnico", en: "What the gateway says" },
  showGatewayWords: { it: "Mostra il testo tecnico", en: "Show the technical text" },
  hideGatewayWords: { it: "Nascondi il testo tecnico", en: "Hide the technical text" },
  line: { it: "riga {n}", en: "line {n}" },
  lineText: { it: "riga {line}", en: "line {line}" },
  lineColumn: { it: "riga {line}, colonna {column}", en: "line {line}, column {column}" },
  csvColumn: { it: "colonna «{column}»", en: "column “{column}”" },
  noPlace: { it: "punto non indicato", en: "no place given" },
  moreIssues: { it: "Mostra altri {n}", en: "Show {n} more" },
  showWhole: { it: "Mostra tutto ({n} caratteri)", en: "Show all ({n} characters)" },
  showLess: { it: "Mostra meno", en: "Show less" },
  unknownIssue: { it: "Segnalazione «{code}»", en: "Issue “{code}”" },
  filters: { it: "Filtri", en: "Filters" },
  applyFilters: { it: "Filtra", en: "Filter" },
  clearFilters: { it: "Togli i filtri", en: "Clear the filters" },
  noIdentifier: {
    it: "Qui non si cerca per codice fiscale, STP o ENI: la richiesta lo porterebbe nel suo indirizzo. Togli il codice.",
    en: "Do not search by fiscal code, STP or ENI code here: the request would carry it in its address. Remove the code.",
  },
  untilBefore: { it: "Viene prima del giorno iniziale.", en: "It is before the first day." },
  comuneUnknown: {
    it: "Scrivi il nome di un Comune della provincia, o il suo codice ISTAT (6 cifre).",
    en: "Write the name of a Comune of the province, or its ISTAT code (6 digits).",
  },
  since: { it: "Dal giorno", en: "From" },
  until: { it: "Al giorno", en: "To" },
  pages: { it: "Pagine dell’elenco", en: "Pages of the list" },
  firstPage: { it: "Prima pagina", en: "First page" },
  nextPage: { it: "Pagina successiva", en: "Next page" },
  laterPage: { it: "Non è la prima pagina dell’elenco.", en: "This is not the first page of the list." },
});

/** Members of the shared record (schemas/case.schema.json), as a clerk names them. */
export const fieldWords = defineWords(fields);
