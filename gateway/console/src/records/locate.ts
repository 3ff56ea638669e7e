// locate: where JSON pointers point to in a text. Reads the text once, without building its values; stops at the first fault,
// with what it has found so far.
import type { Lines } from "./fields";

const MOST_DEPTH = 300; // the gateway refuses deeper documents

class Reader {
  readonly found = new Map<string, { line: number; column: number }>();
  private at = 0;
  private line = 1;
  private lineStart = 0;

  constructor(
    private readonly text: string,
    private readonly wanted: ReadonlySet<string>,
    private readonly prefixes: ReadonlySet<string>,
  ) {}

  read(): void {
    if (this.text.charCodeAt(0) === 0xfeff) this.at = 1;
    this.value("", 0);
  }

  private blanks(): void {
    for (;;) {
      const code = this.text.charCodeAt(this.at);
      if (code === 0x0a) {
        this.line += 1;
        this.lineStart = this.at + 1;
      } else if (code !== 0x20 && code !== 0x09 && code !== 0x0d) {
        return;
      }
      this.at += 1;
    }
  }

  /** The characters between the quotes, or null at a fault. */
  private word(): string | null {
    if (this.text[this.at] !== '"') return null;
    const begin = this.at;
    for (this.at += 1; this.at < this.text.length; this.at += 1) {
      const each = this.text[this.at];
      if (each === "\n") return null;
      if (each === "\\") this.at += 1;
      else if (each === '"') {
        this.at += 1;
        return this.text.slice(begin, this.at);
      }
    }
    return null;
  }

  private mark(pointer: string): void {
    if (this.wanted.has(pointer)) this.found.set(pointer, { line: this.line, column: this.at - this.lineStart + 1 });
  }

  private value(pointer: string | null, depth: number): boolean {
    this.blanks();
    if (pointer !== null) this.mark(pointer);
    const first = this.text[this.at];
    if (depth > MOST_DEPTH || first === undefined) return false;
    if (first === "{") return this.members(pointer, depth);
    if (first === "[") return this.items(pointer, depth);
    if (first === '"') return this.word() !== null;
    const begin = this.at;
    while (/[-+.0-9a-zA-Z]/.test(this.text[this.at] ?? "")) this.at += 1;
    return this.at > begin;
  }

  /** The pointer of a part, or null if nothing below it is wanted. */
  private below(pointer: string | null, part: string): string | null {
    if (pointer === null) return null;
    const whole = `${pointer}/${part}`;
    return this.prefixes.has(whole) ? whole : null;
  }

  private members(pointer: string | null, depth: number): boolean {
    this.at += 1;
    this.blanks();
    if (this.text[this.at] === "}") return (this.at += 1) > 0;
    for (;;) {
      this.blanks();
      const quoted = this.word();
      if (quoted === null) return false;
      this.blanks();
      if (this.text[this.at] !== ":") return false;
      this.at += 1;
      let name = "";
      try {
        name = String(JSON.parse(quoted));
      } catch {
        return false;
      }
      if (!this.value(this.below(pointer, name.replaceAll("~", "~0").replaceAll("/", "~1")), depth + 1)) return false;
      this.blanks();
      const end = this.text[this.at];
      this.at += 1;
      if (end === "}") return true;
      if (end !== ",") return false;
    }
  }

  private items(pointer: string | null, depth: number): boolean {
    this.at += 1;
    this.blanks();
    if (this.text[this.at] === "]") return (this.at += 1) > 0;
    for (let i = 0; ; i += 1) {
      if (!this.value(this.below(pointer, String(i)), depth + 1)) return false;
      this.blanks();
      const end = this.text[this.at];
      this.at += 1;
      if (end === "]") return true;
      if (end !== ",") return false;
    }
  }
}

export function locate(text: string, pointers: Iterable<string>): Lines {
  const wanted = new Set(pointers);
  const prefixes = new Set<string>([""]);
  for (const pointer of wanted) {
    for (let end = pointer.length; end > 0; end = pointer.lastIndexOf("/", end - 1)) prefixes.add(pointer.slice(0, end));
  }
  const reader = new Reader(text, wanted, prefixes);
  reader.read();
  return reader.found;
}
