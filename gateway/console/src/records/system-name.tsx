import { useTitles } from "./sources";

/** A system by its title, as people call it; its name of the configuration is the tooltip. */
export function SystemName({ source }: { source: string }) {
  const title = useTitles()(source);
  return <span title={title === source ? undefined : source}>{title}</span>;
}
