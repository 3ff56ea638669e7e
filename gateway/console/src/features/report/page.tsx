// Segnala un bisogno: the form, what the gateway said of the report, or why no report can be sent here.
import { useEffect, useRef, useState } from "preact/hooks";
import { api, type Schemas, take } from "../../api/client";
import { useLoad } from "../../api/load";
import { codeInWords, englishOf } from "../../api/problem";
import { Said } from "../../ui/said";
import { gatewayNow, useWho } from "../../app/who";
import { schemeCodes } from "../../mapping/scheme";
import { inOrder } from "./citizenships";
import { Icon } from "../../ui/icon";
import { Page } from "../../ui/page";
import { Failure, Show } from "../../ui/states";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { type Draft, faultsOf, type Field, FIELD_ORDER, fieldOfIssue, newDraft, reportOf, SOURCE } from "./document";
import { clearDraft, keepDraft, LIFE, readDraft } from "./draft-store";
import { draftSettled, ownIds } from "./own-id";
import { type Lists, Questions } from "./form";
import { words } from "./words";
import "./report.scss";

type Receipt = Schemas["Receipt"];

async function readLists(): Promise<Lists> {
  const list = async (system: string) => [...(await schemeCodes(system)).values()].filter((each) => !each.valid_to);
  const [territory, need, request, household, citizenship, sex] = await Promise.all(
    ["territory", "need", "request", "household", "citizenship", "sex"].map(list),
  );
  const comuni = (territory ?? []).filter((each) => /^\d{6}$/.test(each.code)).sort((left, right) => left.label_it.localeCompare(right.label_it, "it"));
  return { comuni, need: need ?? [], request: request ?? [], household: household ?? [], citizenship: inOrder(citizenship ?? []), sex: sex ?? [] };
}

/** The body of the last report, for the next one from this page; never stored. */
let lastBody: Partial<Draft> = {};
const freshDraft = () => newDraft(ownIds.fresh(), gatewayNow(), lastBody);

function State({ title, text }: { title: string; text: string }) {
  return (
    <div class="state">
      <Icon icon="info-circle" size="lg" />
      <p class="state-title">{title}</p>
      <p>{text}</p>
    </div>
  );
}

function Sent({ receipt, onNext }: { receipt: Receipt; onNext: () => void }) {
  const say = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  return (
    <div class="alert alert-success">
      <h2 class="alert-heading" tabIndex={-1} ref={heading}>
        {say(words.sentTitle)}
      </h2>
      <p>{say(words.sentText, { id: receipt.id ?? "" })}</p>
      {receipt.counts.quarantined > 0 && <p>{say(words.sentWaiting)}</p>}
      <button type="button" class="btn btn-primary" onClick={onNext}>
        {say(words.another)}
      </button>
    </div>
  );
}

const errorsOf = (receipt: Receipt) => receipt.issues.filter((issue) => issue.severity === "error");

/** The fields that the gateway refused, in the order of the form. */
function refusedFields(receipt: Receipt | null): Field[] {
  const fields = new Set(receipt ? errorsOf(receipt).map(fieldOfIssue) : []);
  return FIELD_ORDER.filter((field) => fields.has(field));
}

/** What the gateway found wrong with the report and no field shows; one sentence for each. */
function Refused({ receipt }: { receipt: Receipt }) {
  const say = useWords();
  const language = useLanguage();
  const left = errorsOf(receipt).filter((issue) => fieldOfIssue(issue) === null);
  const sentences = new Map(left.map((issue) => [codeInWords(issue.code, language)?.title ?? englishOf(issue), codeInWords(issue.code, language)?.text]));
  return (
    <div class="alert alert-danger" role="alert">
      <p class="alert-heading">{say(words.refusedTitle)}</p>
      {sentences.size > 0 && (
        <ul>
          {[...sentences].map(([title, text]) => (
            <li key={title}>{text ? `${title}. ${text}` : <Said text={title} />}</li>
          ))}
        </ul>
      )}
      <p>{say(words.refusedText)}</p>
    </div>
  );
}

async function send(draft: Draft, identifier: string): Promise<Receipt> {
  const body = JSON.stringify({ reports: [reportOf(draft, identifier, gatewayNow())] });
  return (await take(
    api.POST("/v1/sources/{source}/submissions", {
      params: { path: { source: SOURCE } },
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: body as never, // written above; the interface leaves the form of JSON to the source
      bodySerializer: (text: unknown) => text as string,
    }),
  )) as Receipt;
}

