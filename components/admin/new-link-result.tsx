import { CopyButton } from "@/components/ui/copy-button";
import type { NewLinkStrings } from "./new-link-strings";

type Props = { url: string; expiresAt: string; strings: NewLinkStrings };

/** The address of a new link, shown once. */
export function NewLinkResult({ url, expiresAt, strings }: Props) {
  const until = formatTime(expiresAt);
  return (
    <div className="grid gap-2 rounded-xl border border-primary/30 bg-primary-soft p-4">
      <p className="text-sm font-medium">{strings.result}</p>
      <div className="flex flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 rounded-lg bg-card px-3 py-2 font-mono text-sm break-all select-all">
          {url}
        </code>
        <CopyButton value={url} label={strings.copy} copiedLabel={strings.copied} what="" />
      </div>
      <p className="text-sm text-muted-foreground">
        {strings.expires.replace("{expiresAt}", until)}
      </p>
    </div>
  );
}

function formatTime(iso: string): string {
  return `${iso.slice(0, 16).replace("T", " ")} UTC`;
}
