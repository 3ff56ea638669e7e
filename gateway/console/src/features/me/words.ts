import { defineWords } from "../../words/words";

export const words = defineWords({
  title: { it: "Come mi vede", en: "How you see me" },
});
