// Every report has an id of its own: one that is sent again under its id replaces the first. A browser that duplicates a tab copies
// sessionStorage, and with it the draft and its id. So each page holds a lock named after its draft's id for as long as it is open; a
// page that finds the lock of its draft taken is a copy, and its draft gets another id.
import { keepDraft, readDraft } from "./draft-store";

type Locks = Pick<LockManager, "request">;

export class OwnIds {
  private readonly own = new Set<string>();
  private releases: (() => void)[] = [];
  /** `locks` is undefined where the browser has none: then no id of another page is ever taken over. */
  constructor(private readonly locks: Locks | undefined) {}

  fresh(): string {
    const id = crypto.randomUUID();
    void this.hold(id);
    this.own.add(id); // nobody else can have it
    return id;
  }

  /** This id if no other page has it, else a fresh one. */
  async ownOrFresh(id: string): Promise<string> {
    return this.own.has(id) || (await this.hold(id)) ? id : this.fresh();
  }

  /** The page is left. A reload of the same tab must find its ids free. */
  release(): void {
    for (const each of this.releases) each();
    this.releases = [];
    this.own.clear();
  }

  private hold(id: string): Promise<boolean> {
    if (!this.locks) return Promise.resolve(false);
    const { locks } = this;
    return new Promise((resolve) => {
      locks
        .request(`raccordo.report.${id}`, { ifAvailable: true }, (lock) => {
          if (lock) this.own.add(id);
          resolve(lock !== null);
          return lock && new Promise<void>((release) => this.releases.push(release));
        })
        .catch(() => resolve(false));
    });
  }
}

/** Gives the kept draft another id if it is a copy of another tab's. */
export async function settleDraft(storage: Storage, ids: OwnIds): Promise<void> {
  const kept = readDraft(storage, Date.now());
  if (!kept) return;
  const id = await ids.ownOrFresh(kept.draft.id);
  const now = readDraft(storage, Date.now());
  if (now && now.draft.id === kept.draft.id) keepDraft(storage, { ...now, draft: { ...now.draft, id } });
}

export const ownIds = new OwnIds("locks" in navigator ? navigator.locks : undefined); // only on a secure address
let settled: Promise<void> = Promise.resolve();
/** Resolved once the kept draft, if any, has an id that no other tab has. */
export const draftSettled = (): Promise<void> => settled;

/** At the start of the console, whichever page it is: later the other tab may be gone. */
export function watchIds(): void {
  settled = settleDraft(sessionStorage, ownIds);
  addEventListener("pagehide", () => ownIds.release());
}
