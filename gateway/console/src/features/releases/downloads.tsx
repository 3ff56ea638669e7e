// Scarica: a button that opens the list of files. Files are links of the gateway; the browser saves them.
import { useEffect, useId, useRef, useState } from "preact/hooks";
import { useWords } from "../../words/words";
import { tableFile } from "./data";
import { words } from "./words";

export interface FileLink {
  address: string;
  text: string;
  isPage?: boolean; // opened to be read, not saved
}

export function Downloads({ links }: { links: FileLink[] }) {
  const say = useWords();
  const id = useId();
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const [isOpen, setIsOpen] = useState(false);
  useEffect(() => {
    if (!isOpen) return;
    const onPointer = (event: Event) => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) setIsOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setIsOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", onPointer);
    document.addEventListener("focusin", onPointer);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onPointer);
      document.removeEventListener("focusin", onPointer);
      document.removeEventListener("keydown", onKey);
    };
  }, [isOpen]);
  return (
    <div class="downloads" ref={box}>
      <button
        type="button"
        ref={button}
        class="btn btn-outline-primary"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setIsOpen(!isOpen)}
      >
        {say(words.download)}
      </button>
      <ul id={id} class="downloads-list" hidden={!isOpen}>
        {links.map(({ address, text, isPage = false }) => (
          <li key={address}>
            <a href={address} {...(isPage ? { target: "_blank", rel: "noopener" } : { download: "" })}>
              {text}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Every format of one table. */
export function useTableFiles(id: string, table: string): FileLink[] {
  const say = useWords();
  const file = (query: string) => tableFile(id, table, query);
  return [
    { address: file("?format=xlsx"), text: say(words.formatXlsx) },
    { address: file("?format=csv"), text: say(words.formatCsv) },
    { address: file("?format=json-stat"), text: say(words.formatJsonStat) },
    { address: file("?format=sdmx-csv"), text: say(words.formatSdmx) },
    { address: file("?format=sdmx-csv&labels=both"), text: say(words.formatSdmxNames) },
    { address: file("/structure"), text: say(words.formatStructure) },
  ];
}
