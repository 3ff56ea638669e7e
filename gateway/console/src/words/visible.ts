/**
 * Foreign text with what nobody sees as marks, `{U+202E}`, as the gateway writes them: characters that change the direction in which
 * the rest of a line is read, and those that take no room (soft hyphen, fillers, tags), would make a number of a case, or a sentence around
 * it, look like another one.
 */
export const visible = (text: string): string =>
  text.replace(/[\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu, (found) => `{U+${(found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}}`);
