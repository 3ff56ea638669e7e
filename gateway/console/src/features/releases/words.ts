import { defineWords } from "../../words/words";

export const words = defineWords({
  title: { it: "Estrazioni", en: "Releases" },
});
