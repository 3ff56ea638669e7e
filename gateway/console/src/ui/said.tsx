// A sentence that the gateway composed in English, such as the reason of a refused release, in the reader's language.
import { useLanguage } from "../words/language";
import { forReader } from "../words/reader";
import { inItalian } from "../words/sentences";

/** A sentence begins with a capital, a name of a file or a member stays as it is. */
const capital = (text: string): string => (/^\p{Ll}+[ ,:]/u.test(text) ? text.charAt(0).toUpperCase() + text.slice(1) : text);

/** Where the catalogue has no translation, the English is marked as such for screen readers. */
export function Said({ text }: { text: string }) {
  const italian = useLanguage() === "it" ? inItalian(text) : null;
  return italian === null ? <span lang="en">{capital(forReader(text, "en"))}</span> : <span>{capital(italian)}</span>;
}
