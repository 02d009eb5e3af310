import type { Metadata } from "next";
import { signOutEverywhereAction } from "@/app/sign-in/actions";
import { ConnectionsTable } from "@/components/admin/connections-table";
import { NewLinkForm } from "@/components/admin/new-link-form";
import { newLinkStrings } from "@/components/admin/new-link-strings";
import { SharesTable } from "@/components/admin/shares-table";
import { SignupsTable } from "@/components/admin/signups-table";
import { SignOut } from "@/components/shell/sign-out";
import { getOverview } from "@/lib/connections/get-overview";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import {
  assignShareAction,
  createLinkAction,
  dismissShareAction,
  operatorDisconnectAction,
  operatorRetryAction,
} from "./actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("overview.title") };

export default async function OverviewPage() {
  const ctx = await operatorPage("/admin");
  const { connections, signups, ...view } = await getOverview(ctx);
  const { tenants, mayChange } = view;
  return (
    <div className="grid gap-10">
      <h1 className="text-3xl font-semibold tracking-tight">{t("overview.title")}</h1>
      {mayChange ? (
        <NewLinkForm
          action={createLinkAction}
          strings={newLinkStrings(t)}
          tenants={tenants.map(({ id, name }) => ({ id, name }))}
        />
      ) : null}
      <SharesTable
        {...view}
        t={t}
        assignAction={assignShareAction}
        dismissAction={dismissShareAction}
      />
      <ConnectionsTable
        rows={connections}
        t={t}
        retryAction={operatorRetryAction}
        disconnectAction={operatorDisconnectAction}
      />
      <SignupsTable rows={signups} t={t} />
      <SignOut action={signOutEverywhereAction} label={t("overview.signOutEverywhere")} />
    </div>
  );
}
