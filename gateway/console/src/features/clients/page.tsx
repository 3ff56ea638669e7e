import { Page } from "../../ui/page";
import { useWords } from "../../words/words";
import { words } from "./words";

export function ContentPage() {
  const say = useWords();
  return <Page title={say(words.title)} />;
}
