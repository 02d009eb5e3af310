import type { Metadata } from "next";
import { PageHeader } from "@/components/admin/list/page-header";
import {
  EndOthersForm,
  NameForm,
  OwnPasswordForm,
} from "@/components/admin/settings/account-forms";
import { SessionsTable } from "@/components/admin/settings/sessions-table";
import { Card } from "@/components/ui/card";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { getAccount } from "@/lib/operators/get-account";
import {
  changeNameAction,
  changePasswordAction,
  endOtherSessionsAction,
  endSessionAction,
} from "./actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("settings.account.title") };

export default async function AccountPage() {
  const ctx = await operatorPage("/admin/settings/account");
  const account = await getAccount(ctx);
  const others = account.sessions.length - 1;
  return (
    <div className="grid min-w-0 gap-10">
      <PageHeader title={t("settings.account.title")} text={t("settings.account.text")} />
      <div className="grid items-start gap-6 lg:grid-cols-2">
        <Card aria-labelledby="account-name" className="grid gap-5">
          <h2 id="account-name" className="text-lg font-semibold tracking-tight">
            {t("settings.account.nameTitle")}
          </h2>
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-sm">
            <dt className="text-muted-foreground">{t("settings.account.email")}</dt>
            <dd className="break-all">{account.email}</dd>
            <dt className="text-muted-foreground">{t("settings.account.role")}</dt>
            <dd>{t(`console.roles.${account.role}`)}</dd>
          </dl>
          <NameForm
            action={changeNameAction}
            name={account.name}
            strings={{
              name: t("settings.account.name"),
              hint: t("settings.account.nameHint"),
              submit: t("settings.account.saveName"),
              done: t("settings.account.nameSaved"),
            }}
          />
        </Card>
        <Card aria-labelledby="account-password" className="grid gap-5">
          <h2 id="account-password" className="text-lg font-semibold tracking-tight">
            {t("settings.account.passwordTitle")}
          </h2>
          {account.hasPassword ? (
            <OwnPasswordForm
              action={changePasswordAction}
              email={account.email}
              strings={{
                current: t("settings.account.current"),
                next: t("settings.account.new"),
                hint: t("settings.account.newHint"),
                submit: t("settings.account.savePassword"),
                done: t("settings.account.passwordSaved"),
              }}
            />
          ) : (
            <p className="max-w-prose text-sm leading-relaxed">
              {t("settings.account.noPassword")}
            </p>
          )}
        </Card>
      </div>
      <div className="grid min-w-0 gap-4">
        <SessionsTable sessions={account.sessions} endAction={endSessionAction} t={t} />
        {others > 0 ? (
          <EndOthersForm action={endOtherSessionsAction} label={t("settings.account.endOthers")} />
        ) : null}
      </div>
    </div>
  );
}
