// Footer: whose gateway this is, whom to ask, and the declarations that a public body links from every page. The body comes with the
// caller's identity, from the section `body` of the configuration.
import { common } from "../words/phrases";
import { useWords } from "../words/words";
import type { Whoami } from "./who";

function Outside({ href, text }: { href: string; text: string }) {
  const say = useWords();
  return (
    <li>
      <a href={href} target="_blank" rel="noopener noreferrer">
        {text}
        <span class="visually-hidden"> ({say(common.newTab)})</span>
      </a>
    </li>
  );
}

export function Footer({ body }: { body: Whoami["body"] }) {
  const say = useWords();
  return (
    <footer class="console-footer">
      <div class="footer-body">
        {body && <p class="footer-name">{body.name}</p>}
        <p>
          {say(common.product)}: {say(common.footerGateway, { host: location.host })}
        </p>
        <p>{say(common.footerHelp)}</p>
      </div>
      {(body?.accessibility ?? body?.privacy) && (
        <ul class="footer-links" aria-label={say(common.footerLinks)}>
          {body?.accessibility && <Outside href={body.accessibility} text={say(common.accessibility)} />}
          {body?.privacy && <Outside href={body.privacy} text={say(common.privacy)} />}
        </ul>
      )}
    </footer>
  );
}
