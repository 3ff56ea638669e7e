// Identifiers of persons must not reach an address: browsers keep addresses in their history, programs on the way in their logs.

const FISCAL_CODE = /[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPRST][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]/;
const STP_ENI = /(STP|ENI)\d{13}/;

/** Whether a codice fiscale, STP or ENI code is in the text, however it is spaced or written. */
export function hasIdentifier(text: string): boolean {
  const plain = text.toUpperCase().replace(/[\s.\-_/]/g, "");
  return FISCAL_CODE.test(plain) || STP_ENI.test(plain);
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
