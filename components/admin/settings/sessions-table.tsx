import { RowForm } from "@/components/admin/row-form";
import { StateBadge } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import type { AccountView } from "@/lib/operators/get-account";

type Props = {
  sessions: AccountView["sessions"];
  endAction: (before: FormState, form: FormData) => Promise<FormState>;
  t: Translator;
};

/** One's own sessions; this one is ended by signing out. */
export function SessionsTable({ sessions, endAction, t }: Props) {
  const columns = [
    t("settings.account.columns.browser"),
    t("settings.account.columns.address"),
    t("settings.account.columns.signedIn"),
    t("settings.account.columns.ends"),
    t("settings.account.columns.end"),
  ];
  const unknown = t("settings.account.unknown");
  return (
    <Table
      id="sessions"
      title={t("settings.account.sessionsTitle")}
      caption={t("settings.account.sessionsCaption")}
      columns={columns}
      empty=""
      rowCount={sessions.length}
    >
      {sessions.map((session) => {
        const browser = session.userAgent ? browserName(session.userAgent) : unknown;
        const what = `${browser}, ${session.ip ?? unknown}`;
        return (
          <tr key={session.id}>
            <HeadCell>
              <span title={session.userAgent}>{browser}</span>
            </HeadCell>
            <Cell>
              <span className="font-mono text-xs break-all">{session.ip ?? unknown}</span>
            </Cell>
            <Cell>
              <Time iso={session.createdAt} />
            </Cell>
            <Cell>
              <Time iso={session.expiresAt} />
            </Cell>
            <Cell>
              {session.isCurrent ? (
                <StateBadge tone="good">{t("settings.account.here")}</StateBadge>
              ) : (
                <RowForm
                  action={endAction}
                  hidden={{ session: session.id }}
                  label={t("settings.account.end")}
                  ariaLabel={t("settings.account.endFor", { what })}
                />
              )}
            </Cell>
          </tr>
        );
      })}
    </Table>
  );
}

const BROWSERS: [RegExp, string][] = [
  [/\bEdgA?\//, "Edge"],
  [/\bOPR\//, "Opera"],
  [/\b(Firefox|FxiOS)\//, "Firefox"],
  [/\b(Chrome|CriOS|HeadlessChrome)\//, "Chrome"],
  [/\bSafari\//, "Safari"],
];
const SYSTEMS: [RegExp, string][] = [
  [/Android/, "Android"],
  [/iPhone|iPad/, "iOS"],
  [/Mac OS X/, "macOS"],
  [/Windows/, "Windows"],
  [/Linux/, "Linux"],
];

/** Browser and system as far as the header tells; the whole header when it tells neither. */
function browserName(userAgent: string): string {
  const of = (list: [RegExp, string][]) => list.find(([pattern]) => pattern.test(userAgent))?.[1];
  const parts = [of(BROWSERS), of(SYSTEMS)].filter(Boolean);
  return parts.length > 0 ? parts.join(", ") : userAgent.slice(0, 60);
}
