import { buttonClass } from "@/components/ui/button";
import type { ConnectionView } from "@/lib/connections/view";
import type { ConnectionStrings } from "./connection-strings";

type Props = { view: ConnectionView; strings: ConnectionStrings };

/** What is left after the end, and the way back. */
export function Disconnected({ view, strings }: Props) {
  return (
    <div className="grid justify-items-start gap-5">
      <p className="max-w-prose leading-relaxed">{strings.kept}</p>
      <a
        href={view.canReconnect ? view.hrefs.reconnect : "/connect"}
        className={buttonClass("primary", "normal")}
      >
        {strings.again}
      </a>
    </div>
  );
}
