// The document that the form sends: one report of the source `terzo-settore`. Codes of needs, requests, households, sex and
// citizenship are those of the shared scheme.
import { hasIdentifier, hasRightCheck } from "../../app/identifiers";

export const SOURCE = "terzo-settore";

export type IdType = "none" | "fiscal_code" | "stp" | "eni";
export type Referral = "comune" | "asst" | "other" | "none";

export interface Draft {
  id: string; // of the report: the same if it is sent again
  consent: "" | "yes" | "no";
  comune: string;
  idType: IdType;
  sex: string;
  birthYear: string;
  citizenship: string;
  household: string;
  members: string;
  needs: string[];
  request: string;
  referred: "" | Referral;
  date: string;
  bodyName: string;
  bodyCode: string;
  bodyRunts: string;
}

export interface Report {
  id: string;
  sent_at: string;
  comune: string;
  body: { name: string; fiscal_code?: string; runts?: string };
  consent: boolean;
  person: { fiscal_code?: string; stp?: string; eni?: string; sex?: string; birth_year?: number; citizenship?: string };
  household?: { type?: string; members?: number };
  needs: string[];
  request?: string;
  referred_to: Referral;
  date: string;
}

const pad = (part: number) => String(part).padStart(2, "0");
/** The reader's own day. */
export const today = (now: Date): string => `${now.getFullYear()}-${pad(now.getMonth() + 1)}-${pad(now.getDate())}`;

export function newDraft(id: string, now: Date, body: Partial<Draft> = {}): Draft {
  return {
    id,
    consent: "",
    comune: "",
    idType: "none",
    sex: "",
    birthYear: "",
    citizenship: "",
    household: "",
    members: "",
    needs: [],
    request: "",
    referred: "",
    date: today(now),
    bodyName: body.bodyName ?? "",
    bodyCode: body.bodyCode ?? "",
    bodyRunts: body.bodyRunts ?? "",
  };
}

/** The fields that can be wrong, in the order of the form. */
export const FIELD_ORDER = ["consent", "comune", "identifier", "birthYear", "members", "needs", "referred", "date", "bodyName", "bodyCode"] as const;
export type Field = (typeof FIELD_ORDER)[number];

/** STP and ENI have no check character. */
function isIdentifier(type: IdType, code: string): boolean {
  if (type === "fiscal_code") return hasRightCheck(code);
  return /^[A-Z0-9]{16}$/.test(code);
}

const FIELDS: [RegExp, Field][] = [
  [/^person\.id/, "identifier"],
  [/^person\.birth/, "birthYear"],
  [/^person\.household\.members/, "members"],
  [/^(managed_by|provider)/, "bodyCode"],
  [/^owner/, "comune"],
  [/^(needs|interventions)/, "needs"],
  [/^(opened|version|access\.date)/, "date"],
];

/** The field of the form that an issue of the gateway is about; null: none. */
export function fieldOfIssue(issue: { code: string; field?: string }): Field | null {
  if (issue.code === "not-your-body") return "bodyCode";
  if (issue.code === "not-your-comune") return "comune";
  if (issue.code === "bad-fiscal-code") return "identifier";
  return FIELDS.find(([fits]) => fits.test(issue.field ?? ""))?.[1] ?? null;
}

/** Fields to complete, in the order of the form; only the consent before it is answered: the form has nothing else then. */
export function faultsOf(draft: Draft, identifier: string, now: Date): Field[] {
  if (draft.consent === "") return ["consent"];
  const asksId = draft.consent === "yes" && draft.idType !== "none";
  const year = Number(draft.birthYear);
  const members = Number(draft.members);
  const isYear = /^\d{4}$/.test(draft.birthYear.trim()) && year >= 1900 && year <= now.getFullYear();
  const isMembers = /^\d+$/.test(draft.members.trim()) && members >= 1 && members <= 30;
  const code = draft.bodyCode.trim();
  const faults: [Field, boolean][] = [
    ["comune", draft.comune === ""],
    ["identifier", asksId && !isIdentifier(draft.idType, cleanIdentifier(identifier))],
    ["birthYear", draft.birthYear.trim() !== "" && !isYear],
    ["members", draft.members.trim() !== "" && !isMembers],
    ["needs", draft.needs.length === 0],
    ["referred", draft.referred === ""],
    ["date", !/^\d{4}-\d\d-\d\d$/.test(draft.date) || draft.date > today(now)],
    ["bodyName", draft.bodyName.trim() === "" || hasIdentifier(draft.bodyName)],
    ["bodyCode", hasIdentifier(code) || hasIdentifier(draft.bodyRunts) || (code === "" && draft.bodyRunts.trim() === "") || (code !== "" && !/^(\d{11}|[A-Za-z0-9]{16})$/.test(code))],
  ];
  return faults.filter(([, isFault]) => isFault).map(([field]) => field);
}

export const cleanIdentifier = (text: string): string => text.replace(/\s/g, "").toUpperCase();

const filled = <K extends string>(name: K, text: string): Partial<Record<K, string>> =>
  text.trim() === "" ? {} : ({ [name]: text.trim() } as Record<K, string>);

/** Of a draft without faults. Without consent no identifier is ever in it, whatever was typed. */
export function reportOf(draft: Draft, identifier: string, now: Date): Report {
  const isAgreed = draft.consent === "yes";
  const person: Report["person"] = {
    ...(isAgreed && draft.idType !== "none" ? { [draft.idType]: cleanIdentifier(identifier) } : {}),
    ...filled("sex", draft.sex),
    ...(draft.birthYear.trim() ? { birth_year: Number(draft.birthYear) } : {}),
    ...filled("citizenship", draft.citizenship),
  };
  const household = {
    ...filled("type", draft.household),
    ...(draft.members.trim() ? { members: Number(draft.members) } : {}),
  };
  return {
    id: draft.id,
    sent_at: now.toISOString().replace(/\.\d+Z$/, "Z"),
    comune: draft.comune,
    body: { name: draft.bodyName.trim(), ...filled("fiscal_code", draft.bodyCode), ...filled("runts", draft.bodyRunts) },
    consent: isAgreed,
    person,
    ...(Object.keys(household).length > 0 ? { household } : {}),
    needs: draft.needs,
    ...filled("request", draft.request),
    referred_to: draft.referred || "none",
    date: draft.date,
  };
}
