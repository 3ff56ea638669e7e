// The questions, consent first.
import { hasIdentifier } from "../../app/identifiers";
import { gatewayNow } from "../../app/who";
import type { Schemas } from "../../api/client";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { cleanIdentifier, type Draft, type Field, type IdType, type Referral } from "./document";
import { Group, SelectField, TextField, Tick } from "./fields";
import { words } from "./words";

const REFUSED: Partial<Record<Field, keyof typeof words>> = {
  identifier: "refusedIdentifier",
  comune: "refusedComune",
  date: "refusedDate",
  bodyCode: "refusedBody",
};

/** The sentence beside a field: what is missing, or what the gateway refused. */
function useFault({ faults, refused }: Pick<Props, "faults" | "refused">) {
  const say = useWords();
  return (field: Field, text: string): string | undefined => {
    if (faults.includes(field)) return text;
    return refused.includes(field) ? say(words[REFUSED[field] ?? "refusedField"]) : undefined;
  };
}

type SchemeCode = Schemas["SchemeCodeList"]["items"][number];
export type Lists = Record<"comuni" | "need" | "request" | "household" | "citizenship" | "sex", SchemeCode[]>;

const ID_TYPES: [IdType, keyof typeof words][] = [
  ["fiscal_code", "idFiscal"],
  ["stp", "idStp"],
  ["eni", "idEni"],
  ["none", "idNone"],
];
const REFERRALS: [Referral, keyof typeof words][] = [
  ["comune", "referredComune"],
  ["asst", "referredAsst"],
  ["other", "referredOther"],
  ["none", "referredNone"],
];

interface Props {
  draft: Draft;
  identifier: string;
  faults: readonly Field[];
  refused: readonly Field[]; // by the gateway, in the report as it was sent
  lists: Lists;
  onChange: (change: Partial<Draft>) => void;
  onIdentifier: (text: string) => void;
}

function useOptions() {
  const language = useLanguage();
  return (codes: SchemeCode[]) => codes.map((each) => ({ code: each.code, label: language === "it" ? each.label_it : each.label_en }));
}

function Consent({ draft, faults, onChange, onIdentifier }: Props) {
  const say = useWords();
  const isFault = faults.includes("consent");
  return (
    <section class="panel">
      <h2>{say(words.consent)}</h2>
      <Group id="report-consent" label={words.consentAsk} help={words.consentHelp} fault={isFault ? say(words.consentMissing) : undefined}>
        <Tick type="radio" name="consent" text={say(words.consentYes)} isOn={draft.consent === "yes"} onChange={() => onChange({ consent: "yes" })} />
        <Tick
          type="radio"
          name="consent"
          text={say(words.consentNo)}
          isOn={draft.consent === "no"}
          onChange={() => {
            onIdentifier("");
            onChange({ consent: "no", idType: "none" });
          }}
        />
      </Group>
      {draft.consent === "no" && <p role="status">{say(words.consentNoText)}</p>}
    </section>
  );
}

