#include <array>

#include "app/problem/error_pages.hpp"

namespace raccordo::app {
namespace {

constexpr std::array kPages = {
    ErrorPage{"transaction-refused", 422, "no", "The transaction was refused",
              "La transazione è stata respinta",
              "The document is a FHIR Bundle of type transaction, which is stored completely or not at all, "
              "and at least one of its cases was rejected. Nothing was stored. Correct the issues listed and "
              "send the Bundle again, or send it as a batch, in which each case counts alone.",
              "Il documento è un Bundle FHIR di tipo transaction, acquisito per intero o per nulla, e almeno "
              "una delle sue cartelle è stata respinta. Nulla è stato acquisito. Correggere le segnalazioni "
              "elencate e inviare di nuovo il Bundle, oppure inviarlo come batch, dove ogni cartella vale da "
              "sola."},
    ErrorPage{"bad-request", 400, "no", "The request cannot be read", "La richiesta non è leggibile",
              "A parameter, a header or the request line is not as the API describes it. Nothing was stored. "
              "Correct what the detail names and send the request again.",
              "Un parametro, un'intestazione o la riga di richiesta non è come descritto nell'API. Non è "
              "stato salvato nulla. Correggere quanto indicato nel dettaglio e inviare di nuovo."},
    ErrorPage{
        "too-many-refusals", 429, "yes", "Too many records of other Comuni were sent",
        "Sono state inviate troppe cartelle di altri Comuni",
        "Over 1,000 records of this client were refused today with not-your-comune: it may not send for "
        "the Comuni they name, or their numbers belong to cases of other Comuni. Correct the export, "
        "or ask the administrator which Comuni the client may send for. Submissions are taken again "
        "from the next day; a dry run is possible at once.",
        "Oggi oltre 1.000 cartelle di questo client sono state respinte con not-your-comune: il client "
        "non può inviare per i Comuni indicati, oppure i numeri appartengono a cartelle di altri "
        "Comuni. Correggere l'esportazione, o chiedere all'amministratore per quali Comuni il client "
        "può inviare. Gli invii sono di nuovo accettati dal giorno dopo; una prova è possibile subito."},
    ErrorPage{
        "no-decision", 409, "no", "The record does not wait for a decision",
        "La cartella non attende una decisione",
        "Only records that wait for an administrator (record-taken-over) are accepted or rejected. This "
        "one waits for the mapping of a code: complete the table.",
        "Si accettano o respingono solo le cartelle che attendono un amministratore "
        "(record-taken-over). Questa attende la transcodifica di un codice: completare la tabella."},
    ErrorPage{
        "still-unmapped", 409, "no", "The record cannot be accepted as it is",
        "La cartella non può essere accettata così com'è",
        "Under the tables in force the record would wait or be rejected even if it were accepted now. "
        "The errors say why: complete the tables first, or reject the record.",
        "Con le tabelle in vigore la cartella resterebbe in attesa o sarebbe respinta anche se accettata "
        "ora. Gli errori indicano il motivo: completare prima le tabelle, o respingere la cartella."},
    ErrorPage{
        "several-records", 409, "no", "The number means several records", "Il numero indica più cartelle",
        "In this source each Comune numbers its own cases, or each body its own reports, and several that "
        "this client may see use the same number. Add ?comune= with the ISTAT code of the Comune in "
        "charge, or ?managed_by= with the code of the body.",
        "In questa sorgente ogni Comune numera le proprie cartelle, o ogni ente le proprie segnalazioni, "
        "e più d'uno visibile a questo client usa lo stesso numero. Aggiungere ?comune= con il codice "
        "ISTAT del Comune titolare, o ?managed_by= con il codice dell'ente."},
    ErrorPage{"person-restricted", 409, "no", "Processing of this person's data is restricted",
              "Il trattamento dei dati di questa persona è limitato",
              "The processing of the person's data was restricted (art. 18 GDPR): the records are kept and "
              "not counted in new releases, and a sender cannot delete them. Nothing was deleted. Ask the "
              "data protection officer to lift the restriction first.",
              "Il trattamento dei dati della persona è limitato (art. 18 GDPR): le cartelle sono conservate, "
              "non contano nelle nuove estrazioni e chi le ha inviate non può cancellarle. Non è stato "
              "cancellato nulla. Chiedere prima al responsabile della protezione dei dati di revocare la "
              "limitazione."},
    ErrorPage{"export-too-large", 409, "no", "The export is too large for this way",
              "L'esportazione è troppo grande per questa via",
              "More is stored about the person than is sent over HTTPS in one answer. Run `raccordo subjects "
              "export` on the machine of the gateway.",
              "Sulla persona sono conservati più dati di quanti se ne inviino via HTTPS in una risposta. "
              "Eseguire `raccordo subjects export` sulla macchina del gateway."},
    ErrorPage{"reason-required", 400, "no", "A reason is required", "Serve una motivazione",
              "This act needs a written reason, which goes into the audit trail: looking at a person's data, "
              "restricting or erasing them, deciding on a record, putting an earlier table in force. Repeat "
              "the request with reason.",
              "Questa operazione richiede una motivazione scritta, che viene annotata nel registro: "
              "consultare, limitare o cancellare i dati di una persona, decidere su una cartella, rimettere "
              "in vigore una tabella precedente. Ripetere la richiesta con reason."},
    ErrorPage{"bad-identifier", 422, "no", "The identifier is not valid", "L'identificativo non è valido",
              "The identifier of the person has a typing error or an unknown form; nothing was searched or "
              "erased. Check it against the document. A source's own number needs id_type local and its "
              "source. A person with several identifiers is searched with each.",
              "L'identificativo di persona inviato contiene un errore o non ha una forma nota; nulla è stato "
              "cercato o cancellato. Verificarlo sul documento. Un numero interno di una sorgente richiede "
              "id_type local e la sorgente. Una persona con più identificativi va cercata con ciascuno."},
    ErrorPage{
        "bad-reason", 422, "no", "The reason cannot be kept", "La motivazione non può essere conservata",
        "A reason is kept in the audit trail for years. It must be one line of at most 1,000 bytes, "
        "without characters that cannot be seen, and must not name a person by codice fiscale or another "
        "identifier. Notes of releases likewise. Nothing was shown or changed. "
        "Say why, or name the file by its number, and repeat the request.",
        "La motivazione resta nel registro per anni. Deve essere una riga di al massimo 1.000 byte, "
        "senza caratteri invisibili, e non deve indicare una persona con il codice fiscale o un altro "
        "identificativo. Lo stesso vale per le note delle estrazioni. Nulla è stato "
        "mostrato o modificato. Indicare il perché, o il numero della pratica, e ripetere la richiesta."},
    ErrorPage{"certificate-required", 401, "no", "A client certificate is required",
              "Serve un certificato client",
              "The connection was made without a client certificate. Set up the sending program with the "
              "certificate and the private key that the gateway's administrators issued to your body.",
              "La connessione è avvenuta senza certificato client. Configurare il programma con il "
              "certificato e la chiave privata rilasciati all'ente dagli amministratori del gateway."},
    ErrorPage{"unknown-client", 403, "no", "The certificate is not registered",
              "Il certificato non è registrato",
              "The certificate is valid but no client is registered with it, for instance after a renewal. "
              "Give the administrators its SHA-256 fingerprint; GET /v1/whoami shows it once registered.",
              "Il certificato è valido ma nessun client è registrato con esso, per esempio dopo un rinnovo. "
              "Comunicarne l'impronta SHA-256 agli amministratori."},
    ErrorPage{"missing-right", 403, "no", "A right is missing", "Manca un'abilitazione",
              "Your client is known but may not do this, or not for this source. GET /v1/whoami lists your "
              "rights and sources. Ask the administrators if you need more.",
              "Il client è noto ma non è abilitato a questa operazione o a questa sorgente. GET /v1/whoami "
              "elenca abilitazioni e sorgenti. Se ne servono altre, chiederle agli amministratori."},
    ErrorPage{"not-found", 404, "no", "There is nothing at this address", "A questo indirizzo non c'è nulla",
              "The address is wrong, or the thing was erased, or it belongs to another client. Check the "
              "address; identifiers in it must be percent-encoded.",
              "L'indirizzo è errato, oppure l'oggetto è stato cancellato o appartiene a un altro client. "
              "Verificare l'indirizzo; gli identificativi vanno codificati (percent-encoding)."},
    ErrorPage{"unknown-source", 404, "no", "The source is not known", "La sorgente non è conosciuta",
              "No system with this name has been set up on the gateway. Check the spelling: GET /v1/whoami "
              "lists the sources you may send for.",
              "Nessun sistema con questo nome è configurato sul gateway. Verificare il nome: GET /v1/whoami "
              "elenca le sorgenti per cui si può inviare."},
    ErrorPage{"replay-ended", 409, "no", "The replay has ended", "La rielaborazione è terminata",
              "A replay that is completed or cancelled cannot be paused, resumed or cancelled. Start another "
              "with POST /v1/replays if records still wait.",
              "Una rielaborazione completata o annullata non può essere sospesa, ripresa o annullata. Se ci "
              "sono ancora record in attesa, avviarne un'altra con POST /v1/replays."},
    ErrorPage{
        "remap-not-cancellable", 409, "no", "This replay cannot be cancelled",
        "Questa rielaborazione non può essere annullata",
        "After a version of a table came into force, this replay (kind `stored`) maps the stored records "
        "again. Cancelled, some of them would keep the meaning of the former version. Pause and resume "
        "it, or let it end; to undo the version, roll the table back.",
        "Dopo l'entrata in vigore di una versione di una tabella, questa rielaborazione (tipo `stored`) "
        "mappa di nuovo i record memorizzati. Annullata, lascerebbe ad alcuni il significato della "
        "versione precedente. Sospenderla e riprenderla, oppure attendere che finisca; per tornare "
        "indietro, ripristinare la versione precedente della tabella."},
    ErrorPage{"method-not-allowed", 405, "no", "The method is not allowed here",
              "Metodo non ammesso a questo indirizzo",
              "The address exists but does not take this HTTP method. The Allow header lists those it takes.",
              "L'indirizzo esiste ma non accetta questo metodo HTTP. L'intestazione Allow elenca quelli "
              "accettati."},
    ErrorPage{"not-acceptable", 406, "no", "No such representation", "Formato di risposta non disponibile",
              "None of the media types in Accept can be given here. Leave Accept out or choose one of those "
              "the API lists for this address.",
              "Nessuno dei formati indicati in Accept è disponibile. Omettere Accept o scegliere uno di "
              "quelli elencati nell'API per questo indirizzo."},
    ErrorPage{
        "slow-sender", 408, "if-idempotent", "The request arrived too slowly",
        "La richiesta è arrivata troppo lentamente",
        "The sender paused for longer than the gateway waits, and the connection was closed. Nothing was "
        "stored. Check the network and send again; with an Idempotency-Key that is always safe.",
        "Il mittente si è fermato più a lungo del tempo di attesa e la connessione è stata chiusa. Non è "
        "stato salvato nulla. Verificare la rete e inviare di nuovo; con Idempotency-Key è sempre sicuro."},
    ErrorPage{"idempotency-running", 409, "yes", "The same request is still running",
              "La stessa richiesta è ancora in corso",
              "A request with this Idempotency-Key has arrived before and is not finished. Wait as "
              "Retry-After says and send again: you will get its receipt.",
              "Una richiesta con questa Idempotency-Key è già arrivata e non è terminata. Attendere quanto "
              "indicato in Retry-After e ripetere: si otterrà la sua ricevuta."},
    ErrorPage{
        "period-released", 409, "no", "The period is already released or being released",
        "Il periodo è già stato pubblicato o è in elaborazione",
        "A release is final: figures for one period are computed once, so that releases cannot be compared "
        "to single out a person; corrections come out at the revision dates of the configuration "
        "(release.revisions). The detail names the next one, if there is one. Until then use the existing "
        "release; GET /v1/releases lists it. If its state is RUNNING it is being computed: ask for it until "
        "the state is DONE; order the period again only if it is REFUSED.",
        "Un'estrazione è definitiva: i dati di un periodo si calcolano una sola volta, perché il confronto "
        "fra versioni non riveli una persona; le correzioni escono alle date di revisione della "
        "configurazione (release.revisions). Il dettaglio indica la prossima, se c'è. Fino ad allora usare "
        "l'estrazione esistente, elencata da GET /v1/releases. Se il suo stato è RUNNING, è in corso di "
        "elaborazione: richiederla finché lo stato è DONE; ordinare di nuovo il periodo solo se è REFUSED."},
    ErrorPage{
        "ledger-incomplete", 409, "no", "Releases made before a restore may be missing",
        "Possono mancare estrazioni fatte prima di un ripristino",
        "The store was restored from a backup without the journal that lists what was done since. A new "
        "release must be compared with all earlier ones, or the two could single out a person. An "
        "administrator enters the missing releases with `raccordo release import-ledger`.",
        "L'archivio è stato ripristinato da una copia senza il registro di quanto fatto dopo. Una nuova "
        "estrazione va confrontata con tutte le precedenti, altrimenti le due potrebbero rivelare una "
        "persona. "
        "Un amministratore inserisce le estrazioni mancanti con `raccordo release import-ledger`."},
    ErrorPage{"release-running", 409, "yes", "The release is not finished yet",
              "L'estrazione non è ancora terminata",
              "Only a finished release can be published. Ask for it again until its state is DONE, then "
              "publish it.",
              "Si può pubblicare solo un'estrazione terminata. Richiederla finché il suo stato è DONE, poi "
              "pubblicarla."},
    ErrorPage{"release-refused", 409, "no", "The release was refused", "L'estrazione è stata rifiutata",
              "The tables of this period could not be made safe or complete; the detail says why. No table "
              "was published. Correct the cause and ask for the release again.",
              "Non è stato possibile rendere sicure o complete le tavole del periodo; il dettaglio dice "
              "perché. Nessuna tavola è stata pubblicata. Rimuovere la causa e richiedere di nuovo."},
    ErrorPage{"body-too-large", 413, "no", "The document is too large", "Il documento è troppo grande",
              "The body exceeds the limit that the detail names. Nothing was stored. Split the document into "
              "several; any number of records may be sent in any number of submissions.",
              "Il corpo supera il limite indicato nel dettaglio. Non è stato salvato nulla. Dividere il "
              "documento in più invii: non c'è limite al loro numero."},
    ErrorPage{"compressed-bomb", 413, "no", "The body expands too much",
              "Il corpo compresso si espande troppo",
              "The compressed body grows to many times its size, more than real documents do, and was "
              "refused. Nothing was stored. Send it uncompressed or in smaller parts.",
              "Il corpo compresso si espande molte volte più di un documento reale ed è stato rifiutato. Non "
              "è stato salvato nulla. Inviarlo non compresso o in parti più piccole."},
    ErrorPage{
        "spool-full", 507, "yes", "No room on disk for this body",
        "Sul disco non c'è spazio per questo corpo",
        "Large bodies and those sent with `Prefer: respond-async` wait on disk until they are processed. "
        "The detail says whether this client's share or the disk is full. Nothing was stored. Send again "
        "after the time in Retry-After; if it lasts, the administrator frees space or raises the limit.",
        "I corpi grandi e quelli inviati con `Prefer: respond-async` attendono su disco di essere "
        "elaborati. Il dettaglio dice se è piena la quota di questo client o il disco. Non è stato "
        "salvato nulla. Inviare di nuovo dopo il tempo indicato in Retry-After; se continua, "
        "l'amministratore libera spazio o alza il limite."},
    ErrorPage{"unsupported-media-type", 415, "no", "The source sends another format",
              "La sorgente usa un altro formato",
              "The Content-Type is missing or is not the one this source is set up for. The detail names "
              "those accepted. Nothing was stored.",
              "Il Content-Type manca o non è quello previsto per questa sorgente. Il dettaglio indica quelli "
              "accettati. Non è stato salvato nulla."},
    ErrorPage{"unsupported-encoding", 415, "no", "The compression is not supported",
              "Compressione non supportata",
              "Content-Encoding may be identity, gzip or zstd, one of them and once. Nothing was stored. "
              "Send the body uncompressed or with one of these.",
              "Content-Encoding può essere identity, gzip o zstd, uno solo e una sola volta. Non è stato "
              "salvato nulla. Inviare il corpo non compresso o con uno di questi."},
    ErrorPage{"expectation-failed", 417, "no", "The expectation is not known", "Aspettativa non riconosciuta",
              "The Expect header may only say 100-continue. Nothing was stored. Leave it out or correct it.",
              "L'intestazione Expect può essere solo 100-continue. Non è stato salvato nulla. Ometterla o "
              "correggerla."},
    ErrorPage{
        "idempotency-mismatch", 422, "no", "The key was used for another body",
        "La chiave è già stata usata per un altro corpo",
        "An Idempotency-Key belongs to one body for 30 days; this key was sent with another body before. "
        "Nothing was stored. Use a new key for new content.",
        "Una Idempotency-Key vale per un solo corpo per 30 giorni; con questa chiave ne è già arrivato "
        "un altro. Non è stato salvato nulla. Usare una chiave nuova per un contenuto nuovo."},
    ErrorPage{"unknown-period", 422, "no", "Not a period of this installation",
              "Periodo non previsto da questa installazione",
              "The period must have the form of this installation's periodicity (2017, 2017-Q4 or 2017-12) "
              "and must have ended. Correct it and send the request again.",
              "Il periodo deve avere la forma prevista dalla periodicità dell'installazione (2017, 2017-Q4 o "
              "2017-12) e deve essere concluso. Correggerlo e ripetere la richiesta."},
    ErrorPage{"too-many-requests", 429, "yes", "Too many requests", "Troppe richieste",
              "Your client has sent more at once than its share. Nothing was stored. Wait as Retry-After "
              "says, then send again.",
              "Il client ha inviato più di quanto gli spetti contemporaneamente. Non è stato salvato nulla. "
              "Attendere quanto indicato in Retry-After e inviare di nuovo."},
    ErrorPage{"header-too-large", 431, "no", "The headers are too large",
              "Le intestazioni sono troppo grandi",
              "The request line and the headers together exceed the limit. Send fewer or shorter ones.",
              "La riga di richiesta e le intestazioni superano insieme il limite. Ridurne il numero o la "
              "lunghezza."},
    ErrorPage{"internal-error", 500, "if-idempotent", "The gateway failed", "Errore interno del gateway",
              "Something failed that is not your fault. Send again with the same Idempotency-Key. If it "
              "happens again, give the administrators the request_id.",
              "Si è verificato un errore che non dipende dal mittente. Ripetere con la stessa "
              "Idempotency-Key. Se si ripresenta, comunicare agli amministratori il request_id."},
    ErrorPage{
        "overloaded", 503, "yes", "The gateway is busy", "Il gateway è sovraccarico",
        "All places are taken at the moment. Nothing was stored. Wait as Retry-After says, then send again.",
        "Al momento tutti i posti sono occupati. Non è stato salvato nulla. Attendere quanto indicato in "
        "Retry-After e inviare di nuovo."},
    ErrorPage{
        "storage-full", 503, "yes", "The disk of the gateway is full", "Il disco del gateway è pieno",
        "There is no room left on the disk that holds the store or the bodies that wait. Nothing was stored "
        "or "
        "changed. The gateway's administrators must free space; it then resumes by itself. Wait as "
        "Retry-After "
        "says, then send again.",
        "Non c'è più spazio sul disco che contiene l'archivio o gli invii in attesa. Non è stato salvato né "
        "modificato nulla. Gli amministratori del gateway devono liberare spazio; il gateway riprende poi da "
        "solo. Attendere quanto indicato in Retry-After e inviare di nuovo."},
    ErrorPage{"unavailable", 503, "yes", "The gateway cannot work at the moment",
              "Il gateway non può lavorare al momento",
              "A part of the gateway is not working (GET /status names it), or it is being stopped. Nothing "
              "was stored. Wait as Retry-After says, then send again.",
              "Una parte del gateway non funziona (GET /status dice quale) oppure è in arresto. Non è stato "
              "salvato nulla. Attendere quanto indicato in Retry-After e inviare di nuovo."},
};

}  // namespace

std::span<const ErrorPage> request_error_pages() { return kPages; }

}  // namespace raccordo::app
