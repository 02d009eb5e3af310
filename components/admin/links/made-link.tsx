import { CopyButton } from "@/components/ui/copy-button";

export type MadeLinkStrings = {
  result: string;
  /** With a gap `{expiresAt}`. */
  expires: string;
  copy: string;
  copied: string;
};
type Props = { url: string; expiresAt: string; strings: MadeLinkStrings };

/** The address of a new link, shown once, to copy. */
export function MadeLink({ url, expiresAt, strings }: Props) {
  const until = `${expiresAt.slice(0, 16).replace("T", " ")} UTC`;
  return (
    <div className="grid min-w-0 flex-1 basis-64 gap-2">
      <p className="text-sm font-medium">{strings.result}</p>
      <code className="rounded-lg bg-card px-3 py-2 font-mono text-sm break-all select-all">
        {url}
      </code>
      <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
        <CopyButton value={url} label={strings.copy} copiedLabel={strings.copied} what="" />
        <p className="text-sm text-muted-foreground">
          {strings.expires.replace("{expiresAt}", until)}
        </p>
      </div>
    </div>
  );
}

/** The frame around what is shown once. */
export const MADE_LINK_FRAME = "rounded-xl border border-primary/30 bg-primary-soft p-4";
