// Text that a spreadsheet program would run as a formula when it opens a CSV file (OWASP, "CSV Injection").

const START = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/;
const NUMBER = /^[+-]?\d+([.,]\d+)*$/;

/** Whether a cell with this text would be run; a number with a sign and a sign alone are not. */
export const isFormula = (text: string): boolean => text.length > 1 && START.test(text) && !NUMBER.test(text);