function Form({ lists }: { lists: Lists }) {
  const say = useWords();
  const kept = useRef(readDraft(sessionStorage, Date.now()));
  const begun = useRef(kept.current?.begun ?? Date.now());
  const [draft, setDraft] = useState<Draft>(() => kept.current?.draft ?? freshDraft());
  const [identifier, setIdentifier] = useState("");
  const [note, setNote] = useState<keyof typeof words>(kept.current ? "draftFound" : "draft");
  const [faults, setFaults] = useState<readonly Field[]>([]);
  const [receipt, setReceipt] = useState<Receipt | null>(null);
  const [error, setError] = useState<unknown>(undefined);
  const [isBusy, setIsBusy] = useState(false);
  const isSending = useRef(false);

  const empty = (next: keyof typeof words) => {
    clearDraft(sessionStorage);
    begun.current = Date.now();
    setDraft(freshDraft());
    setIdentifier("");
    setFaults([]);
    setError(undefined);
    setReceipt(null);
    setNote(next);
  };
  useEffect(() => {
    const timer = setTimeout(() => empty("expired"), Math.max(0, begun.current + LIFE - Date.now()));
    return () => clearTimeout(timer);
  }, [draft.id]);

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    keepDraft(sessionStorage, { begun: begun.current, draft: next });
    if (faults.length > 0) setFaults(faultsOf(next, identifier, gatewayNow()));
  };

  async function onSubmit(event: Event): Promise<void> {
    event.preventDefault();
    if (isSending.current) return;
    const found = faultsOf(draft, identifier, gatewayNow());
    setFaults(found);
    if (found[0]) {
      setTimeout(() => document.getElementById(`report-${found[0]}`)?.focus());
      return;
    }
    isSending.current = true;
    setIsBusy(true);
    setError(undefined);
    setReceipt(null);
    try {
      const id = await ownIds.ownOrFresh(draft.id);
      if (id !== draft.id) setDraft((old) => ({ ...old, id }));
      const answer = await send({ ...draft, id }, identifier);
      if (answer.counts.rejected === 0) {
        clearDraft(sessionStorage);
        setIdentifier("");
        lastBody = { bodyName: draft.bodyName, bodyCode: draft.bodyCode, bodyRunts: draft.bodyRunts };
      }
      setReceipt(answer);
      const refused = refusedFields(answer)[0];
      if (refused && answer.counts.rejected > 0) setTimeout(() => document.getElementById(`report-${refused}`)?.focus()); // once it is unlocked
    } catch (caught) {
      setError(caught);
    } finally {
      isSending.current = false;
      setIsBusy(false);
    }
  }

  if (receipt && receipt.counts.rejected === 0) return <Sent receipt={receipt} onNext={() => empty("draft")} />;
  return (
    <form class="report" onSubmit={onSubmit} noValidate>
      <p role={note === "draft" ? undefined : "status"}>{say(words[note])}</p>
      <p class="soft">{say(words.required)}</p>
      <fieldset class="report-lock" disabled={isBusy} aria-busy={isBusy}>
        <Questions draft={draft} identifier={identifier} faults={faults} refused={faults.length > 0 ? [] : refusedFields(receipt)} lists={lists} onChange={change} onIdentifier={setIdentifier} />
      </fieldset>
      {faults.length > 0 && (
        <p class="field-fault" role="alert">
          {say(words.faults, { n: faults.length })}
        </p>
      )}
      {receipt && <Refused receipt={receipt} />}
      {error !== undefined && <Failure error={error} />}
      <div class="report-buttons">
        <button type="submit" class="btn btn-primary" disabled={isBusy}>
          {say(words.send)}
        </button>
        <button type="button" class="btn btn-outline-primary" disabled={isBusy} onClick={() => empty("draft")}>
          {say(words.discard)}
        </button>
      </div>
    </form>
  );
}

export function ReportPage() {
  const say = useWords();
  const { client, sources: own } = useWho();
  const loaded = useLoad(async (signal) => {
    const sources = await take(api.GET("/v1/sources", { signal }));
    await draftSettled();
    const isHere = sources.items.some((each) => each.source === SOURCE);
    return { isHere, lists: isHere ? await readLists() : null };
  }, []);
  return (
    <Page title={say(words.title)} lead={say(words.lead)}>
      <Show of={loaded}>
        {({ isHere, lists }) => {
          if (!isHere || !lists) return <State title={say(words.notHereTitle)} text={say(words.notHereText)} />;
          if (!own.includes(SOURCE)) return <State title={say(words.notYoursTitle)} text={say(words.notYoursText, { client })} />;
          return <Form lists={lists} />;
        }}
      </Show>
    </Page>
  );
}
