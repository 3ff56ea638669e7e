// The catalogue speaks to whoever writes programs for the API, too: it names headers, members and addresses. On a page the same texts
// name what the reader sees there. Its test looks at every text of the catalogue.
import type { Language } from "./language";

type Change = readonly [what: RegExp, by: string];

const CHANGES: Record<Language, readonly Change[]> = {
  it: [
    [/Attendere quanto indicato in Retry-After e (?:inviare di nuovo|ripetere)/g, "Aspettare, poi riprovare"],
    [/Inviare di nuovo dopo il tempo indicato in Retry-After/g, "Riprovare più tardi"],
    [/ettaglio in inglese \(`technical`\)/g, "ettaglio tecnico"],
    [/il motivo preciso è in inglese in `technical`/g, "il motivo preciso è nel testo tecnico"],
    [/Ripetere con la stessa Idempotency-Key/g, "Riprovare"],
    [/con questa Idempotency-Key/g, "uguale"],
    [/il request_id/g, "il numero della richiesta"],
    [/; un programma deve codificare gli identificativi \(percent-encoding\)/g, ""],
    [/GET \/v1\/whoami elenca/g, "La pagina «Come mi vede» elenca"],
    [/ \(GET \/[^)]*\)/g, ""],
    [/con force e una motivazione/g, "con la spunta e un motivo"],
    [/; `impact` dice/g, "; l'effetto dice"],
    [/ \((?:configurazione `?|tipo `)[^)]*\)/g, ""],
    [/ \(release\.revisions\)/g, ""],
    [/, elencata da GET \/v1\/releases/g, ""],
    [/Se il suo stato è RUNNING, è in corso di elaborazione: richiederla finché lo stato è DONE; ordinare di nuovo il periodo solo se è REFUSED/g,
      "Se è in corso, aspettare che finisca; ordinare di nuovo il periodo solo se non è stata fatta"],
    [/[:;] GET \/v1\/whoami (elenca|mostra)/g, ": la pagina «Come mi vede» $1"],
  ],
  en: [
    [/Wait as Retry-After says(?:,| and)? (?:then )?send again/g, "Wait, then try again"],
    [/Send again after the time in Retry-After/g, "Try again later"],
    [/Send again with the same Idempotency-Key/g, "Try again"],
    [/; with an Idempotency-Key that is always safe/g, "; that is always safe"],
    [/A request with this Idempotency-Key/g, "The same request"],
    [/the request_id/g, "the number of the request"],
    [/; identifiers in it must be percent-encoded/g, ""],
    [/GET \/v1\/whoami (lists|shows)/g, "The page “How you see me” $1"],
    [/; GET \/v1\/releases lists it/g, ""],
    [/If its state is RUNNING it is being computed: ask for it until the state is DONE; order the period again only if it is REFUSED/g,
      "If it is being computed, wait for its end; order the period again only if it was refused"],
    [/ \(GET \/[^)]*\)/g, ""],
    [/with force and a reason/g, "with the tick and a reason"],
    [/; `impact` says/g, "; the effect says"],
    [/ \((?:configuration|kind) `[^)]*\)/g, ""],
    [/ \(release\.revisions\)/g, ""],
  ],
};

/** The text without names that only a program knows. */
export const forReader = (text: string, language: Language): string =>
  CHANGES[language].reduce((said, [what, by]) => said.replace(what, by), text);
