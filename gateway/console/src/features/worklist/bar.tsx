// The choices that are not submitted yet: what they would do, and *Invia in revisione*.
import { useEffect, useRef, useState } from "preact/hooks";
import { href } from "../../app/router";
import { useStore } from "../../app/store";
import { ImpactView } from "../../mapping/impact";
import { type Impact, readImpact, type Version } from "../../mapping/versions";
import { tableInWords } from "../../records/fields";
import { SystemName } from "../../records/system-name";
import { Confirm } from "../../ui/dialog";
import { Failure } from "../../ui/states";
import { stateWords } from "../../words/phrases";
import { useWords } from "../../words/words";
import { byTable, choices, drop, type EndReview, EndsReview, hasDropped, keyOf, Overtaken, saveChoices, submitChoices, type TableChoices, takeBackDropped } from "./choices";
import { shownOf, type Work } from "./data";
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

interface ReviewEnd {
  version: Version;
  goOn: () => Promise<void>;
}

/** The question before a review or an approval ends. */
function ReviewEnds({ version, goOn, onClose }: ReviewEnd & { onClose: () => void }) {
  const say = useWords();
  const parameters = {
    table: `${version.source}/${version.table}`,
    state: say(stateWords[version.state]).toLowerCase(),
    author: version.author,
  };
  return (
    <Confirm title={say(words.endsReviewTitle, { version: version.version })} reason="none" onClose={onClose} onConfirm={goOn}>
      <p>{say(words.endsReview, parameters)}</p>
    </Confirm>
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
  const [endsReview, setEndsReview] = useState<ReviewEnd | null>(null);
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

  /** Asks before the review or the approval of a version ends by what is done. */
  const askFirst = (act: (endReview: EndReview) => Promise<void>, endReview: EndReview) =>
    run(async () => {
      try {
        await act(endReview);
      } catch (caught) {
        if (!(caught instanceof EndsReview)) throw caught;
        const goOn = async () => {
          await act("always");
          setEndsReview(null);
        };
        setEndsReview({ version: caught.version, goOn });
      }
    });

  async function readEffect(endReview: EndReview): Promise<void> {
    const found: Impact[] = [];
    for (const group of groups) {
      const { version } = await saveChoices(group, shownOf(work, group.name), endReview);
      found.push(await readImpact(group.name, version.version));
    }
    setImpacts(found);
  }
  const seeEffect = () => askFirst(readEffect, "never");

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

  async function submitAll(endReview: EndReview): Promise<void> {
    const done: Version[] = [];
    try {
      for (const group of byTable(choices.get())) {
        done.push(await submitChoices(group, shownOf(work, group.name), note.trim(), endReview));
        drop(group.all.map((choice) => keyOf({ ...choice.name, code: choice.code })));
      }
      setNote("");
    } finally {
      if (done.length > 0) setSubmitted(done);
      setImpacts([]);
      if (done.length > 0) onSubmitted();
    }
  }
  // The bar says which open versions become drafts again: it asks only about one that has changed since.
  const submit = () => askFirst(submitAll, "if-shown");

  const held = [...chosen.values()].reduce((sum, choice) => sum + choice.records, 0);
  return (
    <>
      <Submitted versions={submitted} />
      {chosen.size === 0 && error !== undefined && <Fault error={error} />}
      {endsReview && <ReviewEnds {...endsReview} onClose={() => setEndsReview(null)} />}
      {chosen.size > 0 && (
        <section class={impacts.length > 0 ? "panel choice-bar" : "panel choice-bar choice-bar-short"} aria-label={say(words.bar)}>
          <p class="choice-count">
            <strong>{say(words.choices, { n: chosen.size })}</strong>: {say(words.choicesHold, { n: held })}
          </p>
          <OpenVersions groups={groups} work={work} />
          {impacts.map((impact) => (
            <div key={`${impact.source}/${impact.table}`}>
              <p class="soft">
                <SystemName source={impact.source} /> · {tableInWords(impact.table, say)}
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
