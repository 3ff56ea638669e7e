import { defineWords } from "../../words/words";

export const words = defineWords({
  title: { it: "Casi in attesa", en: "Waiting records" },
});
