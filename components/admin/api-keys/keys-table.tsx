import { RowForm } from "@/components/admin/row-form";
import { StateBadge, type Tone } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { KeyLine, KeyState } from "@/lib/api-keys/list-keys";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import { type KeyResultStrings, scopeText } from "./key-strings";
import { RotateForm } from "./rotate-form";

type Action = (before: FormState, form: FormData) => Promise<FormState>;
type Levers = { rotateAction: Action; revokeAction: Action; result: KeyResultStrings };
type Props = Levers & { rows: KeyLine[]; mayChange: boolean; t: Translator };

const TONES: Record<KeyState, Tone> = {
  active: "good",
  ending: "busy",
  expired: "bad",
  revoked: "bad",
};
const OVERLAPS = ["0", "1", "24", "72", "168"] as const;
const COLUMNS = ["key", "scopes", "state", "used", "made"] as const;

/** The portal's live keys, newest first, then some that have ended. */
export function KeysTable({ rows, mayChange, t, ...levers }: Props) {
  const columns = [...COLUMNS, ...(mayChange ? (["change"] as const) : [])];
  return (
    <Table
      id="keys"
      title={t("apiKeys.table.title")}
      caption={t("apiKeys.table.caption")}
      empty={t("apiKeys.table.empty")}
      columns={columns.map((column) => t(`apiKeys.columns.${column}`))}
      rowCount={rows.length}
    >
      {rows.map((row) => (
        <tr key={row.id}>
          <HeadCell>
            <span className="grid min-w-36 gap-0.5 break-words">
              {row.name}
              <code translate="no" className="font-mono text-xs font-normal text-muted-foreground">
                {row.prefix}…
              </code>
            </span>
          </HeadCell>
          <Cell>
            <Scopes row={row} t={t} />
          </Cell>
          <Cell>
            <State row={row} t={t} />
          </Cell>
          <Cell>
            {row.lastUsedAt ? (
              <Time iso={row.lastUsedAt} />
            ) : (
              <span className="text-muted-foreground">{t("apiKeys.never")}</span>
            )}
          </Cell>
          <Cell>
            <span className="grid gap-0.5">
              <Time iso={row.createdAt} />
              {row.makerName ? (
                <span className="break-words text-muted-foreground">{row.makerName}</span>
              ) : null}
            </span>
          </Cell>
          {mayChange ? (
            <Cell>
              <RowLevers row={row} t={t} {...levers} />
            </Cell>
          ) : null}
        </tr>
      ))}
    </Table>
  );
}

type OneProps = { row: KeyLine; t: Translator };

function Scopes({ row: { scopes, name }, t }: OneProps) {
  return (
    <details>
      <summary
        aria-label={t("apiKeys.scopesOf", { name, count: scopes.length })}
        className="min-h-11 content-center font-medium whitespace-nowrap text-primary sm:min-h-9"
      >
        {t("apiKeys.scopeCount", { count: scopes.length })}
      </summary>
      <ul className="grid min-w-52 gap-1.5 pt-1">
        {scopes.map((scope) => (
          <li key={scope} className="grid">
            {scopeText(scope, t)}
            <code className="font-mono text-xs text-muted-foreground">{scope}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}

function State({ row, t }: OneProps) {
  const end = row.revokedAt ?? row.expiresAt;
  return (
    <div className="grid justify-items-start gap-1">
      <StateBadge tone={TONES[row.state]}>{t(`apiKeys.states.${row.state}`)}</StateBadge>
      {end ? <Time iso={end} /> : null}
      {row.isReplaced ? (
        <span className="text-muted-foreground">{t("apiKeys.replaced")}</span>
      ) : null}
    </div>
  );
}

function RowLevers({ row, t, rotateAction, revokeAction, result }: OneProps & Levers) {
  const { name, id: keyId } = row;
  if (!row.canChange) return <span className="text-muted-foreground">{t("apiKeys.none")}</span>;
  return (
    <div className="grid min-w-40 justify-items-start gap-1">
      {row.canRotate ? (
        <details className="max-w-xs">
          <summary
            aria-label={t("apiKeys.rotateOf", { name })}
            className="min-h-11 content-center font-medium text-primary sm:min-h-9"
          >
            {t("apiKeys.rotate")}
          </summary>
          <div className="grid gap-3 rounded-lg border border-border p-4">
            <p className="leading-relaxed break-words">{t("apiKeys.rotateText", { name })}</p>
            <RotateForm
              action={rotateAction}
              keyId={keyId}
              result={result}
              strings={{
                overlap: t("apiKeys.overlap"),
                overlaps: OVERLAPS.map((hours) => ({
                  hours,
                  label: t(`apiKeys.overlaps.h${hours}`),
                })),
                submit: t("apiKeys.rotateNow"),
                ariaLabel: t("apiKeys.rotateNowOf", { name }),
              }}
            />
          </div>
        </details>
      ) : null}
      <details className="max-w-xs">
        <summary
          aria-label={t("apiKeys.revokeOf", { name })}
          className="min-h-11 content-center font-medium text-destructive sm:min-h-9"
        >
          {t("apiKeys.revoke")}
        </summary>
        <div className="grid gap-3 rounded-lg border border-destructive/35 p-4">
          <p className="leading-relaxed break-words">{t("apiKeys.revokeText", { name })}</p>
          <RowForm
            action={revokeAction}
            hidden={{ keyId }}
            label={t("apiKeys.revokeNow", { name })}
            ariaLabel={t("apiKeys.revokeNow", { name })}
            variant="destructive"
          />
        </div>
      </details>
    </div>
  );
}
