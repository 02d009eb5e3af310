import { CopyButton } from "@/components/ui/copy-button";

export type InviteResultStrings = {
  done: string;
  byHand: string;
  link: string;
  copy: string;
  copied: string;
};

type Props = { result: Record<string, string>; strings: InviteResultStrings };

/** That the mail has left, or the link to hand over when none does. */
export function InviteResult({ result: { email = "", url }, strings }: Props) {
  const say = (text: string) => text.replaceAll("{email}", email);
  if (!url) return <p className="text-sm">{say(strings.done)}</p>;
  return (
    <div className="grid min-w-0 gap-2 rounded-lg border border-warning/35 bg-warning-soft p-4">
      <p className="text-sm leading-relaxed">{say(strings.byHand)}</p>
      <div className="flex min-w-0 flex-wrap items-center gap-2">
        <code className="min-w-0 flex-1 basis-64 font-mono text-sm break-all select-all">
          {url}
        </code>
        <CopyButton
          value={url}
          label={strings.copy}
          copiedLabel={strings.copied}
          what={strings.link}
        />
      </div>
    </div>
  );
}
