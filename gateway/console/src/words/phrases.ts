// Words that several features use: buttons, states, rights. Names of buttons are fixed: other programs look for them.
import { states } from "../generated/catalogue";
import { defineWords } from "./words";

export const common = defineWords({
  product: { it: "Raccordo", en: "Raccordo" },
  tagline: { it: "Cartelle sociali della provincia, un solo vocabolario", en: "Social case files, one shared scheme" },
  skip: { it: "Vai al contenuto", en: "Skip to the content" },
  menu: { it: "Menu", en: "Menu" },
  navigation: { it: "Navigazione principale", en: "Main navigation" },
  languages: { it: "Lingua", en: "Language" },
  italian: { it: "Italiano", en: "Italian" },
  english: { it: "Inglese", en: "English" },
  signedInAs: { it: "Certificato: {client}", en: "Certificate: {client}" },
  loading: { it: "Caricamento in corso", en: "Loading" },
  retry: { it: "Riprova", en: "Try again" },
  reload: { it: "Ricarica", en: "Reload" },
  close: { it: "Chiudi", en: "Close" },
  cancel: { it: "Annulla", en: "Cancel" },
  confirm: { it: "Conferma", en: "Confirm" },
  sending: { it: "In corso: attendi la risposta.", en: "In progress: wait for the answer." },
  reason: { it: "Motivo", en: "Reason" },
  reasonHelp: {
    it: "Resta nel registro. Non scrivere nomi né codici fiscali.",
    en: "Kept in the audit. Do not write names or fiscal codes.",
  },
  reasonMissing: { it: "Scrivi il motivo.", en: "Give a reason." },
  more: { it: "Mostra altri", en: "Show more" },
  all: { it: "Tutti", en: "All" },
  source: { it: "Sistema", en: "System" },
  table: { it: "Tabella", en: "Table" },
  comune: { it: "Comune", en: "Comune" },
  code: { it: "Codice", en: "Code" },
  state: { it: "Stato", en: "State" },
  when: { it: "Quando", en: "When" },
  who: { it: "Chi", en: "Who" },
  program: { it: "il gateway", en: "the gateway" },
  commandLine: { it: "{user}, da riga di comando", en: "{user}, on the command line" },
  version: { it: "Versione", en: "Version" },
  actions: { it: "Azioni", en: "Actions" },
  noRightTitle: { it: "Questo certificato non può vedere la pagina", en: "This certificate may not see the page" },
  noRightText: {
    it: "Serve il diritto {rights}. Il certificato «{client}» non lo ha.",
    en: "The right {rights} is needed. The certificate “{client}” does not have it.",
  },
  noRightAsk: {
    it: "Chiedilo a chi gestisce il gateway: lo aggiunge a «{client}» nel file clients.yaml. Da quel momento basta ricaricare la pagina.",
    en: "Ask the operator of the gateway to add it to “{client}” in clients.yaml. From then on, reload the page.",
  },
  noRightHere: { it: "Serve il diritto {rights}.", en: "The right {rights} is needed." },
  or: { it: "o", en: "or" },
  notFoundTitle: { it: "Pagina non trovata", en: "Page not found" },
  notFoundText: { it: "A questo indirizzo non c’è nessuna pagina.", en: "There is no page at this address." },
  goHome: { it: "Vai alla situazione", en: "Go to the overview" },
  offlineTitle: { it: "Il gateway non risponde", en: "The gateway does not answer" },
  offlineText: {
    it: "La connessione è caduta, oppure il certificato non è più valido. Quello che hai scritto resta qui: riprova.",
    en: "The connection was lost, or the certificate is no longer valid. What you have written stays here: try again.",
  },
  errorTitle: { it: "Qualcosa non ha funzionato", en: "Something did not work" },
  errorUnknown: { it: "La risposta del gateway non è comprensibile.", en: "The answer of the gateway cannot be read." },
  errorServer: {
    it: "La risposta ha lo stato {status} e non viene dal gateway: forse è fermo, o un programma intermedio non lo raggiunge. Non si sa se la richiesta è stata eseguita: ricarica la pagina, controlla, poi riprova.",
    en: "The answer has the status {status} and is not of the gateway: it may be stopped, or a program on the way does not reach it. Whether the request was carried out is not known: reload the page, check, then try again.",
  },
  errorBusy: {
    it: "Troppe richieste in poco tempo (stato {status}). Non è stato fatto nulla: aspetta e riprova.",
    en: "Too many requests in a short time (status {status}). Nothing was done: wait, then try again.",
  },
  errorRefused: {
    it: "La richiesta è stata rifiutata con lo stato {status}, che questa pagina non conosce. Ricarica la pagina; se succede ancora, avvisa chi gestisce il gateway.",
    en: "The request was refused with the status {status}, which this page does not know. Reload the page; if it happens again, tell the operator of the gateway.",
  },
  waitSeconds: { it: ["Riprova fra {n} secondo.", "Riprova fra {n} secondi."], en: ["Try again in {n} second.", "Try again in {n} seconds."] },
  waitMinutes: { it: ["Riprova fra {n} minuto.", "Riprova fra {n} minuti."], en: ["Try again in {n} minute.", "Try again in {n} minutes."] },
  waitOver: { it: "Ora puoi riprovare.", en: "You can try again now." },
  drawFailed: {
    it: "La risposta del gateway non è quella che questa pagina si aspetta. Forse il gateway è stato aggiornato: ricarica la pagina. Se succede ancora, avvisa chi lo gestisce.",
    en: "The answer of the gateway is not what this page expects. The gateway may have been updated: reload the page. If it happens again, tell its operator.",
  },
  footerGateway: { it: "gateway {host}", en: "gateway {host}" },
  footerLinks: { it: "Link utili", en: "Useful links" },
  accessibility: { it: "Dichiarazione di accessibilità", en: "Accessibility statement" },
  privacy: { it: "Informativa privacy", en: "Privacy notice" },
  newTab: { it: "apre una nuova scheda", en: "opens a new tab" },
  footerHelp: {
    it: "Per diritti, certificati ed errori rivolgiti a chi gestisce il gateway: digli il numero della richiesta.",
    en: "For rights, certificates and errors turn to the operator of the gateway, with the number of the request.",
  },
  requestId: { it: "Numero della richiesta: {id}", en: "Request id: {id}" },
  technicalDetail: { it: "Dettaglio tecnico", en: "Technical detail" },
  formula: { it: "formula", en: "formula" },
  formulaHelp: {
    it: "Comincia come una formula: un foglio di calcolo che apre il CSV la eseguirebbe. Controlla da dove viene.",
    en: "It begins like a formula: a spreadsheet program that opens the CSV would run it. Check where it comes from.",
  },
  faults: { it: ["{n} errore", "{n} errori"], en: ["{n} fault", "{n} faults"] },
});

/** The rights of clients.yaml, as a reader understands them. */
export const rightWords = defineWords({
  submit: { it: "invio di cartelle (submit)", en: "sending records (submit)" },
  extract: { it: "lettura delle estrazioni (extract)", en: "reading releases (extract)" },
  "see-metadata": { it: "lettura dei casi in attesa (see-metadata)", en: "seeing waiting records (see-metadata)" },
  "see-bodies": { it: "lettura in chiaro (see-bodies)", en: "seeing unmasked data (see-bodies)" },
  replay: { it: "rielaborazione (replay)", en: "mapping records again (replay)" },
  "edit-tables": { it: "modifica delle tabelle (edit-tables)", en: "editing tables (edit-tables)" },
  "approve-tables": { it: "approvazione delle tabelle (approve-tables)", en: "approving tables (approve-tables)" },
  administer: { it: "amministrazione (administer)", en: "administration (administer)" },
  exchange: { it: "scambio fra enti (exchange)", en: "exchange between bodies (exchange)" },
});

/** Outcomes of a record, states of versions, replays, submissions and releases. */
export const stateWords = defineWords(states);
