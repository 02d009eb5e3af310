import { CopyButton } from "@/components/ui/copy-button";
import type { KeyResultStrings } from "./key-strings";

type Props = { result: Record<string, string>; strings: KeyResultStrings };

/** A new key, shown this once. */
export function KeyResult({ result: { key = "", name = "", oldEndsAt }, strings }: Props) {
  const until = oldEndsAt && `${oldEndsAt.slice(0, 16).replace("T", " ")} UTC`;
  return (
    <div className="grid min-w-0 gap-2 rounded-xl border border-primary/30 bg-primary-soft p-4">
      <p className="font-medium break-words">{strings.title.replace("{name}", name)}</p>
      <code
        translate="no"
        className="rounded-lg bg-card px-3 py-2 font-mono text-sm break-all select-all"
      >
        {key}
      </code>
      <div>
        <CopyButton value={key} label={strings.copy} copiedLabel={strings.copied} what="" />
      </div>
      <p className="text-sm leading-relaxed">{strings.text}</p>
      {until ? (
        <p className="text-sm leading-relaxed text-muted-foreground">
          {strings.oldEnds.replace("{at}", until)}
        </p>
      ) : null}
    </div>
  );
}
