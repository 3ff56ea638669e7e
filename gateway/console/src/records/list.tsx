// Lists with filters and pages, both kept in the address: a copied address shows the same, and so does the button *back*.
import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";
import { navigate, usePlace } from "../app/router";
import { useWords } from "../words/words";
import { words } from "./words";
import "./records.scss";

/** The members of the address that a list knows, "" for those that are missing. */
export function useQuery<Name extends string>(names: readonly Name[]): Record<Name, string> {
  const query = new URLSearchParams(usePlace().search);
  return Object.fromEntries(names.map((name) => [name, query.get(name) ?? ""])) as Record<Name, string>;
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

interface FiltersProps {
  names: readonly string[]; // of the form's fields, as in the address
  children: ComponentChildren;
}

/** A form whose fields become the address when it is sent; the list starts at its first page again. */
export function Filters({ names, children }: FiltersProps) {
  const say = useWords();
  const { search } = usePlace();
  const query = new URLSearchParams(search);
  const isFiltered = names.some((name) => query.get(name));
  const none = Object.fromEntries([...names, "cursor"].map((name) => [name, ""]));
  return (
    <form
      key={search}
      class="filter-box"
      role="search"
      aria-label={say(words.filters)}
      onSubmit={(event) => {
        event.preventDefault();
        const data = new FormData(event.currentTarget);
        const text = (name: string): string => {
          const value = data.get(name);
          return typeof value === "string" ? value.trim() : "";
        };
        navigate(withQuery({ ...none, ...Object.fromEntries(names.map((name) => [name, text(name)])) }));
      }}
    >
      <div class="filters">
        {children}
        <div class="filter-buttons">
          <button type="submit" class="btn btn-primary">
            {say(words.applyFilters)}
          </button>
          {isFiltered && <a href={withQuery(none)}>{say(words.clearFilters)}</a>}
        </div>
      </div>
    </form>
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
        aria-describedby={hint ? `${id}-hint` : undefined}
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
      {hint && (
        <p id={`${id}-hint`} class="field-help">
          {hint}
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
      {cursor && <a class="btn btn-outline-primary btn-sm" href={withQuery({ cursor: "" })}>{say(words.firstPage)}</a>}
      {next && <a class="btn btn-outline-primary btn-sm" href={withQuery({ cursor: next })}>{say(words.nextPage)}</a>}
      {cursor && <span class="soft">{say(words.laterPage)}</span>}
    </nav>
  );
}
