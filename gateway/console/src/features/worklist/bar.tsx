// The choices that are not submitted yet: what they would do, and *Invia in revisione*.
import { useEffect, useRef, useState } from "preact/hooks";
import { href } from "../../app/router";
import { useStore } from "../../app/store";
import { ImpactView } from "../../mapping/impact";
import { type Impact, readImpact, type Version } from "../../mapping/versions";
import { Confirm } from "../../ui/dialog";
import { Failure } from "../../ui/states";
import { stateWords } from "../../words/phrases";
import { useWords } from "../../words/words";
import { byTable, choices, drop, EndsReview, hasDropped, keyOf, Overtaken, saveChoices, submitChoices, type TableChoices, takeBackDropped } from "./choices";
import type { Work } from "./data";
import { words } from "./words";

function Submitted({ versions }: { versions: Version[] }) {
  const say = useWords();
  return (
    <div role="status">
      {versions.map((version) => (
        <div class="alert alert-success" key={`${version.source}/${version.table}`}>
          <p>
            {say(words.submitted, { table: `${version.source}/${version.table}`, version: version.version })}{" "}
            <a href={href("/tables", version.source, version.table)}>{say(words.goTable)}</a>
          </p>
        </div>
      ))}
    </div>
  );
}

function Fault({ error }: { error: unknown }) {
  const say = useWords();
  if (!(error instanceof Overtaken)) return <Failure error={error} />;
  return (
    <div class="alert alert-warning" role="alert">
      <p>{say(words.overtaken, { codes: error.codes.join(", ") })}</p>
    </div>
  );
}

/** Says which open versions the choices would be added to. */
function OpenVersions({ groups, work }: { groups: TableChoices[]; work: Work }) {
  const say = useWords();
  const open = groups.flatMap(({ name }) => work.tables.get(`${name.source}/${name.table}`)?.open ?? []);
  return (
    <>
      {open.map((version) => (
        <p key={version.table} class="soft">
          {say(words.openVersion, {
            version: version.version,
            table: `${version.source}/${version.table}`,
            state: say(stateWords[version.state]).toLowerCase(),
          })}
        </p>
      ))}
    </>
  );
}

export function ChoiceBar({ work, onSubmitted }: { work: Work; onSubmitted: () => void }) {
  const say = useWords();
  const chosen = useStore(choices);
  const groups = byTable(chosen);
  const [note, setNote] = useState("");
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const [impacts, setImpacts] = useState<Impact[]>([]);
  const [endsReview, setEndsReview] = useState<Version | null>(null);
  const [submitted, setSubmitted] = useState<Version[]>([]);

  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      await work();
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  }

  async function readEffect(mayEndReview: boolean): Promise<void> {
    const found: Impact[] = [];
    for (const group of groups) found.push(await readImpact(group.name, (await saveChoices(group, mayEndReview)).version.version));
    setImpacts(found);
    setEndsReview(null);
  }
  const seeEffect = () =>
    run(async () => {
      try {
        await readEffect(false);
      } catch (caught) {
        if (!(caught instanceof EndsReview)) throw caught;
        setEndsReview(caught.version);
      }
    });

  // An effect is that of the choices it was computed for; what was saved of a choice that is dropped is taken out of the draft.
  const known = useRef(chosen);
  useEffect(() => {
    if (known.current === chosen) return;
    known.current = chosen;
    setImpacts([]);
    if (!hasDropped()) return;
    void run(async () => {
      await takeBackDropped();
      onSubmitted();
    });
  }, [chosen]);

  const submit = () =>
    run(async () => {
      const done: Version[] = [];
      try {
        for (const group of groups) {
          done.push(await submitChoices(group, note.trim()));
          drop(group.all.map((choice) => keyOf({ ...choice.name, code: choice.code })));
        }
        setNote("");
      } finally {
        setSubmitted(done);
        setImpacts([]);
        if (done.length > 0) onSubmitted();
      }
    });

  const held = [...chosen.values()].reduce((sum, choice) => sum + choice.records, 0);
  return (
    <>
      <Submitted versions={submitted} />
      {chosen.size === 0 && error !== undefined && <Fault error={error} />}
      {endsReview && (
        <Confirm
          title={say(words.endsReviewTitle, { version: endsReview.version })}
          reason="none"
          onClose={() => setEndsReview(null)}
          onConfirm={() => readEffect(true)}
        >
          <p>
            {say(words.endsReview, {
              table: `${endsReview.source}/${endsReview.table}`,
              state: say(stateWords[endsReview.state]).toLowerCase(),
              author: endsReview.author,
            })}
          </p>
        </Confirm>
      )}
      {chosen.size > 0 && (
        <section class={impacts.length > 0 ? "panel choice-bar" : "panel choice-bar choice-bar-short"} aria-label={say(words.bar)}>
          <p class="choice-count">
            <strong>{say(words.choices, { n: chosen.size })}</strong>: {say(words.choicesHold, { n: held })}
          </p>
          <OpenVersions groups={groups} work={work} />
          {impacts.map((impact) => (
            <div key={`${impact.source}/${impact.table}`}>
              <p class="soft">
                {impact.source} / {impact.table}
              </p>
              <ImpactView impact={impact} />
            </div>
          ))}
          <div class="field">
            <label for="worklist-note">{say(words.note)}</label>
            <input
              id="worklist-note"
              class="form-control"
              maxLength={1000}
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          </div>
          {error !== undefined && <Fault error={error} />}
          <div class="choice-buttons">
            <button type="button" class="btn btn-primary" disabled={busy} onClick={() => void submit()}>
              {say(words.submit)}
            </button>
            <button type="button" class="btn btn-outline-primary" disabled={busy} onClick={() => void seeEffect()} aria-describedby="effect-help">
              {say(words.effect)}
            </button>
            <button type="button" class="btn-link-plain" disabled={busy} onClick={() => drop(chosen.keys())}>
              {say(words.dropAll)}
            </button>
          </div>
          <p id="effect-help" class="field-help">
            {say(words.effectSaves)}
          </p>
        </section>
      )}
    </>
  );
}
