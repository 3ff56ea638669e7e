// Identifiers of persons must not reach an address: browsers keep addresses in their history, programs on the way in their logs.

const FISCAL_CODE = /[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]/;
const STP_ENI = /(STP|ENI)\d{13}/;

/** Whether a codice fiscale, STP or ENI code is in the text, however it is spaced or written. */
export function hasIdentifier(text: string): boolean {
  const plain = text.toUpperCase().replace(/[\s.\-_/]/g, "");
  return FISCAL_CODE.test(plain) || STP_ENI.test(plain);
}

const ODD = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23]; // values of A to Z, and of 0 to 9

/** Whether the last character of a codice fiscale (16 characters, upper case) follows from the others (DM 23 December 1976). */
export function hasRightCheck(code: string): boolean {
  if (!new RegExp(`^${FISCAL_CODE.source}$`).test(code)) return false;
  const sum = [...code.slice(0, 15)].reduce((total, letter, at) => {
    const value = /\d/.test(letter) ? Number(letter) : letter.charCodeAt(0) - 65;
    return total + (at % 2 === 0 ? (ODD[value] ?? 0) : value); // the first character counts as odd
  }, 0);
  return code.charCodeAt(15) - 65 === sum % 26;
}

/** The query without the members that have an identifier, as "" or "?..."; unchanged if there are none. */
export function withoutIdentifiers(search: string): string {
  const query = new URLSearchParams(search);
  const faulty = [...query].filter(([name, value]) => hasIdentifier(name) || hasIdentifier(value)).map(([name]) => name);
  if (faulty.length === 0) return search;
  for (const name of faulty) query.delete(name);
  const text = query.toString();
  return text ? `?${text}` : "";
}
