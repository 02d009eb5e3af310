import type { ReactNode } from "react";
import { Mark } from "@/components/brand/mark";

/** A page that has only one thing to say. */
export function ProblemPage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <main className="mx-auto grid min-h-dvh max-w-md content-center gap-5 px-5 py-12">
      <Mark className="size-14" />
      <h1 className="text-2xl font-semibold tracking-tight">{title}</h1>
      {children}
    </main>
  );
}
