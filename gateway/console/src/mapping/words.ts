import { defineWords, type Word } from "../words/words";

export const words = defineWords({
  search: { it: "Cerca nel vocabolario", en: "Search the scheme" },
  searchHelp: { it: "Scrivi una parola, poi scegli con le frecce e Invio.", en: "Type a word, then choose with the arrows and Enter." },
  nothingFound: { it: "Nessuna voce con queste parole", en: "Nothing has these words" },
  found: { it: ["{n} voce trovata", "{n} voci trovate"], en: ["{n} found", "{n} found"] },
  frees: { it: "Casi in attesa che si liberano", en: "Waiting records that are freed" },
  helps: { it: "Casi in attesa a cui manca ancora altro", en: "Waiting records that still lack other codes" },
  changes: { it: "Casi già acquisiti che cambiano codice", en: "Stored records whose shared code changes" },
  breaks: { it: "Casi già acquisiti che restano senza codice", en: "Stored records left without a code" },
  unchanged: { it: "Casi che restano uguali", en: "Records that stay as they are" },
  inexact: {
    it: "«Fino a»: il numero è arrotondato per eccesso, per proteggere le persone.",
    en: "“Up to”: the number is rounded up, to protect the persons.",
  },
  upTo: { it: "fino a {value}", en: "up to {value}" },
  impactOf: { it: "Che cosa cambia con la versione {version}", en: "What version {version} changes" },
  comparedWith: { it: "Rispetto alla versione in vigore ({version}).", en: "Compared with the version in force ({version})." },
  examples: { it: "Esempi", en: "Examples" },
  nothing: { it: "niente", en: "nothing" },
  leftOut: { it: "tralasciato", en: "left out" },
  byDate: { it: "secondo la data", en: "by date" },
  recordsHead: { it: "Casi", en: "Records" },
  records: { it: ["{n} caso", "{n} casi"], en: ["{n} record", "{n} records"] },
  lastRelease: {
    it: ["L’ultima estrazione mostrerebbe altri numeri in {n} tavola", "L’ultima estrazione mostrerebbe altri numeri in {n} tavole"],
    en: ["The last release would show other numbers in {n} table", "The last release would show other numbers in {n} tables"],
  },
  brokenExamples: {
    it: "Questi esempi della sorgente verrebbero letti in altro modo. La versione entra in vigore solo con una spunta e un motivo.",
    en: "These examples of the source would be read otherwise. The version is activated only with a tick and a reason.",
  },
  exampleLine: { it: "Riga {line} di", en: "Line {line} of" },
  differs: { it: "{field}: diventa {found}, invece di {expected}", en: "{field}: becomes {found} instead of {expected}" },
  differsHidden: { it: "{field}: cambia (i dati della persona non si mostrano)", en: "{field}: changes (data of the person are not shown)" },
  unmapped: { it: "codice «{code}», che nessuna riga associa", en: "code “{code}”, which no row maps" },
  quoted: { it: "«{value}»", en: "“{value}”" },
  yes: { it: "sì", en: "yes" },
  no: { it: "no", en: "no" },
  kindFrees: { it: "si libera", en: "freed" },
  kindChanges: { it: "cambia", en: "changed" },
  kindBreaks: { it: "resta senza codice", en: "left without a code" },
  replayWaiting: { it: "Rielaborazione dei casi in attesa", en: "Mapping waiting records again" },
  replayStored: { it: "Aggiornamento dei casi già acquisiti", en: "Updating stored records" },
  replayProgress: { it: "{done} di {total} elaborati", en: "{done} of {total} processed" },
  replaySucceeded: { it: "{n} a buon fine", en: "{n} succeeded" },
  replayFailed: { it: "{n} ancora in attesa o respinti", en: "{n} still waiting or rejected" },
  replayNothing: { it: "Non c’era nessun caso da rielaborare.", en: "There was no record to map again." },
  replayNoRight: {
    it: "Per seguire l’avanzamento serve il diritto di rielaborazione (replay).",
    en: "To watch the progress the right replay is needed.",
  },
  pause: { it: "Sospendi", en: "Pause" },
  resume: { it: "Riprendi", en: "Resume" },
  stop: { it: "Interrompi", en: "Cancel the replay" },
  stopTitle: { it: "Interrompere la rielaborazione?", en: "Cancel the replay?" },
  stopText: {
    it: "I casi già rielaborati restano così; gli altri restano in attesa. Non riprende da sola.",
    en: "Records already mapped again stay so; the others keep waiting. It does not resume by itself.",
  },
  added: { it: "Aggiunta", en: "Added" },
  removed: { it: "Tolta", en: "Removed" },
  changed: { it: "Cambiata", en: "Changed" },
  noDifference: { it: "Le due versioni sono uguali.", en: "The two versions are the same." },
  diffCounts: {
    it: "Righe aggiunte: {added}, cambiate: {changed}, tolte: {removed}",
    en: "Rows added: {added}, changed: {changed}, removed: {removed}",
  },
  diffTruncated: { it: "L’elenco mostra solo le prime righe.", en: "The list shows the first rows only." },
  before: { it: "Prima", en: "Before" },
  after: { it: "Dopo", en: "After" },
  sourceCode: { it: "Codice del sistema", en: "Source code" },
  sourceLabel: { it: "Descrizione del sistema", en: "Source label" },
  targetCode: { it: "Voce del vocabolario", en: "Shared code" },
  relationship: { it: "Relazione", en: "Relationship" },
  status: { it: "Stato", en: "Status" },
  validFrom: { it: "Valida dal", en: "Valid from" },
  validTo: { it: "Valida fino al", en: "Valid to" },
  comment: { it: "Nota", en: "Comment" },
  severalLabels: {
    it: "Questo codice arriva con {n} descrizioni: una sola voce varrebbe per tutte. Se indicano cose diverse, chiedi a chi usa il sistema prima di associarlo.",
    en: "This code comes with {n} labels: one shared code would hold for all. If they mean different things, ask those who use the system before you map it.",
  },
  labelCount: { it: ["{label}: {n} caso", "{label}: {n} casi"], en: ["{label}: {n} record", "{label}: {n} records"] },
  otherLabels: { it: ["e un’altra descrizione", "e altre {n} descrizioni"], en: ["and one more label", "and {n} more labels"] },
  firstRecords: { it: "Contate nei primi {n} casi in attesa.", en: "Counted in the first {n} waiting records." },
  noLabel: { it: "senza descrizione", en: "no label" },
});

