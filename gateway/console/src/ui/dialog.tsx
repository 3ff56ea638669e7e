// Dialog: a question in front of the page (role dialog, by <dialog>): the browser keeps the focus inside, Escape closes it.
import type { ComponentChildren } from "preact";
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { common } from "../words/phrases";
import { useWords } from "../words/words";
import { Failure } from "./states";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
  wide?: boolean;
  busy?: boolean; // something is being sent: the question stays until the answer is there
}

const toHeading = (): void => document.querySelector<HTMLElement>("#content h1")?.focus();
const hasNoFocus = (): boolean => document.activeElement === document.body || !document.activeElement;

/** Until the reader goes on: if what was confirmed takes the focused control away, the heading of the page gets the focus. */
function watchFocus(): void {
  const content = document.getElementById("content");
  if (!content) return;
  const observer = new MutationObserver(() => {
    if (!hasNoFocus()) return;
    stop();
    toHeading();
  });
  const ends = ["focusin", "pointerdown"] as const;
  const stop = () => {
    observer.disconnect();
    for (const end of ends) document.removeEventListener(end, stop);
  };
  observer.observe(content, { childList: true, subtree: true, attributes: true, attributeFilter: ["disabled"] });
  for (const end of ends) document.addEventListener(end, stop);
}

/** Back to where the reader was; if that is gone or disabled by now, or soon, to the heading of the page. */
function giveFocusBack(to: Element | null): void {
  if (to instanceof HTMLElement && to.isConnected) to.focus();
  if (hasNoFocus()) toHeading();
  watchFocus();
}

export function Dialog({ title, onClose, children, wide = false, busy = false }: DialogProps) {
  const box = useRef<HTMLDialogElement>(null);
  const isLeaving = useRef(false);
  const titleId = useId();
  useEffect(() => {
    const before = document.activeElement;
    const dialog = box.current;
    dialog?.showModal();
    return () => {
      isLeaving.current = true;
      dialog?.close(); // while it is open, nothing behind it can take the focus
      giveFocusBack(before);
    };
  }, []);
  return (
    <dialog
      ref={box}
      class={wide ? "dialog dialog-wide" : "dialog"}
      aria-labelledby={titleId}
      onCancel={(event) => {
        event.preventDefault();
        if (!busy) onClose();
      }}
      onClose={() => {
        // Browsers close a dialog at the second Escape without asking.
        if (isLeaving.current) return;
        if (busy) box.current?.showModal();
        else onClose();
      }}
    >
      <h2 id={titleId} class="dialog-title">
        {title}
      </h2>
      {children}
    </dialog>
  );
}

/** What was confirmed is on its way and can no longer be taken back. */
export function Sending({ busy }: { busy: boolean }) {
  const say = useWords();
  return (
    <p class="soft" role="status">
      {busy && say(common.sending)}
    </p>
  );
}

interface ConfirmProps {
  title: string;
  children?: ComponentChildren;
  reason: "required" | "optional" | "none";
  danger?: boolean;
  wide?: boolean; // it has a table
  confirmText?: string; // "Conferma" if left out
  blocked?: string; // why it cannot be confirmed yet; "": it can
  onConfirm: (reason: string) => Promise<void>; // an error stays in the dialog
  onClose: () => void;
}

/** Asks for confirmation, with the field *Motivo*. Closed by the caller, when onConfirm has succeeded. */
export function Confirm(props: ConfirmProps) {
  const { title, children, reason, danger = false, wide = false, confirmText, blocked = "", onConfirm, onClose } = props;
  const say = useWords();
  const [text, setText] = useState("");
  const [missing, setMissing] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>(undefined);
  const fieldId = useId();

  async function confirm(event: Event): Promise<void> {
    event.preventDefault();
    if (busy) return;
    if (reason === "required" && text.trim() === "") {
      setMissing(true);
      document.getElementById(fieldId)?.focus();
      return;
    }
    setBusy(true);
    setError(undefined);
    try {
      await onConfirm(text.trim());
    } catch (caught) {
      setError(caught);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog title={title} onClose={onClose} busy={busy} wide={wide}>
      <form onSubmit={confirm} noValidate>
        {children}
        {reason !== "none" && (
          <div class="field">
            <label for={fieldId}>{say(common.reason)}</label>
            <textarea
              id={fieldId}
              class="form-control"
              rows={3}
              maxLength={1000}
              value={text}
              required={reason === "required"}
              aria-invalid={missing}
              aria-describedby={`${fieldId}-help`}
              onInput={(event) => {
                setText(event.currentTarget.value);
                setMissing(false);
              }}
            />
            <p id={`${fieldId}-help`} class={missing ? "field-fault" : "field-help"}>
              {say(missing ? common.reasonMissing : common.reasonHelp)}
            </p>
          </div>
        )}
        {error !== undefined && <Failure error={error} />}
        {blocked && (
          <p id={`${fieldId}-blocked`} class="field-help">
            {blocked}
          </p>
        )}
        <Sending busy={busy} />
        <div class="dialog-buttons">
          <button type="button" class="btn btn-outline-primary" disabled={busy} onClick={onClose}>
            {say(common.cancel)}
          </button>
          <button type="submit" class={danger ? "btn btn-danger" : "btn btn-primary"} disabled={busy || blocked !== ""} aria-describedby={blocked ? `${fieldId}-blocked` : undefined}>
            {confirmText ?? say(common.confirm)}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
