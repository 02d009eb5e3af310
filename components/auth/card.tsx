import type { ReactNode } from "react";
import { BrandMark } from "@/components/brand/brand-mark";
import { BrandStyle } from "@/components/brand/brand-style";
import type { Brand } from "@/lib/brand/brand";

type Props = { title: string; brand: Brand; children: ReactNode };

/** One centred card: the frame of every page before sign-in. */
export function AuthCard({ title, brand, children }: Props) {
  return (
    <main className="grid min-h-dvh place-items-center bg-background px-4 py-10 text-foreground">
      <BrandStyle color={brand.color} />
      <section className="grid w-full max-w-md gap-5 rounded-2xl border border-border bg-card p-6 sm:p-8">
        <p className="flex min-w-0 items-center gap-3 text-sm font-semibold">
          <BrandMark logoUrl={brand.logoUrl} className="size-8 shrink-0" />
          <span className="truncate">{brand.name}</span>
        </p>
        <h1 className="text-2xl font-semibold">{title}</h1>
        {children}
      </section>
    </main>
  );
}
