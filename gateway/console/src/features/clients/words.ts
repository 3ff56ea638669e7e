import { defineWords } from "../../words/words";

export const words = defineWords({
  title: { it: "Sistemi collegati", en: "Clients" },
});
