import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Confirm } from "./dialog";

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
