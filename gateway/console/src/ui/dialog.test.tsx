import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { useState } from "preact/hooks";
import { Confirm, Dialog } from "./dialog";

// jsdom has no dialogs: open and closed are all that is needed here.
beforeEach(() => {
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});
afterEach(cleanup);

describe("Confirm", () => {
  it("stays, with Annulla disabled, until what was sent is answered", async () => {
    const onClose = vi.fn();
    let refuse: (error: unknown) => void = () => undefined;
    const onConfirm = vi.fn(() => new Promise<void>((_, reject) => (refuse = reject)));
    render(<Confirm title="Pubblicare?" reason="none" onConfirm={onConfirm} onClose={onClose} />);
    const dialog = document.querySelector("dialog");
    const cancel = screen.getByText<HTMLButtonElement>("Annulla");
    fireEvent.click(screen.getByText("Conferma"));
    await screen.findByText(/In corso/);
    expect(cancel.disabled).toBe(true);
    if (dialog) fireEvent(dialog, new Event("cancel", { cancelable: true }));
    // The browser closes it all the same at the second Escape.
    dialog?.close();
    if (dialog) fireEvent(dialog, new Event("close"));
    expect(dialog?.open).toBe(true);
    expect(onClose).not.toHaveBeenCalled();
    refuse(new Error("no"));
    await screen.findByRole("alert");
    expect(cancel.disabled).toBe(false);
    fireEvent.click(cancel);
    expect(onClose).toHaveBeenCalledTimes(1);
    expect(onConfirm).toHaveBeenCalledTimes(1);
  });
});

function PageWithDialog({ keeps }: { keeps: boolean }) {
  const [isOpen, setOpen] = useState(false);
  const [isDone, setDone] = useState(false);
  return (
    <main id="content">
      <h1 tabIndex={-1}>Tabelle</h1>
      {!isDone && (
        <button type="button" onClick={() => setOpen(true)}>
          Approva
        </button>
      )}
      {isOpen && (
        <Dialog title="Approvare?" onClose={() => setOpen(false)}>
          <button
            type="button"
            onClick={() => {
              setOpen(false);
              if (!keeps) setTimeout(() => setDone(true)); // as an answer that comes after the dialog was closed
            }}
          >
            Conferma
          </button>
        </Dialog>
      )}
    </main>
  );
}

describe("Dialog", () => {
  async function confirm(): Promise<void> {
    const opener = screen.getByText("Approva");
    opener.focus();
    fireEvent.click(opener);
    const button = await screen.findByText("Conferma");
    await vi.waitFor(() => expect(document.querySelector("dialog")?.open).toBe(true));
    button.focus();
    fireEvent.click(button);
    await vi.waitFor(() => expect(document.querySelector("dialog")).toBeNull());
  }

  it("gives the focus back to what opened it", async () => {
    render(<PageWithDialog keeps />);
    await confirm();
    await vi.waitFor(() => expect(document.activeElement?.textContent).toBe("Approva"));
  });
  it("gives it to the heading of the page, if what opened it goes away afterwards", async () => {
    render(<PageWithDialog keeps={false} />);
    await confirm();
    await vi.waitFor(() => expect(screen.queryByText("Approva")).toBeNull());
    await vi.waitFor(() => expect(document.activeElement?.tagName).toBe("H1"));
  });
});
