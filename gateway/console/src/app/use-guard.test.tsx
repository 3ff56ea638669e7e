import { cleanup, render } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { navigate, place } from "./router";
import { useGuard } from "./use-guard";

let isUnsaved = false;
function Editor() {
  useGuard(() => isUnsaved, "Lasciare la pagina?");
  return null;
}

describe("useGuard", () => {
  const ask = vi.fn<(question?: string) => boolean>();
  beforeEach(() => {
    vi.stubGlobal("confirm", ask);
    ask.mockReset();
    isUnsaved = false;
    navigate("/console/tables", { replace: true });
    render(<Editor />);
  });
  afterEach(() => {
    cleanup();
    vi.unstubAllGlobals();
  });

  it("asks for what was typed a moment before, drawn or not", () => {
    isUnsaved = true; // nothing is drawn in between
    ask.mockReturnValue(false);
    navigate("/console/worklist");
    expect(ask).toHaveBeenCalledWith("Lasciare la pagina?");
    expect(place.get().path).toBe("/tables");
    const closing = new Event("beforeunload", { cancelable: true });
    dispatchEvent(closing);
    expect(closing.defaultPrevented).toBe(true);
    ask.mockReturnValue(true);
    navigate("/console/worklist");
    expect(place.get().path).toBe("/worklist");
  });
  it("asks nothing if nothing is unsaved, or once the page is gone", () => {
    const closing = new Event("beforeunload", { cancelable: true });
    dispatchEvent(closing);
    expect(closing.defaultPrevented).toBe(false);
    navigate("/console/worklist");
    navigate("/console/tables");
    isUnsaved = true;
    cleanup();
    navigate("/console/clients");
    expect(ask).not.toHaveBeenCalled();
  });
});
