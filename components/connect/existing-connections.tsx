import { ChevronRight } from "lucide-react";
import type { Translator } from "@/lib/i18n/translator";
import type { ConnectPageView } from "@/lib/signups/view";

type Props = { connections: ConnectPageView["connections"]; t: Translator };

/** The numbers this customer has connected, or began to. */
export function ExistingConnections({ connections, t }: Props) {
  if (connections.length === 0) return null;
  return (
    <section aria-labelledby="existing" className="grid gap-4">
      <h2 id="existing" className="text-lg font-semibold tracking-tight">
        {t("connect.existing.title")}
      </h2>
      <ul className="divide-y divide-border overflow-hidden rounded-2xl border border-border bg-card shadow-card">
        {connections.map((connection) => (
          <li
            key={connection.id}
            className="relative flex items-center gap-4 p-4 hover:bg-muted sm:px-5"
          >
            <div className="grid min-w-0 flex-1 gap-0.5">
              <a
                href={`/connect/${connection.id}`}
                className="font-medium tabular-nums -outline-offset-2 after:absolute after:inset-0"
              >
                <bdi>{connection.phoneNumber ?? t("connect.existing.unnamed")}</bdi>
              </a>
              <p className="text-sm text-muted-foreground">
                {connection.heading}. {connection.summary}
              </p>
            </div>
            <ChevronRight
              aria-hidden
              className="size-5 shrink-0 text-muted-foreground rtl:-scale-x-100"
            />
          </li>
        ))}
      </ul>
    </section>
  );
}
