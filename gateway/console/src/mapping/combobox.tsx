// SchemeSearch: a combobox over one code system (ARIA 1.2 pattern: the focus stays in the field, arrows move in the list).
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { Failure } from "../ui/states";
import { useLanguage } from "../words/language";
import { useWords } from "../words/words";
import { parentNames, type SchemeCode, searchScheme } from "./scheme";
import { words } from "./words";

const PAUSE = 150; // ms after the last key

interface Found {
  codes: SchemeCode[];
  parents: Map<string, string>;
}

/** The codes for what is typed, or why there are none; the answer to an older text never replaces that to a newer one. */
function useFound(system: string, text: string) {
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<unknown>(undefined);
  const [turn, setTurn] = useState(0);
  useEffect(() => {
    if (text.trim() === "") {
      setFound(null);
      setError(undefined);
      return;
    }
    const abort = new AbortController();
    const timer = setTimeout(() => {
      Promise.all([searchScheme(system, text, abort.signal), parentNames(system)]).then(
        ([codes, parents]) => {
          if (abort.signal.aborted) return;
          setError(undefined);
          setFound({ codes, parents });
        },
        (caught: unknown) => {
          if (abort.signal.aborted) return;
          setError(caught);
          setFound(null);
        },
      );
    }, PAUSE);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [system, text, turn]);
  return { found, error, retry: () => setTurn(turn + 1) };
}

interface Props {
  system: string;
  onChoose: (code: SchemeCode) => void;
  autoFocus?: boolean;
  onLeave?: () => void; // Escape, when no list is open
}

export function SchemeSearch({ system, onChoose, autoFocus = false, onLeave }: Props) {
  const say = useWords();
  const language = useLanguage();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  const [at, setAt] = useState(-1);
  const [open, setOpen] = useState(false);
  const { found, error, retry } = useFound(system, text);
  const codes = found?.codes ?? [];
  const shown = open && found !== null;

  useEffect(() => {
    if (autoFocus) field.current?.focus();
  }, []);
  useEffect(() => setAt(codes.length > 0 ? 0 : -1), [found]);

  function choose(code: SchemeCode | undefined): void {
    if (!code) return;
    setText("");
    setOpen(false);
    onChoose(code);
  }

  function onKeyDown(event: KeyboardEvent): void {
    const last = codes.length - 1;
    const move = { ArrowDown: Math.min(at + 1, last), ArrowUp: Math.max(at - 1, 0), Home: 0, End: last }[event.key];
    if ((event.key === "ArrowDown" || event.key === "ArrowUp") && shown && move !== undefined) {
      event.preventDefault();
      setAt(move);
      document.getElementById(`${id}-${move}`)?.scrollIntoView({ block: "nearest" });
    } else if (event.key === "Enter" && shown) {
      event.preventDefault();
      choose(codes[at]);
    } else if (event.key === "Escape" && shown) {
      event.preventDefault();
      event.stopPropagation();
      setOpen(false);
    } else if (event.key === "Escape" && onLeave) {
      event.preventDefault();
      onLeave();
    }
  }

  return (
    <div class="scheme-search">
      <label for={id}>{say(words.search)}</label>
      <input
        ref={field}
        id={id}
        class="form-control"
        type="text"
        role="combobox"
        autoComplete="off"
        spellcheck={false}
        aria-autocomplete="list"
        aria-expanded={shown && codes.length > 0}
        aria-controls={shown && codes.length > 0 ? `${id}-list` : undefined}
        aria-activedescendant={shown && at >= 0 ? `${id}-${at}` : undefined}
        aria-describedby={`${id}-help`}
        value={text}
        onInput={(event) => {
          setText(event.currentTarget.value);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      <p id={`${id}-help`} class="field-help" role="status">
        {!shown ? say(words.searchHelp) : codes.length === 0 ? say(words.nothingFound) : say(words.found, { n: codes.length })}
      </p>
      {error !== undefined && <Failure error={error} onRetry={retry} />}
      {shown && codes.length > 0 && (
        <ul id={`${id}-list`} class="scheme-options" role="listbox" aria-label={say(words.search)}>
          {codes.map((code, number) => (
            <li
              key={code.code}
              id={`${id}-${number}`}
              role="option"
              aria-selected={number === at}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => choose(code)}
            >
              <span class="option-label">{code.label_it}</span>
              {code.parent && <span class="option-area">{found?.parents.get(code.parent) ?? code.parent}</span>}
              {language === "en" && code.label_en !== code.label_it && <span class="soft">{code.label_en}</span>}
              <span class="mono soft">{code.code}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
