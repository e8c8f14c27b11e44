/** How `npm start` is told of a page of your own. */
import { type Choices, LOCAL_CHOICES } from "./choices.ts";

/** Where the printed file is served, to look at it. */
export const OWN_PAGE = "http://localhost:9000";

const LOCAL = /^http:\/\/(?:localhost|127\.0\.0\.1):(\d+)$/;
const USUAL_PORT = "8787";

/** The command that lets {@link OWN_PAGE} ask for the demo merchant; null: the service is not that of `npm start`, or not that merchant's. */
export function startCommand({ service, merchant }: Choices): string | null {
  const port = LOCAL.exec(service)?.[1];
  if (port === undefined || merchant !== LOCAL_CHOICES.merchant) return null;
  return `npm start -- ${port === USUAL_PORT ? "" : `--port ${port} `}--origin ${OWN_PAGE}`;
}
