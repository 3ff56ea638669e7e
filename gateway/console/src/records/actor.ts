// Who acted: a client by its name, the gateway, or a user of the command line.
import { common } from "../words/phrases";
import type { Say } from "../words/words";

export const GATEWAY = "raccordo"; // acts of the program itself

export function actorInWords(actor: string, say: Say): string {
  if (actor === GATEWAY) return say(common.program);
  return actor.startsWith("cli:") ? say(common.commandLine, { user: actor.slice(4) }) : actor;
}
