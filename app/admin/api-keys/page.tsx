import type { Metadata } from "next";
import { CreateKeyForm } from "@/components/admin/api-keys/create-key-form";
import { createKeyStrings, keyResultStrings } from "@/components/admin/api-keys/key-strings";
import { KeysTable } from "@/components/admin/api-keys/keys-table";
import { PageHeader } from "@/components/admin/list/page-header";
import { buttonClass } from "@/components/ui/button";
import { Notice } from "@/components/ui/notice";
import { listKeys } from "@/lib/api-keys/list-keys";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";
import { createKeyAction, revokeKeyAction, rotateKeyAction } from "./actions";

const t = getTranslator("en");

export const metadata: Metadata = { title: t("apiKeys.title") };

export default async function ApiKeysPage() {
  const ctx = await operatorPage("/admin/api-keys");
  const { rows, mayChange, scopes } = await listKeys(ctx);
  return (
    <>
      <PageHeader
        title={t("apiKeys.title")}
        text={t("apiKeys.text")}
        actions={
          <a className={buttonClass("secondary", "small")} href="/docs/api">
            {t("apiKeys.reference")}
          </a>
        }
      />
      <KeysTable
        rows={rows}
        mayChange={mayChange}
        rotateAction={rotateKeyAction}
        revokeAction={revokeKeyAction}
        result={keyResultStrings(t)}
        t={t}
      />
      {mayChange ? (
        <CreateKeyForm
          action={createKeyAction}
          strings={createKeyStrings(scopes, t)}
          result={keyResultStrings(t)}
        />
      ) : (
        <Notice>{t("apiKeys.lookOnly")}</Notice>
      )}
    </>
  );
}
