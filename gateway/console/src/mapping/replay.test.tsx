import { cleanup, fireEvent, render, screen } from "@testing-library/preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { who, type Whoami } from "../app/who";
import { language } from "../words/language";
import { type Replay, ReplayWatch } from "./replay";

const replay = (more: Partial<Replay>): Replay => ({
  id: "01JD3ZK7Q8X9V5T2M4N6P8R0S1",
  state: "PROCESSING",
  kind: "waiting",
  source: "bergamo",
  table: "need",
  total: 100,
  remaining: 60,
  succeeded: 38,
  failed: 2,
  started_by: "bruno",
  created_at: "2026-11-22T08:00:00Z",
  ...more,
});

const asked: string[] = [];

function answer(how: (request: Request) => Promise<Response>): void {
  vi.stubGlobal("fetch", (request: Request) => {
    asked.push(`${request.method} ${new URL(request.url, "https://localhost").pathname}`);
    return how(request);
  });
}

/** Answers every request with this replay. */
function answerWith(next: Replay): void {
  answer(() => Promise.resolve(new Response(JSON.stringify(next), { status: 200, headers: { "Content-Type": "application/json" } })));
}

beforeEach(() => {
  vi.useFakeTimers();
  language.set("it");
  asked.length = 0;
  const whoami = { client: "bruno", rights: ["replay"] } as unknown as Whoami;
  who.set({ whoami, error: undefined });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const at = "/v1/replays/01JD3ZK7Q8X9V5T2M4N6P8R0S1";

describe("ReplayWatch", () => {
  it("asks while the replay runs, and no more once it has ended", async () => {
    answerWith(replay({ state: "COMPLETED", remaining: 0, succeeded: 98 }));
    const ended = vi.fn();
    render(<ReplayWatch replay={replay({})} onEnd={ended} />);
    expect(screen.getByText(/40 di 100 elaborati; 38 a buon fine; 2 ancora in attesa/)).toBeTruthy();
    await vi.advanceTimersByTimeAsync(1100);
    expect(screen.getByText(/100 di 100 elaborati/)).toBeTruthy();
    await vi.advanceTimersByTimeAsync(5000);
    expect(asked).toEqual([`GET ${at}`]);
    expect(ended).toHaveBeenCalledOnce();
  });

  it("pauses, and offers to resume and to cancel", async () => {
    answerWith(replay({ state: "PAUSED" }));
    render(<ReplayWatch replay={replay({})} />);
    fireEvent.click(screen.getByRole("button", { name: "Sospendi" }));
    await vi.advanceTimersByTimeAsync(10);
    expect(asked).toEqual([`POST ${at}/pause`]);
    answerWith(replay({ state: "CANCELLED" }));
    expect(screen.getByRole("button", { name: "Riprendi" })).toBeTruthy();
    fireEvent.click(screen.getByRole("button", { name: "Interrompi" }));
    await vi.advanceTimersByTimeAsync(10);
    expect(asked).toHaveLength(1); // it asks first: it cannot be taken back
    fireEvent.click(screen.getByRole("button", { name: "Conferma" }));
    await vi.advanceTimersByTimeAsync(10);
    expect(asked.at(-1)).toBe(`POST ${at}/cancel`);
    expect(screen.queryByRole("button")).toBeNull();
  });

  it("goes on asking after a question that failed", async () => {
    answer(() => Promise.reject(new TypeError("the connection was lost")));
    render(<ReplayWatch replay={replay({})} />);
    await vi.advanceTimersByTimeAsync(1100);
    expect(screen.getByText("Il gateway non risponde")).toBeTruthy();
    await vi.advanceTimersByTimeAsync(3100);
    answerWith(replay({ state: "COMPLETED", remaining: 0, succeeded: 98 }));
    await vi.advanceTimersByTimeAsync(3100);
    expect(screen.getByText(/100 di 100 elaborati/)).toBeTruthy();
    expect(screen.queryByRole("alert")).toBeNull();
    expect(asked.length).toBe(3);
  });

  it("says that an order was refused, also while the replay goes on", async () => {
    const problem = { type: "x", title: "no", status: 409, code: "wrong-state", detail: "no" };
    answer((request) =>
      Promise.resolve(
        request.method === "POST"
          ? new Response(JSON.stringify(problem), { status: 409, headers: { "Content-Type": "application/problem+json", "X-Request-Id": "R-7" } })
          : new Response(JSON.stringify(replay({ remaining: 50 })), { headers: { "Content-Type": "application/json" } }),
      ),
    );
    render(<ReplayWatch replay={replay({})} />);
    fireEvent.click(screen.getByRole("button", { name: "Sospendi" }));
    await vi.advanceTimersByTimeAsync(5000);
    expect(screen.getByText(/50 di 100 elaborati/)).toBeTruthy();
    expect(screen.getByRole("alert").textContent).toContain("R-7");
  });

  it("does not offer to cancel the update of stored records", () => {
    answerWith(replay({}));
    render(<ReplayWatch replay={replay({ kind: "stored" })} />);
    expect(screen.queryByRole("button", { name: "Interrompi" })).toBeNull();
    expect(screen.getByRole("button", { name: "Sospendi" })).toBeTruthy();
  });

  it("says which right is missing instead of asking", async () => {
    who.set({ whoami: { client: "anna", rights: ["approve-tables"] } as unknown as Whoami, error: undefined });
    answerWith(replay({}));
    render(<ReplayWatch replay={replay({})} />);
    await vi.advanceTimersByTimeAsync(3000);
    expect(asked).toEqual([]);
    expect(screen.queryByRole("button")).toBeNull();
    expect(screen.getByText(/\(replay\)/)).toBeTruthy();
  });
});
