import { defineWords } from "../../words/words";

export const words = defineWords({
  title: { it: "Invii", en: "Submissions" },
  lead: {
    it: "I documenti che il tuo sistema ha inviato, e le loro ricevute. Qui puoi anche provare un documento prima di inviarlo.",
    en: "The documents that your system has sent, and their receipts. Here you can also try a document before you send it.",
  },
  upload: { it: "Invia un documento", en: "Send a document" },
  system: { it: "Sistema", en: "System" },
  noSource: {
    it: "Il certificato «{client}» può inviare, ma non ha nessun sistema. Chiedi a chi gestisce il gateway di aggiungerlo in clients.yaml (sources).",
    en: "The certificate “{client}” may send, but has no system. Ask the operator of the gateway to add one in clients.yaml (sources).",
  },
  file: { it: "Documento", en: "Document" },
  choose: { it: "Scegli un file", en: "Choose a file" },
  chooseOther: { it: "Scegli un altro file", en: "Choose another file" },
  drop: { it: "oppure trascinalo qui", en: "or drop it here" },
  expects: { it: "«{title}» invia {format}.", en: "“{title}” sends {format}." },
  chosen: { it: "{name}, {size}", en: "{name}, {size}" },
  looksOther: {
    it: "Il file sembra {found}, ma questo sistema invia {format}: controlla di aver scelto quello giusto.",
    en: "The file looks like {found}, but this system sends {format}: check that it is the right one.",
  },
  looksWorkbook: {
    it: "Il file è una cartella di lavoro (Excel o simile), ma questo sistema invia {format}. Se è un foglio con le cartelle, salvalo dal programma come {format} e scegli quel file.",
    en: "The file is a workbook (Excel or the like), but this system sends {format}. If it is a sheet of records, save it as {format} from its program and choose that file.",
  },
  emptyFile: { it: "Il file è vuoto: scegline un altro.", en: "The file is empty: choose another one." },
  noFile: { it: "Scegli prima un file.", en: "Choose a file first." },
  changedTitle: { it: "Il file è cambiato", en: "The file has changed" },
  changedText: {
    it: "Dopo che l’hai scelto, il file è stato modificato, spostato o cancellato. Sceglilo di nuovo.",
    en: "After you chose it, the file was changed, moved or deleted. Choose it again.",
  },
  dryRun: { it: "Prova", en: "Dry run" },
  send: { it: "Invia", en: "Send" },
  dryRunHelp: {
    it: "«Prova» controlla il documento e non salva niente. «Invia» lo registra; inviarlo due volte non crea doppioni.",
    en: "“Dry run” checks the document and stores nothing. “Send” stores it; sending it twice makes no duplicates.",
  },
  sending: { it: "Invio in corso", en: "Sending" },
  sendingShare: { it: "Inviato {share} di {size}", en: "Sent {share} of {size}" },
  checking: { it: "Il gateway legge il documento", en: "The gateway reads the document" },
  stop: { it: "Interrompi", en: "Stop" },
  leaveSending: {
    it: "Il documento è ancora in viaggio: se lasci la pagina l’invio si interrompe. Lasciarla?",
    en: "The document is still being sent: if you leave the page, the sending stops. Leave it?",
  },
  stopped: {
    it: "Hai interrotto. Se il documento era già arrivato per intero, lo trovi nell’elenco degli invii.",
    en: "You stopped. If the whole document had arrived already, it is in the list of submissions.",
  },
  accepted202: {
    it: "Il documento è al sicuro nel gateway, che lo elabora in secondo piano. Puoi lasciare la pagina.",
    en: "The document is safe in the gateway, which processes it in the background. You may leave the page.",
  },
  progress: { it: "Lette {received} cartelle, elaborate {processed}", en: "{received} records read, {processed} processed" },
  waits: { it: "L’elaborazione aspetta: {reason}. Riprende da sola.", en: "Processing waits: {reason}. It resumes by itself." },
  replayed: {
    it: "Questo documento era già stato inviato: questa è la ricevuta di allora, niente è stato salvato due volte.",
    en: "This document had been sent already: this is its receipt, nothing was stored twice.",
  },
  dryRunResult: { it: "Esito della prova", en: "Result of the dry run" },
  dryRunNothing: { it: "Niente è stato salvato.", en: "Nothing was stored." },
  sentResult: { it: "Ricevuta", en: "Receipt" },
  openReceipt: { it: "Apri la ricevuta", en: "Open the receipt" },
  allGood: { it: "Nessun errore.", en: "No faults." },
  allGoodText: { it: "Tutte le cartelle sono a posto.", en: "All records are in order." },
  list: { it: "Documenti inviati", en: "Documents sent" },
  empty: { it: "Nessun invio", en: "No submissions" },
  emptyText: { it: "Quando il sistema invia un documento, la ricevuta è qui.", en: "When the system sends a document, its receipt is here." },
  received: { it: "Ricevuto", en: "Received" },
  records: { it: "Cartelle", en: "Records" },
  accepted: { it: "Accettate", en: "Accepted" },
  unchanged: { it: "Invariate", en: "Unchanged" },
  quarantined: { it: "In attesa", en: "Waiting" },
  rejected: { it: "Respinte", en: "Rejected" },
  acceptedDry: { it: "a posto: si possono inviare", en: "in order: they can be sent" },
  unchangedDry: { it: "la prova non confronta con quelle salvate", en: "a dry run does not compare with stored ones" },
  quarantinedDry: { it: "aspetterebbero un codice", en: "would wait for a code" },
  rejectedDry: { it: "da correggere prima di inviare", en: "to be corrected before sending" },
  tables: { it: ["{n} tabella", "{n} tabelle"], en: ["{n} table", "{n} tables"] },
  acceptedText: { it: "salvate: contano", en: "stored: they count" },
  unchangedText: { it: "uguali a quelle già salvate", en: "same as stored" },
  quarantinedText: { it: "aspettano un codice o una decisione", en: "wait for a code or a decision" },
  rejectedText: { it: "da correggere e inviare di nuovo", en: "to be corrected and sent again" },
  back: { it: "Tutti gli invii", en: "All submissions" },
  receipt: { it: "Ricevuta {id}", en: "Receipt {id}" },
  state: { it: "Stato", en: "State" },
  versions: { it: "Tabelle usate", en: "Tables used" },
  version: { it: "{table}, versione {version}", en: "{table}, version {version}" },
  issues: { it: "Che cosa non va", en: "What is wrong" },
  noIssues: { it: "Nessuna segnalazione", en: "No issues" },
  truncated: {
    it: [
      "È mostrata solo la prima segnalazione: dopo può esserci altro.",
      "Sono mostrate solo le prime {n} segnalazioni, nell’ordine del documento: i numeri qui sotto sono di queste, e più avanti possono esserci altre cause.",
    ],
    en: [
      "Only the first issue is shown: there may be others after it.",
      "Only the first {n} issues are shown, in the order of the document: the numbers below are of these, and there may be other causes further on.",
    ],
  },
  moreIssues: { it: "Carica le altre segnalazioni", en: "Load the other issues" },
  dropped: {
    it: ["{n} segnalazione in più non è stata conservata.", "{n} segnalazioni in più non sono state conservate."],
    en: ["{n} more issue was not kept.", "{n} more issues were not kept."],
  },
  gone: { it: "Invio non trovato", en: "No such submission" },
  goneText: {
    it: "Non esiste, è stato cancellato dopo i termini di conservazione, oppure è di un altro certificato: ognuno vede solo i propri invii.",
    en: "It does not exist, was erased after its retention time, or belongs to another certificate: each sees only its own submissions.",
  },
});

/** States of a submission. */
export const submissionStates = defineWords({
  RECEIVED: { it: "Ricevuto", en: "Received" },
  PROCESSING: { it: "In elaborazione", en: "Being processed" },
  WAITING: { it: "In attesa", en: "Waiting" },
  COMPLETED: { it: "Elaborato", en: "Processed" },
  TRUNCATED: { it: "Interrotto", en: "Broken off" },
  FAILED: { it: "Non riuscito", en: "Failed" },
});

/** What background processing waits for. */
export const waitWords = defineWords({
  "client-missing": { it: "il certificato non è più nella configurazione", en: "the client is no longer configured" },
  "source-missing": { it: "il sistema non è più nella configurazione", en: "the system is no longer configured" },
  "store-busy": { it: "il database è occupato", en: "the store is busy" },
  "storage-full": { it: "il disco è pieno", en: "the disk is full" },
  "passing-fault": { it: "un guasto passeggero", en: "a passing fault" },
});
