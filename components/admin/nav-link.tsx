"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

type Props = { href: string; children: ReactNode };

/** One place of the console, marked while one is there. */
export function NavLink({ href, children }: Props) {
  const path = usePathname();
  const isHere = href === "/admin" ? path === href : path === href || path.startsWith(`${href}/`);
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isHere ? "page" : undefined}
      className="flex min-h-11 items-center gap-3 rounded-lg px-3 text-sm font-medium text-muted-foreground transition-colors duration-150 hover:bg-muted hover:text-foreground aria-[current=page]:bg-primary-soft aria-[current=page]:text-foreground lg:min-h-9"
    >
      {children}
    </Link>
  );
}
