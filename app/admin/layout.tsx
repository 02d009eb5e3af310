import type { ReactNode } from "react";
import { signOutAction } from "@/app/sign-in/actions";
import { ConsoleShell } from "@/components/admin/console-shell";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const { env, actor } = await operatorPage("/admin");
  return (
    <ConsoleShell
      isvName={env.isvName}
      isSandbox={env.sandboxUrl !== undefined}
      role={actor.role}
      signOutAction={signOutAction}
      t={getTranslator("en")}
    >
      {children}
    </ConsoleShell>
  );
}
