import type { ReactNode } from "react";
import { signOutAction } from "@/app/sign-in/actions";
import { ConsoleShell } from "@/components/admin/console-shell";
import { getBrand } from "@/lib/brand/get-brand";
import { operatorPage } from "@/lib/http/page-context";
import { getTranslator } from "@/lib/i18n/translator";

export default async function AdminLayout({ children }: { children: ReactNode }) {
  const ctx = await operatorPage("/admin");
  const { env, actor } = ctx;
  const brand = await getBrand(ctx);
  return (
    <ConsoleShell
      isvName={brand.name}
      isSandbox={env.sandboxUrl !== undefined}
      role={actor.role}
      signOutAction={signOutAction}
      t={getTranslator("en")}
    >
      {children}
    </ConsoleShell>
  );
}
