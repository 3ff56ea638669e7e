// Lists with filters and pages. Choices, days and the place in the list are in the address: a copied address shows the same. Free text
// is not, because it could be a person's name; it comes back with the button *back* all the same.
import { type ComponentChildren, createContext } from "preact";
import { useContext, useId, useState } from "preact/hooks";
import { hasIdentifier } from "../app/identifiers";
import { navigate, usePlace } from "../app/router";
import { useWords } from "../words/words";
import { words } from "./words";
import "./records.scss";

/** The filters that a list knows, "" for those that are missing: members of the address, and what was typed. */
export function useQuery<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const { search, typed } = usePlace();
  const query = new URLSearchParams(search);
  return Object.fromEntries(names.map((name) => [name, typed[name] ?? query.get(name) ?? ""])) as Record<Name, string>;
}

/** The address of this page with other members; "" leaves one out. */
export function withQuery(members: Record<string, string>): string {
  const query = new URLSearchParams(location.search);
  for (const [name, value] of Object.entries(members)) {
    if (value === "") query.delete(name);
    else query.set(name, value);
  }
  const text = query.toString();
  return location.pathname + (text ? `?${text}` : "");
}

/** Midnight of a day in the reader's time zone, as the gateway wants it; "" if it is not a day. `after`: days later. */
export function instantOfDay(day: string, after = 0): string {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day) ?? [];
  if (!year || !month || !date) return "";
  const midnight = new Date(Number(year), Number(month) - 1, Number(date) + after);
  return Number.isNaN(midnight.getTime()) ? "" : midnight.toISOString();
}

type Values = Readonly<Record<string, string>>;
const Faults = createContext<Values>({}); // by the name of the field

interface FiltersProps {
  names: readonly string[]; // of the form's fields
  typed?: readonly string[]; // those among them that are free text
  /** Values as the gateway wants them; a fault of a field, by its name, keeps the list as it is. */
  read?: (values: Values) => { values: Values; faults: Values };
  children: ComponentChildren;
}

/** A form whose fields become the filter when it is sent; the list starts at its first page again. */
export function Filters({ names, typed = [], read = (values) => ({ values, faults: {} }), children }: FiltersProps) {
  const say = useWords();
  const place = usePlace();
  const [faults, setFaults] = useState<Values>({});
  const query = useQuery(names);
  const isFiltered = names.some((name) => query[name]);
  const none = Object.fromEntries([...names, "cursor"].map((name) => [name, ""]));

  function faultsOf(values: Values): Values {
    const found: Record<string, string> = {};
    for (const name of typed) if (hasIdentifier(values[name] ?? "")) found[name] = say(words.noIdentifier);
    const { since, until } = values;
    if (since && until && since > until) found["until"] = say(words.untilBefore);
    return found;
  }

  function apply(form: HTMLFormElement): void {
    const data = new FormData(form);
    const text = (name: string): string => {
      const value = data.get(name);
      return typeof value === "string" ? value.trim() : "";
    };
    const { values, faults: unread } = read(Object.fromEntries(names.map((name) => [name, text(name)])));
    const found = { ...faultsOf(values), ...unread };
    setFaults(found);
    const first = names.find((name) => found[name]);
    if (first) {
      form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
      return;
    }
    const open = Object.fromEntries(names.map((name) => [name, typed.includes(name) ? "" : (values[name] ?? "")]));
    navigate(withQuery({ ...none, ...open }), { typed: Object.fromEntries(typed.map((name) => [name, values[name] ?? ""])) });
  }

  return (
    <Faults.Provider value={faults}>
      <form
        key={place.search + JSON.stringify(place.typed)}
        class="filter-box"
        role="search"
        aria-label={say(words.filters)}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          apply(event.currentTarget);
        }}
      >
        <div class="filters">
          {children}
          <div class="filter-buttons">
            <button type="submit" class="btn btn-primary">
              {say(words.applyFilters)}
            </button>
            {isFiltered && (
              <a
                href={withQuery(none)}
                onClick={(event) => {
                  if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                  event.preventDefault();
                  setFaults({});
                  navigate(withQuery(none), { typed: {} });
                }}
              >
                {say(words.clearFilters)}
              </a>
            )}
          </div>
        </div>
      </form>
    </Faults.Provider>
  );
}

interface FieldProps {
  name: string;
  label: string;
  type?: "text" | "date";
  value: string;
  hint?: string;
  options?: readonly (readonly [value: string, text: string])[]; // known values; free text is allowed
}

export function FilterField({ name, label, type = "text", value, hint, options }: FieldProps) {
  const id = useId();
  const fault = useContext(Faults)[name];
  const note = fault ?? hint;
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        name={name}
        type={type}
        class="form-control"
        defaultValue={value}
        maxLength={type === "text" ? 256 : undefined}
        autoComplete="off"
        list={options ? `${id}-known` : undefined}
        aria-invalid={fault !== undefined}
        aria-describedby={note ? `${id}-hint` : undefined}
      />
      {options && (
        <datalist id={`${id}-known`}>
          {options.map(([option, text]) => (
            <option key={option} value={option}>
              {text}
            </option>
          ))}
        </datalist>
      )}
      {note && (
        <p id={`${id}-hint`} class={fault ? "field-fault" : "field-help"}>
          {note}
        </p>
      )}
    </div>
  );
}

/** A choice among known values; an unknown value of the address stays selectable. */
export function FilterChoice({ name, label, value, options, all }: Omit<FieldProps, "type" | "hint"> & { all: string }) {
  const id = useId();
  const known = options ?? [];
  const isKnown = value === "" || known.some(([option]) => option === value);
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <select id={id} name={name} class="form-control">
        <option value="" selected={value === ""}>
          {all}
        </option>
        {!isKnown && (
          <option value={value} selected>
            {value}
          </option>
        )}
        {known.map(([option, text]) => (
          <option key={option} value={option} selected={option === value}>
            {text}
          </option>
        ))}
      </select>
    </div>
  );
}

/** `next`: the cursor of the next page, or null. */
export function Pager({ next }: { next: string | null }) {
  const say = useWords();
  const { cursor } = useQuery(["cursor"]);
  if (!next && !cursor) return null;
  return (
    <nav class="pager" aria-label={say(words.pages)}>
      {cursor && <a class="btn btn-outline-primary btn-sm" data-keeps-typed href={withQuery({ cursor: "" })}>{say(words.firstPage)}</a>}
      {next && <a class="btn btn-outline-primary btn-sm" data-keeps-typed href={withQuery({ cursor: next })}>{say(words.nextPage)}</a>}
      {cursor && <span class="soft">{say(words.laterPage)}</span>}
    </nav>
  );
}
