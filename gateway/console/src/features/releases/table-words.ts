import { defineWords } from "../../words/words";

export const tableWords = defineWords({
  print: { it: "Stampa", en: "Print" },
  hiddenHere: {
    it: ["{n} cella su {cells} è nascosta ({share}).", "{n} celle su {cells} sono nascoste ({share})."],
    en: ["{n} of {cells} cells is hidden ({share}).", "{n} of {cells} cells are hidden ({share})."],
  },
  hiddenNone: { it: "In questa tavola nessuna cella è nascosta.", en: "No cell of this table is hidden." },
  hiddenHow: {
    it: "Si riconoscono dal tratteggio, dal simbolo e dalla parola. Premi una di esse per sapere perché; con la tastiera, Tab e poi le frecce.",
    en: "Hatching, symbol and word mark them. Press one to learn why; with the keyboard, Tab and then the arrows.",
  },
  hidden: { it: "nascosta", en: "hidden" },
  hiddenCell: { it: "{row}, {column}: nascosta. Perché?", en: "{row}, {column}: hidden. Why?" },
  hiddenTitle: { it: "Perché è nascosta", en: "Why it is hidden" },
  hiddenWhy: {
    it: "Il numero di questa cella non si pubblica. Le cause possibili sono queste, e il segno è lo stesso per tutte:",
    en: "The number of this cell is not published. These are the possible causes, with the same mark:",
  },
  hiddenSmall: { it: "conta da 1 a {n} persone;", en: "it counts 1 to {n} persons;" },
  hiddenProtects: {
    it: "con una sottrazione rivelerebbe una cella piccola, in questa tavola, in un’altra o in quelle di un altro periodo;",
    en: "by subtraction it would reveal a small cell, in this table, in another or in those of another period;",
  },
  hiddenRate: { it: "è un tasso senza abitanti.", en: "it is a rate without inhabitants." },
  hiddenZero: {
    it: "Alcune celle nascoste valgono zero. Non scrivere al loro posto «pochi», 2 o {k}/2.",
    en: "Some hidden cells are zeros. Do not replace them by “few”, 2 or {k}/2.",
  },
  hiddenCoarser: {
    it: "Se ti serve il dato, usa un livello più alto: l’Ambito invece del Comune, l’area invece della tipologia.",
    en: "If you need the figure, use a higher level: Ambito instead of Comune, area instead of type.",
  },
  inFiles: { it: "Nei file scaricati è «c».", en: "In downloaded files it is “c”." },
  rounded: {
    it: "Qui gli importi sono in euro interi e i tassi hanno due decimali; i file li hanno tutti.",
    en: "Here amounts are in whole euro and rates have two decimals; the files have them all.",
  },
  withheld: {
    it: "Di questa tavola si pubblicano solo i livelli più alti. Motivo del gateway:",
    en: "Only the top levels of this table are published. Reason given by the gateway:",
  },
  data: { it: "I dati", en: "The data" },
  plot: { it: "Il grafico", en: "The plot" },
  multiples: { it: "Per {dimension}", en: "By {dimension}" },
  multiplesText: {
    it: "Stessa scala in tutti i riquadri.",
    en: "All panels have the same scale.",
  },
  zeros: { it: "Senza riquadro, perché hanno solo zeri: {names}.", en: "Without a panel, because they have only zeros: {names}." },
  swap: { it: "Scambia righe e colonne", en: "Swap rows and columns" },
  unfoldAll: { it: "Mostra tutte le righe", en: "Show all rows" },
  foldAll: { it: "Solo i livelli alti", en: "Top levels only" },
  level: { it: "livello {n}", en: "level {n}" },
  plotNumbers: { it: "I numeri del grafico", en: "The numbers of the plot" },
  plotHidden: {
    it: "nascosta: la fascia tratteggiata non è un valore",
    en: "hidden: the hatched band is not a value",
  },
  plotHiddenMonth: {
    it: "nascosta: il rombo vuoto non è un valore",
    en: "hidden: the empty diamond is not a value",
  },
  plotHiddenLabel: { it: "nascosta", en: "hidden" },
  plotOf: { it: "Grafico: {what}. I numeri sono nella tabella che segue.", en: "Plot: {what}. The numbers are in the table that follows." },
  plotUnit: { it: "{unit}, {period}", en: "{unit}, {period}" },
  plotNothing: { it: "Non c’è nessun numero da disegnare.", en: "There is no number to draw." },
  plotNone: { it: "nessun numero", en: "no number" },
  plotAside: {
    it: "Fuori dalla linea, perché non è un mese: «{name}», {value}.",
    en: "Not on the line, because it is no month: “{name}”, {value}.",
  },
  men: { it: "Maschi", en: "Men" },
  women: { it: "Femmine", en: "Women" },
  compare: { it: "Confronta", en: "Compare" },
  compareWith: { it: "Confronta con", en: "Compare with" },
  compareTable: { it: "Tavola", en: "Table" },
  compareTitle: { it: "Confronto con {period}", en: "Comparison with {period}" },
  compareNone: {
    it: "Non c’è un’altra estrazione pronta con cui confrontare.",
    en: "There is no other finished release to compare with.",
  },
  compareEnd: { it: "Chiudi il confronto", en: "Close the comparison" },
  compareOther: {
    it: "Le due tavole contano cose diverse (misura o dimensioni): le celle non si possono confrontare.",
    en: "The two tables count different things (measure or dimensions): their cells cannot be compared.",
  },
  compareMissing: { it: "L’estrazione {period} non ha questa tavola.", en: "The release {period} does not have this table." },
  compareSummary: {
    it: "{changed} celle cambiano, {same} restano uguali; per {hidden} la differenza non si può dire, perché almeno uno dei due numeri è nascosto.",
    en: "{changed} cells change, {same} stay the same; for {hidden} the difference cannot be told, because at least one of the two numbers is hidden.",
  },
  compareShow: { it: "Mostra", en: "Show" },
  compareChanged: { it: "solo le celle che cambiano", en: "changed cells only" },
  compareAll: { it: "tutte le celle", en: "all cells" },
  difference: { it: "Differenza", en: "Difference" },
  growth: { it: "Variazione", en: "Change" },
  growthText: {
    it: "La variazione in percento manca (–) dove il numero di partenza è troppo piccolo.",
    en: "The change in percent is left out (–) where the earlier number is too small.",
  },
  noDifference: { it: "non si può dire", en: "cannot be told" },
  unchanged: { it: "Nessuna cella visibile cambia.", en: "No visible cell changes." },
  moreChanges: { it: "Mostra altre {n} celle", en: "Show {n} more cells" },
  lead: { it: "Conta: {unit}, {when}. Periodo: {period}.", en: "Counts: {unit}, {when}. Period: {period}." },
  fileOf: { it: "Tavola «{id}»", en: "Table “{id}”" },
});

export const whenWords = defineWords({
  "registered-by-end": { it: "con apertura entro la fine del periodo", en: "opened by the end of the period" },
  "open-at-end": { it: "in carico l’ultimo giorno del periodo", en: "in charge on the last day of the period" },
  "active-during": { it: "in carico almeno un giorno del periodo", en: "in charge on at least one day of the period" },
  "opened-during": { it: "con apertura nel periodo", en: "opened in the period" },
  "closed-during": { it: "con chiusura nel periodo", en: "closed in the period" },
});
