import { RowForm } from "@/components/admin/row-form";
import { StateBadge } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table, Time } from "@/components/admin/table";
import type { FormState } from "@/lib/http/form-state";
import type { Translator } from "@/lib/i18n/translator";
import type { OperatorView } from "@/lib/operators/list-operators";
import { InviteAgainForm } from "./invite-again-form";
import type { InviteResultStrings } from "./invite-result";

type Action = (before: FormState, form: FormData) => Promise<FormState>;
export type OperatorActions = { changeRole: Action; remove: Action; inviteAgain: Action };

type Props = {
  operators: OperatorView[];
  /** Undefined for those who may only look. */
  actions: OperatorActions | undefined;
  inviteStrings: InviteResultStrings;
  t: Translator;
};

/** Everybody who may use the console. */
export function OperatorsTable({ operators, actions, inviteStrings, t }: Props) {
  const columns = [
    t("settings.operators.columns.operator"),
    t("settings.operators.columns.role"),
    t("settings.operators.columns.state"),
    t("settings.operators.columns.lastSignIn"),
    ...(actions ? [t("settings.operators.columns.change")] : []),
  ];
  return (
    <Table
      id="operators"
      title={t("settings.operators.listTitle")}
      caption={t("settings.operators.caption")}
      columns={columns}
      empty=""
      rowCount={operators.length}
    >
      {operators.map((operator) => (
        <tr key={operator.id}>
          <HeadCell>
            <span className="block break-words">{operator.name || operator.email}</span>
            <span className="block font-normal break-all text-muted-foreground">
              {operator.name ? operator.email : null}
              {operator.isSelf ? ` (${t("settings.operators.you")})` : null}
            </span>
          </HeadCell>
          <Cell>
            {actions ? (
              <RoleForm operator={operator} action={actions.changeRole} t={t} />
            ) : (
              t(`console.roles.${operator.role}`)
            )}
          </Cell>
          <Cell>
            <State operator={operator} t={t} />
          </Cell>
          <Cell>
            {operator.lastSignInAt ? (
              <Time iso={operator.lastSignInAt} />
            ) : (
              <span className="text-muted-foreground">{t("settings.operators.never")}</span>
            )}
          </Cell>
          {actions ? (
            <Cell>
              <Levers operator={operator} actions={actions} strings={inviteStrings} t={t} />
            </Cell>
          ) : null}
        </tr>
      ))}
    </Table>
  );
}

type OneProps = { operator: OperatorView; t: Translator };

function State({ operator: { isPending, invitedAt }, t }: OneProps) {
  if (!isPending) return <StateBadge tone="good">{t("settings.operators.active")}</StateBadge>;
  return (
    <div className="grid justify-items-start gap-1">
      <StateBadge tone="busy">{t("settings.operators.pending")}</StateBadge>
      {invitedAt ? <Time iso={invitedAt} /> : null}
    </div>
  );
}

const ROLES = ["owner", "admin", "viewer"] as const;

function RoleForm({ operator, action, t }: OneProps & { action: Action }) {
  const who = operator.name || operator.email;
  const id = `role-${operator.id}`;
  return (
    <RowForm
      key={operator.role}
      action={action}
      hidden={{ userId: operator.id }}
      label={t("settings.operators.save")}
      ariaLabel={t("settings.operators.saveFor", { who })}
    >
      <label htmlFor={id} className="sr-only">
        {t("settings.operators.roleOf", { who })}
      </label>
      <select
        id={id}
        name="role"
        defaultValue={operator.role}
        className="min-h-11 rounded-lg border border-input bg-background px-2 text-sm sm:min-h-9"
      >
        {ROLES.map((role) => (
          <option key={role} value={role}>
            {t(`console.roles.${role}`)}
          </option>
        ))}
      </select>
    </RowForm>
  );
}

type LeversProps = OneProps & { actions: OperatorActions; strings: InviteResultStrings };

function Levers({ operator, actions, strings, t }: LeversProps) {
  const who = operator.name || operator.email;
  return (
    <div className="grid justify-items-start gap-2">
      {operator.isPending ? (
        <InviteAgainForm
          action={actions.inviteAgain}
          userId={operator.id}
          strings={{
            ...strings,
            done: String(t.raw("settings.operators.againDone")),
            label: t("settings.operators.again"),
            ariaLabel: t("settings.operators.againFor", { who }),
          }}
        />
      ) : null}
      <details className="max-w-xs">
        <summary
          aria-label={t("settings.operators.removeFor", { who })}
          className="flex min-h-11 items-center rounded-lg px-1 text-sm font-medium text-destructive sm:min-h-9"
        >
          {t("settings.operators.remove")}
        </summary>
        <div className="grid gap-3 rounded-lg border border-destructive/35 p-4">
          <p className="font-medium break-words">{t("settings.operators.confirmTitle", { who })}</p>
          <p className="leading-relaxed break-words">
            {t("settings.operators.confirmText", { who })}
          </p>
          <RowForm
            action={actions.remove}
            hidden={{ userId: operator.id }}
            label={t("settings.operators.confirm", { who })}
            ariaLabel={t("settings.operators.confirm", { who })}
            variant="destructive"
          />
        </div>
      </details>
    </div>
  );
}
