// Sends a document: a dry run first if the reader wants one, then for good.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { ApiError } from "../../api/problem";
import { href } from "../../app/router";
import { useWho } from "../../app/who";
import { IssueGroups } from "../../records/issues";
import { type Source, useSources } from "../../records/sources";
import { Failure, Show } from "../../ui/states";
import { formatBytes, formatShare } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { Background } from "./background";
import { Chooser } from "./chooser";
import { formatName, isWorkbook, otherFormat } from "./document";
import { ReceiptView } from "./receipt";
import { FileChanged } from "./send";
import { useSending, type Work } from "./work";
import { words } from "./words";

interface Chosen {
  file: File;
  start: string; // its first characters
  key: string; // Idempotency-Key of this file, so that sending it twice stores it once
}

const STARTS = 4096; // bytes looked at to tell the format

async function startOf(file: File): Promise<string> {
  try {
    return await file.slice(0, STARTS).text();
  } catch {
    return ""; // said when it is sent
  }
}

function Busy({ work, size, onStop }: { work: Extract<Work, { state: "busy" }>; size: number; onStop: () => void }) {
  const say = useWords();
  const language = useLanguage();
  const isSent = work.sent >= size;
  const text = isSent
    ? say(words.checking)
    : say(words.sendingShare, { share: formatShare(work.sent / Math.max(size, 1), language), size: formatBytes(size, language) });
  return (
    <div class="upload-busy">
      {isSent ? (
        <progress class="upload-progress" aria-label={say(words.sending)} />
      ) : (
        <progress class="upload-progress" max={size} value={work.sent} aria-label={say(words.sending)} />
      )}
      <p role="status">{text}</p>
      <button type="button" class="btn btn-outline-primary btn-sm" onClick={onStop}>
        {say(words.stop)}
      </button>
    </div>
  );
}

function FaultOf({ work }: { work: Extract<Work, { state: "failed" }> }) {
  const say = useWords();
  if (work.error instanceof FileChanged) {
    return (
      <div class="alert alert-warning" role="alert">
        <p class="alert-heading">{say(words.changedTitle)}</p>
        <p>{say(words.changedText)}</p>
      </div>
    );
  }
  const said = work.error instanceof ApiError ? work.error.code : "";
  return (
    <>
      <Failure error={work.error} />
      {work.receipt ? (
        <ReceiptView receipt={work.receipt} issues={work.receipt.issues} lines={work.lines} level={3} said={said} />
      ) : (
        <IssueGroups issues={work.issues} lines={work.lines} level={3} said={said} />
      )}
    </>
  );
}

/** What came of the last attempt. The heading takes the focus, so that a screen reader goes on from there. */
function Result({ work, onDone }: { work: Work; onDone: (work: Work) => void }) {
  const say = useWords();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (work.state === "done") heading.current?.focus();
  }, [work]);
  if (work.state === "stopped") return <p role="status">{say(words.stopped)}</p>;
  if (work.state === "failed") return <FaultOf work={work} />;
  if (work.state === "background") {
    return <Background id={work.id} onDone={(receipt) => onDone({ state: "done", receipt, isReplayed: false, lines: undefined })} />;
  }
  if (work.state !== "done") return null;
  const { receipt } = work;
  return (
    <section class="upload-result">
      <h2 tabIndex={-1} ref={heading}>
        {say(receipt.dry_run ? words.dryRunResult : words.sentResult)}
      </h2>
      <p>
        {receipt.dry_run && <strong>{say(words.dryRunNothing)} </strong>}
        {work.isReplayed && <strong>{say(words.replayed)} </strong>}
        {receipt.id && <a href={href("/submissions", receipt.id)}>{say(words.openReceipt)}</a>}
      </p>
      <ReceiptView receipt={receipt} issues={receipt.issues} lines={work.lines} level={3} />
    </section>
  );
}

function SourceField({ sources, source, disabled, onChoose }: { sources: Source[]; source: Source; disabled: boolean; onChoose: (name: string) => void }) {
  const say = useWords();
  const id = useId();
  const title = source.title || source.source;
  return (
    <>
      {sources.length > 1 && (
        <div class="field">
          <label for={id}>{say(words.system)}</label>
          <select id={id} class="form-control" disabled={disabled} onChange={(event) => onChoose(event.currentTarget.value)}>
            {sources.map((each) => (
              <option key={each.source} value={each.source} selected={each.source === source.source}>
                {each.title || each.source}
              </option>
            ))}
          </select>
        </div>
      )}
      <p>{say(words.expects, { title, format: formatName(source.format) })}</p>
    </>
  );
}

function Form({ sources, onStored }: { sources: Source[]; onStored: () => void }) {
  const say = useWords();
  const [name, setName] = useState(sources[0]?.source ?? "");
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [fault, setFault] = useState("");
  const { work, send, stop, reset, setWork } = useSending(onStored, say(words.leaveSending));
  const source = sources.find((each) => each.source === name);
  if (!source) return null;
  const busy = work.state === "busy";
  const other = chosen && otherFormat(source.format, chosen.file.name, chosen.start);

  async function choose(file: File): Promise<void> {
    reset();
    setFault(file.size === 0 ? say(words.emptyFile) : "");
    const next: Chosen = { file, start: "", key: crypto.randomUUID() };
    setChosen(next);
    const begin = await startOf(file);
    setChosen((now) => (now?.key === next.key ? { ...next, start: begin } : now));
  }
  function start(dry: boolean): void {
    if (!chosen || chosen.file.size === 0) setFault(say(chosen ? words.emptyFile : words.noFile));
    else if (source) void send(chosen.file, source, dry ? "" : chosen.key);
  }

  return (
    <>
      <section class="panel upload">
        <h2>{say(words.upload)}</h2>
        <SourceField
          sources={sources}
          source={source}
          disabled={busy}
          onChoose={(next) => {
            setName(next);
            reset();
            if (chosen) setChosen({ ...chosen, key: crypto.randomUUID() });
          }}
        />
        <Chooser file={chosen?.file ?? null} fault={fault} disabled={busy} onChoose={(file) => void choose(file)} />
        {chosen && isWorkbook(chosen.file.name, chosen.start) && (
          <p class="upload-warning" role="status">
            {say(words.looksWorkbook, { format: formatName(source.format) })}
          </p>
        )}
        {other && (
          <p class="upload-warning">{say(words.looksOther, { found: formatName(other), format: formatName(source.format) })}</p>
        )}
        <div class="upload-buttons">
          <button type="button" class="btn btn-outline-primary" disabled={busy} onClick={() => start(true)}>
            {say(words.dryRun)}
          </button>
          <button type="button" class="btn btn-primary" disabled={busy} onClick={() => start(false)}>
            {say(words.send)}
          </button>
          <span class="field-help">{say(words.dryRunHelp)}</span>
        </div>
        {busy && chosen && <Busy work={work} size={chosen.file.size} onStop={stop} />}
      </section>
      <Result work={work} onDone={setWork} />
    </>
  );
}

export function Upload({ onSent }: { onSent: () => void }) {
  const say = useWords();
  const { sources: own, client } = useWho();
  const sources = useSources();
  return (
    <Show of={sources}>
      {(all) => {
        const mine = all.filter((each) => own.includes(each.source));
        if (mine.length === 0) return <p class="alert alert-warning">{say(words.noSource, { client })}</p>;
        return <Form sources={mine} onStored={onSent} />;
      }}
    </Show>
  );
}
