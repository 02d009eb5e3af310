import type { Metadata } from "next";
import { PageHeader } from "@/components/admin/list/page-header";
import { InviteForm } from "@/components/admin/settings/invite-form";
import { OperatorsTable } from "@/components/admin/settings/operators-table";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { listOperators } from "@/lib/operators/list-operators";
import {
  changeRoleAction,
  inviteAgainAction,
  inviteOperatorAction,
  removeOperatorAction,
} from "./actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("settings.operators.title") };

const ROLES = ["owner", "admin", "viewer"] as const;
const ACTIONS = {
  changeRole: changeRoleAction,
  remove: removeOperatorAction,
  inviteAgain: inviteAgainAction,
};
const RESULT = {
  done: String(t.raw("settings.operators.invite.done")),
  byHand: String(t.raw("settings.operators.invite.byHand")),
  link: t("settings.operators.invite.link"),
  copy: t("settings.operators.invite.copy"),
  copied: t("settings.operators.invite.copied"),
};

export default async function OperatorsPage() {
  const ctx = await operatorPage("/admin/settings/operators");
  const { operators, isOwner } = await listOperators(ctx);
  const strings = {
    ...RESULT,
    title: t("settings.operators.invite.title"),
    text: ctx.env.oidc
      ? t("settings.operators.invite.textSso")
      : t("settings.operators.invite.text"),
    email: t("settings.operators.invite.email"),
    role: t("settings.operators.invite.role"),
    submit: t("settings.operators.invite.submit"),
    submitting: t("settings.operators.invite.submitting"),
  };
  const roles = ROLES.map((value) => ({
    value,
    label: t(`settings.operators.roleHints.${value}`),
  }));
  return (
    <div className="grid min-w-0 gap-10">
      <PageHeader title={t("settings.operators.title")} text={t("settings.operators.text")} />
      <OperatorsTable
        operators={operators}
        actions={isOwner ? ACTIONS : undefined}
        inviteStrings={RESULT}
        t={t}
      />
      {isOwner ? (
        <InviteForm action={inviteOperatorAction} roles={roles} strings={strings} />
      ) : null}
    </div>
  );
}
