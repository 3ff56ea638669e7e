#include <array>

#include "app/problem/error_pages.hpp"

namespace raccordo::app {
namespace {

constexpr std::array kPages = {
    ErrorPage{
        "own-change", 403, "no", "You cannot approve your own change",
        "Non si può approvare una propria modifica",
        "You edited this version of the table yourself, so another person must approve it. In an office of "
        "one person the administrators may set two_person: false; the audit trail then says so.",
        "Questa versione della tabella è stata modificata anche da te: deve approvarla un'altra persona. "
        "In un ufficio di una sola persona gli amministratori possono impostare two_person: false; il "
        "registro lo annota."},
    ErrorPage{
        "wrong-state", 409, "no", "The version is in another state", "La versione è in un altro stato",
        "This step is not possible from the state the version is in; the detail names it. The way is: "
        "edit, submit, approve (by another person), activate.",
        "Questo passo non è possibile nello stato in cui si trova la versione, indicato nel dettaglio. "
        "Il percorso è: modifica, invio in revisione, approvazione (di un'altra persona), attivazione."},
    ErrorPage{
        "breaks-examples", 409, "no", "The version breaks an example", "La versione smentisce un esempio",
        "A document among the examples of this source would no longer be read as it is expected to be; "
        "the errors show the differences. Correct the table, or, if the new meaning is wanted, repeat the "
        "activation with force and a reason, and have `raccordo tables test SOURCE/TABLE --accept` run on "
        "the server: it writes the new expected result beside the example.",
        "Un documento fra gli esempi della sorgente non verrebbe più letto come previsto; gli errori "
        "mostrano le differenze. Correggere la tabella oppure, se il nuovo significato è voluto, ripetere "
        "l'attivazione con force e una motivazione e far eseguire sul server `raccordo tables test "
        "SOURCE/TABLE --accept`, che scrive il nuovo risultato atteso accanto all'esempio."},
    ErrorPage{
        "breaks-records", 409, "no", "Stored records would lose a code",
        "Record già salvati perderebbero un codice",
        "Stored records hold codes that the version no longer maps; `impact` says which and how many. Map "
        "these codes too, or repeat the activation with force and a reason: those records then keep the "
        "meaning they have.",
        "Alcuni record già salvati contengono codici che la versione non traduce più; `impact` dice quali "
        "e quanti. Tradurre anche questi codici, oppure ripetere l'attivazione con force e una "
        "motivazione: quei record conservano allora il significato che hanno."},
    ErrorPage{"version-conflict", 412, "no", "Someone changed it meanwhile",
              "Qualcuno l'ha modificata nel frattempo",
              "The ETag in If-Match is not the current one; the answer shows who changed what. Nothing was "
              "stored. Read the current version, apply your change to it and send it with its ETag.",
              "L'ETag in If-Match non è quello attuale; la risposta mostra chi ha cambiato che cosa. Non è "
              "stato salvato nulla. Leggere la versione attuale, riapplicare la modifica e inviarla con il "
              "suo ETag."},
    ErrorPage{
        "bad-table", 422, "no", "The table has faults", "La tabella contiene errori",
        "All faults are listed with row and column. Nothing was stored: correct them and send the whole "
        "table again.",
        "Tutti gli errori sono elencati con riga e colonna. Non è stato salvato nulla: correggerli e "
        "inviare di nuovo l'intera tabella."},
    ErrorPage{
        "precondition-required", 428, "no", "Say which version you changed",
        "Indicare quale versione è stata modificata",
        "A table is changed only by who has seen its current content: send the ETag of the GET in the "
        "If-Match header. So nobody overwrites another's work unseen.",
        "Una tabella può essere modificata solo da chi ne ha visto il contenuto attuale: inviare l'ETag "
        "ottenuto con GET nell'intestazione If-Match. Così nessuno sovrascrive il lavoro altrui."},
};

}  // namespace

std::span<const ErrorPage> table_error_pages() { return kPages; }

}  // namespace raccordo::app
