// The steps of an open version: submit, approve, send back, discard, activate; and the roll back to an earlier one.
import { useState } from "preact/hooks";
import { useLoad } from "../../api/load";
import { useRights, useWho } from "../../app/who";
import { ImpactView } from "../../mapping/impact";
import { type Activation, bringIntoForce, readImpact, readTable, type Step, type TableName, takeStep, type Version } from "../../mapping/versions";
import { Confirm } from "../../ui/dialog";
import { Failure, Show } from "../../ui/states";
import { useWords, type Word } from "../../words/words";
import { isConflict } from "./meanwhile";
import { words } from "./words";

interface ForceProps {
  name: TableName;
  kind: "activate" | "rollback";
  version: number;
  etag?: string; // of the version as the page shows it; left out for one that the page does not show
  onOvertaken?: (error: unknown) => void;
  onDone: (activation: Activation) => void;
  onClose: () => void;
}

/**
 * Shows the effect before a version comes into force; with records that break, or examples that would be read otherwise, asks for
 * a tick and a reason.
 */
export function IntoForce({ name, kind, version, etag, onOvertaken, onDone, onClose }: ForceProps) {
  const say = useWords();
  const [force, setForce] = useState(false);
  const impact = useLoad((signal) => readImpact(name, version, signal), [name, version]);
  const own = useLoad(async (signal) => etag ?? (await readTable(name, version, signal)).etag, [name, version, etag ?? ""]);
  const breaksExamples = kind === "activate" && (impact.data?.breaks_examples?.length ?? 0) > 0; // a rollback is not refused for them
  const breaks = (impact.data?.breaks ?? 0) > 0 || breaksExamples;
  const needsReason = kind === "rollback" || breaks;
  return (
    <Confirm
      wide
      title={say(kind === "activate" ? words.activateTitle : words.rollBackTitle, { version })}
      reason={needsReason ? "required" : "optional"}
      danger={breaks}
      blocked={breaks && !force ? say(words.forceNeeded) : impact.data === undefined || own.data === undefined ? say(words.effectFirst) : ""}
      onClose={onClose}
      onConfirm={async (reason) => {
        try {
          onDone(await bringIntoForce(name, kind, version, reason, force, own.data ?? ""));
        } catch (caught) {
          if (!isConflict(caught) || !onOvertaken) throw caught;
          onOvertaken(caught);
        }
      }}
    >
      {own.error !== undefined && <Failure error={own.error} onRetry={own.reload} />}
      <Show of={impact}>{(data) => <ImpactView impact={data} />}</Show>
      {breaks && (
        <label class="tick">
          <input type="checkbox" checked={force} onChange={(event) => setForce(event.currentTarget.checked)} />
          {say(breaksExamples ? words.forceExamples : words.force)}
        </label>
      )}
    </Confirm>
  );
}

interface StepDialog {
  step: Step;
  title: Word;
  text?: Word;
  reason: "required" | "optional";
  danger?: boolean;
}
const DIALOGS: Record<"approve" | "return" | "discard", StepDialog> = {
  approve: { step: "approve", title: words.approveTitle, reason: "optional" },
  return: { step: "return", title: words.sendBackTitle, text: words.sendBackText, reason: "required" },
  discard: { step: "discard", title: words.discardTitle, text: words.discardText, reason: "required", danger: true },
};

interface Props {
  name: TableName;
  version: Version;
  etag: string; // of what the page shows; every step holds for that only
  onChange: (version: Version | null) => void;
  onActivated: (activation: Activation) => void;
  onError: (error: unknown) => void;
}

export function VersionActions({ name, version, etag, onChange, onActivated, onError }: Props) {
  const say = useWords();
  const may = useRights();
  const { client, two_person } = useWho();
  const [asking, setAsking] = useState<"approve" | "return" | "discard" | "activate" | null>(null);
  const [busy, setBusy] = useState(false);
  const { state } = version;
  const own = two_person !== false && version.editors.includes(client);

  async function submit(): Promise<void> {
    setBusy(true);
    try {
      onChange(await takeStep(name, "submit", version.version, "", etag));
    } catch (error) {
      onError(error);
    } finally {
      setBusy(false);
    }
  }
  const dialog = asking && asking !== "activate" ? DIALOGS[asking] : null;
  const close = () => setAsking(null);
  return (
    <>
      {may("edit-tables") && state === "DRAFT" && (
        <button type="button" class="btn btn-primary" disabled={busy} onClick={() => void submit()}>
          {say(words.submit)}
        </button>
      )}
      {may("approve-tables") && state === "IN_REVIEW" && (
        <button
          type="button"
          class="btn btn-primary"
          disabled={own}
          aria-describedby={own ? "own-change" : undefined}
          onClick={() => setAsking("approve")}
        >
          {say(words.approve)}
        </button>
      )}
      {may("approve-tables") && state === "APPROVED" && (
        <button type="button" class="btn btn-primary" onClick={() => setAsking("activate")}>
          {say(words.activate)}
        </button>
      )}
      {may("approve-tables") && (state === "IN_REVIEW" || state === "APPROVED") && (
        <button type="button" class="btn btn-outline-primary" onClick={() => setAsking("return")}>
          {say(words.sendBack)}
        </button>
      )}
      {may("edit-tables") && (
        <button type="button" class="btn btn-outline-danger" onClick={() => setAsking("discard")}>
          {say(words.discard)}
        </button>
      )}
      {own && may("approve-tables") && state === "IN_REVIEW" && (
        <p id="own-change" class="action-note">
          {say(words.ownChange)}
        </p>
      )}
      {dialog && (
        <Confirm
          title={say(dialog.title, { version: version.version })}
          reason={dialog.reason}
          danger={dialog.danger ?? false}
          onClose={close}
          onConfirm={async (reason) => {
            try {
              const next = await takeStep(name, dialog.step, version.version, reason, etag);
              close();
              onChange(dialog.step === "discard" ? null : next);
            } catch (caught) {
              if (!isConflict(caught)) throw caught;
              close();
              onError(caught);
            }
          }}
        >
          {dialog.text && <p>{say(dialog.text)}</p>}
        </Confirm>
      )}
      {asking === "activate" && (
        <IntoForce
          name={name}
          kind="activate"
          version={version.version}
          etag={etag}
          onOvertaken={(caught) => {
            close();
            onError(caught);
          }}
          onClose={close}
          onDone={(activation) => {
            close();
            onActivated(activation);
          }}
        />
      )}
    </>
  );
}
