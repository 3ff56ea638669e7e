import { audit } from "../features/audit";
import { clients } from "../features/clients";
import { home } from "../features/home";
import { me } from "../features/me";
import { quarantine } from "../features/quarantine";
import { releases } from "../features/releases";
import { report } from "../features/report";
import { submissions } from "../features/submissions";
import { tables } from "../features/tables";
import { worklist } from "../features/worklist";
import type { Feature } from "./feature";

/** In the order of the navigation. */
export const features: readonly Feature[] = [
  home,
  worklist,
  tables,
  quarantine,
  submissions,
  releases,
  report,
  clients,
  audit,
  me,
];
