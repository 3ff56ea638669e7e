// Fields of the form: a label, the control, and what is wrong with it.
import type { ComponentChildren } from "preact";
import { useWords, type Words } from "../../words/words";

type Word = Words[string];

interface FieldProps {
  id: string;
  label: Word;
  help?: Word | undefined;
  fault?: string | undefined; // shown in place of the help
}

function Note({ id, help, fault }: Omit<FieldProps, "label">) {
  const say = useWords();
  if (!fault && !help) return null;
  return (
    <p id={`${id}-note`} class={fault ? "field-fault" : "field-help"}>
      {fault || (help && say(help))}
    </p>
  );
}

const described = ({ id, help, fault }: Omit<FieldProps, "label">) => (fault || help ? `${id}-note` : undefined);

type TextProps = FieldProps & {
  value: string;
  onInput: (value: string) => void;
  type?: "text" | "date";
  isNumber?: boolean;
  isSecret?: boolean; // never kept by the browser
  required?: boolean;
  maxLength?: number;
};

export function TextField(props: TextProps) {
  const { id, label, value, onInput, type = "text", isNumber = false, isSecret = false, required = false, maxLength = 200, fault } = props;
  const say = useWords();
  return (
    <div class="field">
      <label for={id}>{say(label)}</label>
      <input
        id={id}
        type={type}
        class={isNumber ? "form-control report-short" : "form-control"}
        {...(isNumber ? { inputMode: "numeric" } : {})}
        autocomplete="off"
        autocapitalize={isSecret ? "characters" : undefined}
        spellcheck={!isSecret}
        maxLength={maxLength}
        required={required}
        value={value}
        aria-invalid={Boolean(fault)}
        aria-describedby={described(props)}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
      <Note {...props} />
    </div>
  );
}

type SelectProps = FieldProps & {
  value: string;
  onChange: (value: string) => void;
  empty: Word; // "Scegli"
  options: readonly { code: string; label: string }[];
  required?: boolean;
};

export function SelectField(props: SelectProps) {
  const { id, label, value, onChange, empty, options, required = false, fault } = props;
  const say = useWords();
  return (
    <div class="field">
      <label for={id}>{say(label)}</label>
      <select
        id={id}
        class="form-choice"
        value={value}
        required={required}
        aria-invalid={Boolean(fault)}
        aria-describedby={described(props)}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        <option value="">{say(empty)}</option>
        {options.map((each) => (
          <option key={each.code} value={each.code}>
            {each.label}
          </option>
        ))}
      </select>
      <Note {...props} />
    </div>
  );
}

type GroupProps = FieldProps & { children: ComponentChildren };

/** Several answers to one question. */
export function Group(props: GroupProps) {
  const { id, label, children } = props;
  const say = useWords();
  return (
    <fieldset class="field report-group" id={id} tabIndex={-1} aria-describedby={described(props)}>
      <legend>{say(label)}</legend>
      <Note {...props} />
      <div class="report-options">{children}</div>
    </fieldset>
  );
}

interface TickProps {
  type: "radio" | "checkbox";
  name: string;
  text: string;
  isOn: boolean;
  onChange: (isOn: boolean) => void;
}

export function Tick({ type, name, text, isOn, onChange }: TickProps) {
  return (
    <label class="report-tick">
      <input type={type} name={name} checked={isOn} onChange={(event) => onChange(event.currentTarget.checked)} />
      <span>{text}</span>
    </label>
  );
}
