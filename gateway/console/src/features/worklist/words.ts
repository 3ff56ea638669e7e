import { defineWords } from "../../words/words";

export const words = defineWords({
  title: { it: "Codici da associare", en: "Codes to map" },
});
