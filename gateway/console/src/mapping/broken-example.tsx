// One line of an example that would be read otherwise: which data, as they were and as they would be.
import { fieldInWords } from "../records/fields";
import { LongText } from "../records/long-text";
import { Said } from "../ui/said";
import { formatNumber } from "../words/format";
import { type Language, useLanguage } from "../words/language";
import { type Say, useWords } from "../words/words";
import { type Difference, differencesIn } from "./difference";
import { words } from "./words";

/** A shared code as it is, a code that no row maps as such, anything else without the marks of JSON. */
function valueInWords(value: unknown, say: Say, language: Language): string {
  if (value === undefined || value === null) return say(words.nothing);
  if (typeof value === "string") return say(words.quoted, { value });
  if (typeof value === "number") return formatNumber(value, language);
  if (typeof value === "boolean") return say(value ? words.yes : words.no);
  if (Array.isArray(value)) return value.map((each) => valueInWords(each, say, language)).join(", ");
  const members = Object.entries(value);
  const [first] = members;
  if (members.length === 1 && first?.[0] === "source_code") return say(words.unmapped, { code: String(first[1]) });
  return members.map(([name, each]) => `${fieldInWords(name, say)} ${valueInWords(each, say, language)}`).join(", ");
}

function DifferenceLine({ field, found, expected }: Difference) {
  const say = useWords();
  const language = useLanguage();
  const place = fieldInWords(field, say);
  if (found === undefined && expected === undefined) return <LongText text={say(words.differsHidden, { field: place })} />;
  return (
    <LongText
      text={say(words.differs, { field: place, found: valueInWords(found, say, language), expected: valueInWords(expected, say, language) })}
    />
  );
}

export function BrokenExample({ file, line, message }: { file: string; line: number; message: string }) {
  const say = useWords();
  const told = differencesIn(message);
  return (
    <li>
      {say(words.exampleLine, { line })} <span class="mono">{file}</span>
      {told ? (
        <ul>
          {told.differences.map((each, at) => (
            <li key={at}>
              <DifferenceLine {...each} />
            </li>
          ))}
        </ul>
      ) : (
        <>
          : <Said text={message} />
        </>
      )}
    </li>
  );
}
