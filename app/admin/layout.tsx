import type { ReactNode } from "react";
import { signOutAction } from "@/app/sign-in/actions";
import { PageShell } from "@/components/shell/page-shell";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { env } = await operatorPage("/admin");
  return (
    <PageShell
      isvName={env.isvName}
      isSandbox={env.sandboxUrl !== undefined}
      signOutAction={signOutAction}
      t={getTranslator("en")}
    >
      {children}
    </PageShell>
  );
}
