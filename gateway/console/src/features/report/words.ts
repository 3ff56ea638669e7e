import { defineWords } from "../../words/words";

export const words = defineWords({
  title: { it: "Segnala un bisogno", en: "Report a need" },
});
