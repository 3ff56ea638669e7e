// Parts of the page of one table: its version in a line, what it changes, its replays, and what happened meanwhile.
import { api, take } from "../../api/client";
import { useLoad } from "../../api/load";
import type { ApiError } from "../../api/problem";
import { useRights } from "../../app/who";
import { DiffView } from "../../mapping/diff";
import { ImpactView } from "../../mapping/impact";
import { ReplayWatch } from "../../mapping/replay";
import { type Activation, readDiff, readImpact, type TableName, type Version } from "../../mapping/versions";
import { actorInWords, GATEWAY } from "../../records/actor";
import { StateBadge } from "../../ui/badge";
import { Show } from "../../ui/states";
import { formatTime } from "../../words/format";
import { useLanguage } from "../../words/language";
import { common } from "../../words/phrases";
import { useWords } from "../../words/words";
import { Meanwhile } from "./meanwhile";
import { pastOf } from "./past";
import { words } from "./words";

/** Who else edited the open version, and that it was approved before its last edit: a reviewer is told before deciding. */
function Editors({ name, version, turn }: { name: TableName; version: Version; turn: number }) {
  const say = useWords();
  const loaded = useLoad(
    (signal) => take(api.GET("/v1/tables/{source}/{table}/versions", { params: { path: name }, signal })),
    [name, version.version, turn],
  );
  const { editors, wasApproved } = pastOf(loaded.data?.items.find((each) => each.version === version.version)?.steps ?? []);
  const others = editors.filter((each) => each !== version.author).map((each) => actorInWords(each, say));
  if (others.length === 0 && !wasApproved) return null;
  return (
    <p class="version-note">
      {others.length > 0 && say(words.alsoBy, { n: others.length, names: others.join(", ") })} {wasApproved && say(words.wasApproved)}
    </p>
  );
}

export function VersionLine({ name, version, turn }: { name: TableName; version: Version; turn: number }) {
  const say = useWords();
  const language = useLanguage();
  return (
    <div class="version-line">
      <strong>{say(words.showing, { version: version.version })}</strong> <StateBadge state={version.state} />{" "}
      <span class="soft">
        {say(version.author === GATEWAY ? words.byGateway : words.byWhom, { author: actorInWords(version.author, say), when: formatTime(version.edited_at, language) })}
        {version.reviewer && `, ${say(words.reviewedBy, { reviewer: actorInWords(version.reviewer, say) })}`}
      </span>
      {["DRAFT", "IN_REVIEW", "APPROVED"].includes(version.state) && <Editors name={name} version={version} turn={turn} />}
      {version.reason && <p class="version-note">{say(words.note, { reason: version.reason })}</p>}
    </div>
  );
}

export function Difference({ name, version, system, turn }: { name: TableName; version: Version; system: string; turn: number }) {
  const diff = useLoad((signal) => readDiff(name, version.version, undefined, signal), [name, version.version, turn]);
  const impact = useLoad((signal) => readImpact(name, version.version, signal), [name, version.version, turn]);
  return (
    <>
      <Show of={diff}>{(data) => <DiffView diff={data} system={system} {...(version.state === "ACTIVE" ? {} : { name })} />}</Show>
      {version.state !== "ACTIVE" && <Show of={impact}>{(data) => <ImpactView impact={data} />}</Show>}
    </>
  );
}

/** The replays of this table that still run, or the two that an activation has just started. */
export function Replays({ name, activation, onEnd }: { name: TableName; activation: Activation | null; onEnd: () => void }) {
  const say = useWords();
  const mayWatch = useRights()("replay");
  const loaded = useLoad(
    async (signal) => (mayWatch ? (await take(api.GET("/v1/replays", { params: { query: { limit: 50 } }, signal }))).items : []),
    [name, activation?.version ?? 0, mayWatch],
  );
  const started = activation ? [activation.replay, activation.remap] : [];
  const running = (loaded.data ?? []).filter(
    (each) =>
      each.source === name.source &&
      each.table === name.table &&
      ["QUEUED", "PROCESSING", "PAUSED"].includes(each.state) &&
      !started.some((one) => one.id === each.id),
  );
  if (started.length + running.length === 0) return null;
  return (
    <section class="panel" aria-label={say(words.replays)}>
      <h2>{say(words.replays)}</h2>
      {activation && <p role="status">{say(words.activated, { version: activation.version })}</p>}
      {[...started, ...running].map((replay) => (
        <ReplayWatch key={replay.id} replay={replay} onEnd={onEnd} />
      ))}
    </section>
  );
}

export interface Overtaken {
  error: ApiError;
  seen: Version; // on which the reader decided
}

export function OvertakenNote({ name, overtaken, system }: { name: TableName; overtaken: Overtaken; system: string }) {
  const say = useWords();
  return (
    <section class="alert alert-warning" role="alert">
      <p class="alert-heading">{say(words.conflictTitle)}</p>
      <p>{say(words.overtaken)}</p>
      <Meanwhile name={name} seen={overtaken.seen} conflict={overtaken.error.problem?.conflict} system={system} />
      {overtaken.error.requestId && <p class="request-id">{say(common.requestId, { id: overtaken.error.requestId })}</p>}
    </section>
  );
}