function Person({ draft, identifier, faults, refused, lists, onChange, onIdentifier }: Props) {
  const say = useWords();
  const options = useOptions();
  const isWhole = draft.idType === "fiscal_code" && cleanIdentifier(identifier).length === 16;
  const idFault = isWhole ? words.idCheckFault : words.idFault;
  const year = String(gatewayNow().getFullYear());
  const fault = useFault({ faults, refused });
  return (
    <section class="panel">
      <h2>{say(words.person)}</h2>
      <SelectField id="report-comune" label={words.comune} value={draft.comune} empty={words.choose} required options={options(lists.comuni)} fault={fault("comune", say(words.comuneFault))} onChange={(comune) => onChange({ comune })} />
      {draft.consent === "yes" && (
        <>
          <Group id="report-id-type" label={words.idType}>
            {ID_TYPES.map(([type, name]) => (
              <Tick
                key={type}
                type="radio"
                name="id-type"
                text={say(words[name])}
                isOn={draft.idType === type}
                onChange={() => {
                  onIdentifier("");
                  onChange({ idType: type });
                }}
              />
            ))}
          </Group>
          {draft.idType !== "none" && (
            <TextField id="report-identifier" label={words.idValue} value={identifier} isSecret required maxLength={24} fault={fault("identifier", say(idFault))} onInput={onIdentifier} />
          )}
        </>
      )}
      <div class="report-row">
        <SelectField id="report-sex" label={words.sex} value={draft.sex} empty={words.unknown} options={options(lists.sex.filter((each) => each.code !== "U"))} onChange={(sex) => onChange({ sex })} />
        <TextField id="report-birthYear" label={words.birthYear} value={draft.birthYear} isNumber maxLength={4} fault={fault("birthYear", say(words.birthFault, { year }))} onInput={(birthYear) => onChange({ birthYear })} />
        <SelectField id="report-citizenship" label={words.citizenship} value={draft.citizenship} empty={words.unknown} options={options(lists.citizenship)} onChange={(citizenship) => onChange({ citizenship })} />
        <SelectField id="report-household" label={words.household} value={draft.household} empty={words.unknown} options={options(lists.household)} onChange={(household) => onChange({ household })} />
        <TextField id="report-members" label={words.members} value={draft.members} isNumber maxLength={2} fault={fault("members", say(words.membersFault))} onInput={(members) => onChange({ members })} />
      </div>
    </section>
  );
}

function Need({ draft, faults, refused, lists, onChange }: Props) {
  const say = useWords();
  const options = useOptions();
  const fault = useFault({ faults, refused });
  const toggle = (code: string, isOn: boolean) =>
    onChange({ needs: isOn ? [...draft.needs, code] : draft.needs.filter((each) => each !== code) });
  return (
    <section class="panel">
      <h2>{say(words.need)}</h2>
      <Group id="report-needs" label={words.needs} help={words.needsHelp} fault={fault("needs", say(words.needsFault))}>
        {options(lists.need).map((each) => (
          <Tick key={each.code} type="checkbox" name="needs" text={each.label} isOn={draft.needs.includes(each.code)} onChange={(isOn) => toggle(each.code, isOn)} />
        ))}
      </Group>
      <Group id="report-referred" label={words.referred} fault={fault("referred", say(words.referredFault))}>
        {REFERRALS.map(([to, name]) => (
          <Tick key={to} type="radio" name="referred" text={say(words[name])} isOn={draft.referred === to} onChange={() => onChange({ referred: to })} />
        ))}
      </Group>
      <div class="report-row">
        <SelectField id="report-request" label={words.request} value={draft.request} empty={words.unknown} options={options(lists.request)} onChange={(request) => onChange({ request })} />
        <TextField id="report-date" label={words.date} type="date" value={draft.date} required fault={fault("date", say(words.dateFault))} onInput={(date) => onChange({ date })} />
      </div>
    </section>
  );
}

function Sender({ draft, faults, refused, onChange }: Props) {
  const say = useWords();
  const fault = useFault({ faults, refused });
  return (
    <section class="panel">
      <h2>{say(words.sender)}</h2>
      <TextField id="report-bodyName" label={words.bodyName} value={draft.bodyName} required fault={fault("bodyName", say(hasIdentifier(draft.bodyName) ? words.bodyIdentifier : words.bodyNameFault))} onInput={(bodyName) => onChange({ bodyName })} />
      <div class="report-row">
        <TextField id="report-bodyCode" label={words.bodyCode} value={draft.bodyCode} maxLength={16} help={words.bodyHelp} fault={fault("bodyCode", say(hasIdentifier(draft.bodyCode + " " + draft.bodyRunts) ? words.bodyIdentifier : words.bodyFault))} onInput={(bodyCode) => onChange({ bodyCode })} />
        <TextField id="report-bodyRunts" label={words.bodyRunts} value={draft.bodyRunts} maxLength={40} onInput={(bodyRunts) => onChange({ bodyRunts })} />
      </div>
    </section>
  );
}

export function Questions(props: Props) {
  return (
    <>
      <Consent {...props} />
      {props.draft.consent !== "" && (
        <>
          <Person {...props} />
          <Need {...props} />
          <Sender {...props} />
        </>
      )}
    </>
  );
}
