"use client";

import { Check, Copy } from "lucide-react";
import { useState } from "react";

type Props = { value: string; label: string; copiedLabel: string; what: string };

/** Copies a value; says so where it was pressed. */
export function CopyButton({ value, label, copiedLabel, what }: Props) {
  const [isCopied, setCopied] = useState(false);
  const Icon = isCopied ? Check : Copy;
  const copy = async () => {
    await navigator.clipboard?.writeText(value).then(
      () => setCopied(true),
      () => setCopied(false),
    );
    setTimeout(() => setCopied(false), 3_000);
  };
  return (
    <button
      type="button"
      onClick={copy}
      className="inline-flex min-h-11 items-center gap-1.5 rounded-lg px-2.5 text-sm font-medium text-primary transition-colors hover:bg-muted sm:min-h-9"
    >
      <Icon aria-hidden className="size-4" />
      <span aria-live="polite">{isCopied ? copiedLabel : label}</span>
      <span className="sr-only">{what}</span>
    </button>
  );
}
