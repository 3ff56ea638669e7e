import { defineWords } from "../../words/words";

export const words = defineWords({
  title: { it: "Come mi vede", en: "How you see me" },
  lead: {
    it: "Quello che il gateway sa di chi sta usando questa pagina. Se qualcosa non torna, copia i dati e mandali a chi gestisce il gateway.",
    en: "What the gateway knows of who uses this page. If something is wrong, copy the data and send them to its operator.",
  },
  certificate: { it: "Il certificato", en: "The certificate" },
  recognised: { it: "Il gateway ti riconosce come «{client}».", en: "The gateway recognises you as “{client}”." },
  client: { it: "Nome nel gateway", en: "Name in the gateway" },
  subject: { it: "Intestato a", en: "Issued to" },
  issuer: { it: "Rilasciato da", en: "Issued by" },
  fingerprint: { it: "Impronta (SHA-256)", en: "Fingerprint (SHA-256)" },
  expiry: { it: "Scadenza", en: "Expiry" },
  expiresIn: { it: ["{when}, fra {n} giorno", "{when}, fra {n} giorni"], en: ["{when}, in {n} day", "{when}, in {n} days"] },
  renew: {
    it: "Il certificato scade presto: chiedi quello nuovo e fai aggiungere la sua impronta in clients.yaml prima che questo scada.",
    en: "The certificate expires soon: get the new one, and have its fingerprint added in clients.yaml before this one expires.",
  },
  may: { it: "Che cosa puoi fare", en: "What you may do" },
  nothing: { it: "Questo certificato non ha nessun diritto: può solo vedere questa pagina e la situazione.", en: "This certificate has no rights: it can only see this page and the overview." },
  mayNot: { it: "Che cosa non puoi fare", en: "What you may not do" },
  ask: {
    it: "Se ti serve, chiedilo a chi gestisce il gateway: aggiunge il diritto a «{client}» nel file clients.yaml.",
    en: "If you need it, ask the operator of the gateway to add the right to “{client}” in clients.yaml.",
  },
  sources: { it: "Sistemi per cui invii", en: "Systems that you send for" },
  noSources: { it: "Nessuno", en: "None" },
  twoPerson: { it: "Regola delle due persone", en: "Two-person rule" },
  twoPersonOn: { it: "Attiva: chi modifica una tabella non può approvarla.", en: "On: who edits a table may not approve it." },
  twoPersonOff: { it: "Non attiva: chi modifica una tabella può anche approvarla.", en: "Off: who edits a table may also approve it." },
  serverTime: { it: "Ora del gateway", en: "Time of the gateway" },
  clockDiffers: {
    it: ["L’orologio di questo computer è diverso di {n} minuto.", "L’orologio di questo computer è diverso di {n} minuti."],
    en: ["The clock of this computer differs by {n} minute.", "The clock of this computer differs by {n} minutes."],
  },
  copy: { it: "Copia i dati", en: "Copy the data" },
  copied: { it: "Copiato.", en: "Copied." },
  notCopied: { it: "Il browser non permette di copiare: seleziona il testo.", en: "The browser does not allow copying: select the text." },
});

/** What each right allows, and where. */
export const rightTexts = defineWords({
  submit: { it: "Inviare cartelle e leggere le ricevute dei propri invii.", en: "Send records and read the receipts of your own submissions." },
  extract: { it: "Leggere e scaricare le estrazioni.", en: "Read and download releases." },
  "see-metadata": { it: "Vedere i casi in attesa con i dati coperti, e i codici da associare.", en: "See waiting records with masked data, and the codes to map." },
  "see-bodies": { it: "Vedere in chiaro un caso in attesa, scrivendo il motivo.", en: "See a waiting record unmasked, giving a reason." },
  replay: { it: "Rielaborare i casi in attesa.", en: "Map waiting records again." },
  "edit-tables": { it: "Modificare le tabelle dei codici e inviarle in revisione.", en: "Edit mapping tables and submit them for review." },
  "approve-tables": { it: "Approvare le tabelle e metterle in vigore.", en: "Approve tables and activate them." },
  administer: {
    it: "Amministrare: sistemi collegati, registro, decisioni sui casi, diritti delle persone, nuove estrazioni.",
    en: "Administer: clients, audit, decisions on records, rights of persons, new releases.",
  },
  exchange: {
    it: "Inviare singole cartelle ad altri enti e riceverle, dove l'accordo è configurato.",
    en: "Send single cases to other bodies and receive them, where the agreement is configured.",
  },
});
