import type { Metadata } from "next";
import { EndpointsTable } from "@/components/admin/endpoints/endpoints-table";
import { PageHeader } from "@/components/admin/list/page-header";
import { buttonClass } from "@/components/ui/button";
import { mayChange } from "@/lib/auth/require-role";
import { listEndpoints } from "@/lib/endpoints/list-endpoints";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";

const PATH = "/admin/webhooks/endpoints";
const t = getTranslator("en");

export const metadata: Metadata = { title: t("endpoints.title") };

export default async function EndpointsPage() {
  const ctx = await operatorPage(PATH);
  const endpoints = await listEndpoints(ctx);
  return (
    <>
      <PageHeader
        title={t("endpoints.title")}
        text={t("endpoints.text")}
        actions={
          mayChange(ctx) ? (
            <a className={buttonClass("primary", "normal")} href={`${PATH}/new`}>
              {t("endpoints.add")}
            </a>
          ) : null
        }
      />
      <EndpointsTable endpoints={endpoints} t={t} />
    </>
  );
}