/** What the usual tables hold; a table of another name has only its name. */
export const tableWords = defineWords({
  area: { it: "Aree di intervento", en: "Areas" },
  channel: { it: "Canali di accesso", en: "Channels of access" },
  citizenship: { it: "Cittadinanze", en: "Citizenships" },
  closure: { it: "Motivi di chiusura", en: "Reasons of closure" },
  household: { it: "Nuclei familiari", en: "Households" },
  intervention: { it: "Interventi", en: "Interventions" },
  management: { it: "Forme di gestione", en: "Forms of management" },
  need: { it: "Bisogni", en: "Needs" },
  owner: { it: "Comuni titolari", en: "Comuni in charge" },
  referral: { it: "Invii ad altri servizi", en: "Referrals" },
  request: { it: "Richieste", en: "Requests" },
  sex: { it: "Sesso", en: "Sex" },
  unit: { it: "Unità di misura", en: "Units of measure" },
});

export function tableWord(table: string): Word | undefined {
  return Object.hasOwn(tableWords, table) ? tableWords[table as keyof typeof tableWords] : undefined;
}

/** Relationships of ConceptMap: the first two map. */
export const relationshipWords = defineWords({
  equivalent: { it: "stesso significato", en: "equivalent" },
  "source-is-narrower-than-target": { it: "più preciso della voce", en: "narrower than the shared code" },
  "source-is-broader-than-target": { it: "più ampio della voce", en: "broader than the shared code" },
  "related-to": { it: "collegato", en: "related" },
  "not-related-to": { it: "non collegato", en: "not related" },
});
