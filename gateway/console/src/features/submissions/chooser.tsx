// The field for the document: chosen in a dialog of the browser, or dropped on it.
import { useEffect, useId, useState } from "preact/hooks";
import { Icon } from "../../ui/icon";
import { formatBytes } from "../../words/format";
import { useLanguage } from "../../words/language";
import { useWords } from "../../words/words";
import { words } from "./words";

/** A file dropped beside the field must not replace the page. */
function useDropElsewhere(): void {
  useEffect(() => {
    const keep = (event: DragEvent) => event.preventDefault();
    addEventListener("dragover", keep);
    addEventListener("drop", keep);
    return () => {
      removeEventListener("dragover", keep);
      removeEventListener("drop", keep);
    };
  }, []);
}

interface Props {
  file: File | null;
  fault: string; // "": none
  disabled: boolean;
  onChoose: (file: File) => void;
}

export function Chooser({ file, fault, disabled, onChoose }: Props) {
  const say = useWords();
  const language = useLanguage();
  const id = useId();
  const [over, setOver] = useState(false);
  useDropElsewhere();
  return (
    <div class="field">
      <div
        class={over ? "drop drop-over" : "drop"}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(!disabled);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          const dropped = event.dataTransfer?.files[0];
          if (dropped && !disabled) onChoose(dropped);
        }}
      >
        {file ? <Icon icon="file" size="lg" /> : <Icon icon="upload" size="lg" />}
        <div>
          {file && <p class="drop-name foreign">{say(words.chosen, { name: file.name, size: formatBytes(file.size, language) })}</p>}
          <p class="drop-ask">
            <input
              id={id}
              type="file"
              class="drop-input"
              accept=".json,.ndjson,.jsonl,.xml,.csv,.gz,.zst,application/json,application/xml,text/xml,text/csv"
              disabled={disabled}
              aria-invalid={fault !== ""}
              aria-describedby={fault ? `${id}-fault` : undefined}
              onChange={(event) => {
                const chosen = event.currentTarget.files?.[0];
                if (chosen) onChoose(chosen);
                event.currentTarget.value = ""; // the same file may be chosen again after a change
              }}
            />
            <label for={id}>{say(file ? words.chooseOther : words.choose)}</label> <span class="soft">{say(words.drop)}</span>
          </p>
        </div>
      </div>
      {fault && (
        <p id={`${id}-fault`} class="field-fault" role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}
