import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import type { ConnectionView } from "@/lib/connections/view";
import type { ConnectionStrings } from "./connection-strings";

type Props = { view: ConnectionView; strings: ConnectionStrings };

/** What limits the number, and what is in review. */
export function NoticeList({ view, strings }: Props) {
  if (view.notices.length === 0) return null;
  return (
    <section aria-labelledby="notices" className="grid gap-4">
      <h2 id="notices" className="text-lg font-semibold tracking-tight">
        {strings.noticesTitle}
      </h2>
      <ul className="grid gap-3">
        {view.notices.map(({ id, tone, title, text, isReconnect }) => (
          <li key={id + text}>
            <Notice tone={tone} title={title}>
              <p>{text}</p>
              {isReconnect && view.canReconnect ? (
                <a
                  href={view.hrefs.reconnect}
                  className={`${buttonClass("secondary", "normal")} mt-3`}
                >
                  {strings.reconnect}
                </a>
              ) : null}
            </Notice>
          </li>
        ))}
      </ul>
    </section>
  );
}
