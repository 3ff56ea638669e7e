#include <array>

#include "app/problem/error_pages.hpp"

namespace raccordo::app {
namespace {

constexpr std::array kPages = {
    ErrorPage{"malformed-document", 400, "no", "The document cannot be read", "Il documento non è leggibile",
              "The document is not well-formed XML, JSON or CSV, or no record was found where the source's "
              "profile looks for them. As an issue of one record (a bad NDJSON line) only that record is "
              "rejected. Correct the export at the place given and send it again.",
              "Il documento non è XML, JSON o CSV ben formato, oppure non contiene cartelle dove il profilo "
              "della sorgente le cerca. Se riguarda una sola cartella (una riga NDJSON errata) solo quella è "
              "respinta. Correggere l'esportazione nel punto indicato e inviare di nuovo."},
    ErrorPage{"truncated-document", 422, "no", "The document breaks off", "Il documento si interrompe",
              "From the place given on, the document can no longer be read. The records before it were "
              "processed and are in the receipt. Send the whole corrected document again: records already "
              "taken count as unchanged.",
              "Dal punto indicato in poi il documento non è più leggibile. Le cartelle precedenti sono state "
              "elaborate e sono nella ricevuta. Inviare di nuovo il documento intero corretto: le cartelle "
              "già acquisite risulteranno invariate."},
    ErrorPage{
        "record-too-large", 0, "no", "One record is too large", "Una cartella è troppo grande",
        "A single record exceeds the size or the nesting allowed for one case file, or takes too many "
        "steps to read for its size. It was rejected; "
        "the others were processed. Usually attachments or several cases have been exported as one: "
        "correct the export. As a warning it says that the record has more issues than are listed: correct "
        "these "
        "and send it again.",
        "Una singola cartella supera la dimensione o l'annidamento ammessi, o richiede troppi passi di "
        "lettura per la sua dimensione. È stata respinta; le altre "
        "sono state elaborate. Di solito sono stati esportati allegati, o più cartelle come una sola: "
        "correggere l'esportazione. Come avviso dice che la cartella ha più segnalazioni di quelle elencate: "
        "correggere queste e inviarla di nuovo."},
    ErrorPage{"missing-field", 0, "no", "A required value is missing", "Manca un dato obbligatorio",
              "The record lacks a value that every case must have, such as its number, its Comune, its "
              "opening date or the person. Enter it in your program and send the record again.",
              "Alla cartella manca un dato obbligatorio, come il numero, il Comune, la data di apertura o la "
              "persona. Inserirlo nel programma e inviare di nuovo la cartella."},
    ErrorPage{"bad-date", 0, "no", "A date cannot be read", "Una data non è leggibile",
              "The value is not a date in a form agreed for this source, does not exist in the calendar, "
              "lies outside 1850-2100, or can be read in two ways. Correct the date, or ask the "
              "administrators to add its form to the profile.",
              "Il valore non è una data in un formato concordato per la sorgente, non esiste nel calendario, "
              "è fuori dal 1850-2100 o si può leggere in due modi. Correggerla, o chiedere agli "
              "amministratori di aggiungere il formato al profilo."},
    ErrorPage{"bad-number", 0, "no", "A number cannot be read", "Un numero non è leggibile",
              "The value is not a number or an amount written as agreed for this source (decimal and "
              "thousands separators). Correct it and send the record again.",
              "Il valore non è un numero o un importo scritto come concordato per la sorgente (separatori "
              "dei decimali e delle migliaia). Correggerlo e inviare di nuovo la cartella."},
    ErrorPage{"bad-fiscal-code", 0, "no", "The person's identifier is wrong",
              "L'identificativo della persona è errato",
              "The codice fiscale, STP, ENI or provisional number is not valid: usually one character was "
              "typed wrong, so that the check character does not fit. Copy it again from the person's card.",
              "Il codice fiscale, STP, ENI o numero provvisorio non è valido: di solito un carattere è stato "
              "digitato male e il carattere di controllo non torna. Ricopiarlo dalla tessera della persona."},
    ErrorPage{"fiscal-code-mismatch", 0, "no", "Birth date or sex differ from the fiscal code",
              "Data di nascita o sesso diversi dal codice fiscale",
              "The fiscal code says another birth date or sex than the record. The record waits, sealed, "
              "until one of them is corrected and sent again. Check the person's documents: it may be the "
              "code of somebody else.",
              "Il codice fiscale indica una data di nascita o un sesso diversi da quelli della cartella. La "
              "cartella resta in attesa, cifrata, finché non se ne invia una corretta. Verificare i "
              "documenti: potrebbe essere il codice di un'altra persona."},
    ErrorPage{"unknown-comune", 0, "no", "The Comune is not known", "Il Comune non è conosciuto",
              "The Comune in charge of the case is not one of the territory. Use its ISTAT code (6 digits), "
              "its cadastral code or its name as agreed for this source.",
              "Il Comune titolare della cartella non è fra quelli del territorio. Usare il codice ISTAT (6 "
              "cifre), il codice catastale o il nome, come concordato per la sorgente."},
    ErrorPage{"not-your-comune", 0, "no", "The Comune is not yours", "Il Comune non è di vostra competenza",
              "Your client may not send cases of this Comune. Check the Comune in charge of the case; if it "
              "is right, ask the administrators to add it to your client.",
              "Il client non può inviare cartelle di questo Comune. Verificare il Comune titolare; se è "
              "giusto, chiedere agli amministratori di aggiungerlo al client."},
    ErrorPage{"end-before-start", 0, "no", "An end date is before its start date",
              "Una data di fine precede quella di inizio",
              "An end or closing date lies before its start or opening date. Correct whichever is wrong and "
              "send the record again.",
              "Una data di fine o di chiusura precede quella di inizio o di apertura. Correggere quella "
              "errata e inviare di nuovo la cartella."},
    ErrorPage{"date-in-future", 0, "no", "A date lies in the future", "Una data è nel futuro",
              "Something is said to have happened on a day that is yet to come. Planned dates may lie in the "
              "future; this one may not. Correct it and send the record again.",
              "Un fatto risulta avvenuto in un giorno che deve ancora venire. Le date previste possono "
              "essere future, questa no. Correggerla e inviare di nuovo la cartella."},
    ErrorPage{
        "unmapped-code", 0, "no", "A code has no shared meaning yet",
        "Un codice non ha ancora un significato condiviso",
        "Your program's code is not in the mapping table. If the record is REJECTED for another fault beside "
        "it, correct that and send the record again. If it is QUARANTINED it waits, sealed: if the code is a "
        "slip, correct it and send again; if not, there is nothing to do: the administrators see it in "
        "their worklist, and once it is mapped and that table is activated, the record is mapped by itself. "
        "Its receipt then says ACCEPTED.",
        "Il codice del vostro programma non è nella tabella di transcodifica. Se la cartella è REJECTED per "
        "un altro errore, correggere quello e rinviarla. Se è QUARANTINED resta in attesa, cifrata: se il "
        "codice è un errore, correggerlo e rinviarla; altrimenti non occorre fare nulla: gli "
        "amministratori lo vedono nel loro elenco e, una volta associato e attivata quella tabella, la "
        "cartella viene tradotta da sola. La ricevuta dirà allora ACCEPTED."},
    ErrorPage{
        "ambiguous-code", 0, "no", "A code may mean several things", "Un codice può significare più cose",
        "The mapping table gives this code different meanings over time and the record has no date to choose "
        "by. The record waits. Add the date, or ask the administrators to make the table unambiguous.",
        "La tabella di transcodifica dà a questo codice significati diversi nel tempo e la cartella non ha "
        "una data per scegliere. La cartella resta in attesa. Aggiungere la data, o chiedere agli "
        "amministratori di rendere univoca la tabella."},
    ErrorPage{"expired-code", 0, "no", "The code was not valid on that date",
              "Il codice non era valido in quella data",
              "The code is in the mapping table, but not for the date of what it codes. The record waits. "
              "Check the date and the code, or ask the administrators to extend its validity.",
              "Il codice è nella tabella di transcodifica, ma non per la data a cui si riferisce. La "
              "cartella resta in attesa. Verificare data e codice, o chiedere agli amministratori di "
              "estenderne la validità."},
    ErrorPage{"duplicate-record", 0, "no", "The record occurs twice in the document",
              "La cartella compare due volte nel documento",
              "The same record number occurs more than once in one document. Correct the export so that each "
              "case appears once, in its newest version.",
              "Lo stesso numero di cartella compare più volte nel documento. Correggere l'esportazione in "
              "modo che ogni cartella compaia una volta, nella versione più recente."},
    ErrorPage{
        "stale-version", 409, "no", "A newer version is already held",
        "È già presente una versione più recente",
        "The gateway already has a newer version of this record, or one that was received later, so this one "
        "changed nothing. If it is "
        "really the newer one, check the version or update time that your program exports. A record that "
        "awaits a "
        "decision is not accepted over a newer one either: reject it, or let its sender send a newer "
        "version.",
        "Il gateway ha già una versione più recente di questa cartella, o una ricevuta dopo, quindi questa "
        "non "
        "ha cambiato "
        "nulla. Se è davvero la più recente, verificare la versione o l'ora di aggiornamento esportata "
        "dal programma. Nemmeno una cartella che attende una decisione si accetta sopra una più recente: "
        "respingerla, o far inviare una versione più recente."},
    ErrorPage{"bad-encoding", 400, "no", "Letters cannot be read", "Caratteri non leggibili",
              "Bytes of the document are not letters in the character encoding agreed for this source. "
              "Export in that encoding, or ask the administrators to correct the profile.",
              "Alcuni byte del documento non sono caratteri nella codifica concordata per la sorgente. "
              "Esportare in quella codifica, o chiedere agli amministratori di correggere il profilo."},
    ErrorPage{
        "unknown-item", 0, "no", "The document uses an unknown item",
        "Il documento usa un elemento sconosciuto",
        "A value or element is not among those that the interchange or the shared scheme knows. As an error "
        "the record is rejected; as a warning only that value was left out. Check the place given.",
        "Un valore o un elemento non è fra quelli noti al tracciato o allo schema condiviso. Come errore la "
        "cartella è respinta; come avviso è stato omesso solo quel valore. Verificare il punto indicato."},
    ErrorPage{"quarantine-expired", 0, "no", "The record waited too long",
              "La cartella ha atteso troppo a lungo",
              "The record waited in quarantine longer than it may be kept and was deleted. Correct the cause "
              "of the waiting and send the record again.",
              "La cartella è rimasta in quarantena più del tempo consentito ed è stata cancellata. Rimuovere "
              "la causa dell'attesa e inviarla di nuovo."},
    ErrorPage{
        "value-too-long", 0, "no", "A number or a code is too long", "Un numero o un codice è troppo lungo",
        "The number of the record or one of its codes has more than 256 bytes; the record was rejected. "
        "Usually a column of free text is exported in place of the code: correct the export, or ask the "
        "administrators to correct the profile.",
        "Il numero della cartella o uno dei suoi codici supera 256 byte; la cartella è stata respinta. "
        "Di solito è stata esportata una colonna di testo libero al posto del codice: correggere "
        "l'esportazione, o chiedere agli amministratori di correggere il profilo."},
    ErrorPage{
        "beyond-retention", 0, "no", "The case was closed too long ago to keep the person",
        "La cartella è chiusa da troppo tempo per conservare la persona",
        "The case was closed longer ago than personal data are kept (configuration "
        "`records_years_after_closure`). As a warning: the record counts in the extracts, but its number, "
        "its content and who the person is are not kept; nothing needs to be done. As an error: the person "
        "had already been removed from this record, and it now arrives with another closing date, as if "
        "the case had been opened again. It waits until an administrator accepts or rejects it.",
        "La cartella è chiusa da più tempo di quanto si conservano i dati personali (configurazione "
        "`records_years_after_closure`). Come avviso: la cartella conta nelle estrazioni, ma il suo "
        "numero, il contenuto e l'identità della persona non sono conservati; non occorre fare nulla. Come "
        "errore: la persona era già stata tolta da questa cartella, che ora arriva con un'altra data di "
        "chiusura, come se il caso fosse stato riaperto. Resta in attesa finché un amministratore non la "
        "accetta o la respinge."},
    ErrorPage{
        "processing-failed", 0, "no", "The document could not be processed",
        "Non è stato possibile elaborare il documento",
        "The gateway took the document in, but could not process it: it used more time or memory than a "
        "document of its size may, or its stored copy was lost. The issue says which. The administrators "
        "have been informed. Records counted in the receipt are stored. Send the document again in smaller "
        "parts, or wait until the administrators have it processed again: its receipt then says so.",
        "Il gateway ha ricevuto il documento ma non ha potuto elaborarlo: ha richiesto più tempo o "
        "memoria di quanto ammesso per un documento della sua dimensione, oppure la copia salvata è "
        "andata persa. La segnalazione indica quale dei due casi. Gli amministratori sono stati "
        "avvisati. I record conteggiati nella ricevuta sono salvati. Inviare di nuovo il documento in "
        "parti più piccole, o attendere che gli amministratori lo facciano rielaborare: in tal caso la "
        "ricevuta lo indicherà."},
    ErrorPage{"unexpected-shape", 0, "no", "A value has another form than expected",
              "Un dato è in una forma diversa da quella attesa",
              "Where the profile expects a list, an object or a single value, the document holds something "
              "else, so the content would get lost: for example an object where a list is expected, or two "
              "rows of one case with different persons. As an error the record was rejected; as a warning "
              "only the first of several values was read. Restore the form at the place given, or ask the "
              "administrators to adapt the profile, and send the record again.",
              "Dove il profilo si aspetta un elenco, un oggetto o un valore singolo, il documento contiene "
              "altro e il contenuto andrebbe perso: ad esempio un oggetto al posto di un elenco, o due righe "
              "della stessa cartella con persone diverse. Come errore la cartella è respinta; come avviso è "
              "stato letto solo il primo di più valori. Ripristinare la forma nel punto indicato, o chiedere "
              "agli amministratori di adeguare il profilo, e inviare di nuovo la cartella."},
    ErrorPage{
        "record-torn", 0, "no", "The rows of a case are not consecutive",
        "Le righe di una cartella non sono contigue",
        "Rows of other cases are between the rows of this case, so a part of it would have been stored as "
        "the whole. Nothing of this case was stored; an earlier stored version does not change. "
        "Sort the export by the column given and send it again.",
        "Le righe della stessa cartella sono separate da righe di altre cartelle: sarebbe stata "
        "acquisita mezza cartella come se fosse intera. Di questa cartella non è stato preso nulla; resta "
        "ciò che era già registrato. Ordinare l'esportazione secondo la colonna indicata e inviarla di "
        "nuovo."},
    ErrorPage{
        "field-fell-empty", 0, "no", "A field that was filled is now empty",
        "Un campo prima compilato ora è vuoto",
        "In more than half of the last 1,000 records of this source the field was filled; in more than "
        "95 % of this document it is empty. The records were taken. Usually a column or member was "
        "renamed, or the export leaves it out: compare the export with an older one, and send the cases "
        "again if something is missing.",
        "In più di metà delle ultime 1.000 cartelle di questa sorgente il campo era compilato; in oltre "
        "il 95 % di questo documento è vuoto. Le cartelle sono state acquisite. Di solito una colonna o "
        "un membro è stato rinominato, o l'esportazione lo omette: confrontarla con una precedente e, se "
        "manca qualcosa, inviare di nuovo le cartelle."},
    ErrorPage{"record-taken-over", 0, "no", "The case of another Comune and person has this number",
              "Il numero appartiene alla cartella di un altro Comune e di un'altra persona",
              "A case with this number is stored for another Comune and another person. The record waits, "
              "sealed, beside the stored one, which still counts, until an administrator accepts or rejects "
              "it. If your program gives one number to cases of several Comuni, say so to the administrator: "
              "the source's profile can make the Comune part of the number.",
              "Una cartella con questo numero è registrata per un altro Comune e un'altra persona. La "
              "cartella inviata resta in attesa, cifrata, accanto a quella registrata, che continua a "
              "valere, finché un amministratore la accetta o la respinge. Se il programma dà lo stesso "
              "numero a cartelle di più Comuni, segnalarlo all'amministratore: il profilo della sorgente può "
              "considerare il Comune parte del numero."},
    ErrorPage{
        "person-changed", 0, "no", "The case is now about another person",
        "La cartella riguarda ora un'altra persona",
        "The case was accepted, but its person is another one than before. If an identifier was "
        "corrected, nothing is to be done. If the number was given to a new case, give that case a "
        "number of its own.",
        "La cartella è stata accettata, ma la persona non è più quella di prima. Se è stato corretto un "
        "identificativo non occorre fare nulla. Se il numero è stato riutilizzato per un nuovo caso, "
        "assegnare a quel caso un numero proprio."},
    ErrorPage{
        "erased-meanwhile", 0, "no", "The record was erased meanwhile",
        "La cartella è stata cancellata nel frattempo",
        "The record or its person was erased after this document had been received and before it was "
        "processed, so the record was not stored. Send it again only if it shall be held again.",
        "La cartella o la persona è stata cancellata dopo la ricezione del documento e prima della sua "
        "elaborazione, perciò la cartella non è stata registrata. Inviarla di nuovo solo se deve essere "
        "di nuovo conservata."},
    ErrorPage{
        "ambiguous-time", 0, "no", "A local time occurs twice or never",
        "Un'ora locale si presenta due volte o mai",
        "A time was written without its offset from UTC and falls into the hour in which the clocks change: "
        "it "
        "occurs twice in autumn and never in spring. The later instant was taken and the record was read. "
        "Export times with their offset (2017-10-29T02:15:00+01:00) or in UTC (ending in Z).",
        "Un'ora è scritta senza lo scarto da UTC e cade nell'ora in cui cambia l'orario: in autunno si "
        "presenta "
        "due volte, in primavera mai. È stato preso l'istante successivo e la cartella è stata letta. "
        "Esportare le ore con lo scarto (2017-10-29T02:15:00+01:00) o in UTC (con Z finale)."},
    ErrorPage{
        "consent-missing", 0, "no", "The person's consent is missing", "Manca il consenso della persona",
        "The report has an identifier of the person (fiscal code, STP or ENI), but does not say that the "
        "person agreed to it. It was not stored. Leave the identifier out: the need still counts. Or ask the "
        "person, and send the report with consent: true.",
        "La segnalazione riporta un identificativo della persona (codice fiscale, STP o ENI) ma non dice che "
        "la persona è d'accordo. Non è stata registrata. Togliere l'identificativo: il bisogno conta lo "
        "stesso. Oppure chiedere alla persona e inviare la segnalazione con consent: true."},
};

}  // namespace

std::span<const ErrorPage> record_error_pages() { return kPages; }

}  // namespace raccordo::app
