import { useEffect, useRef } from "react";
import { CopyButton } from "@/components/ui/copy-button";
import type { SecretStrings } from "./endpoint-strings";

type Props = { secret: string; strings: SecretStrings; heading: "h2" | "h3" };

/** A signing secret, shown once. */
export function SecretPanel({ secret, strings, heading: Heading }: Props) {
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  return (
    <div className="grid gap-2 rounded-xl border border-primary/30 bg-primary-soft p-4">
      <Heading ref={title} tabIndex={-1} className="text-sm font-medium outline-none">
        {strings.title}
      </Heading>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-60 rounded-lg bg-card px-3 py-2 font-mono text-sm break-all select-all">
          {secret}
        </code>
        <CopyButton
          value={secret}
          label={strings.copy}
          copiedLabel={strings.copied}
          what={strings.what}
        />
      </div>
      <p className="text-sm text-muted-foreground">{strings.text}</p>
    </div>
  );
}
