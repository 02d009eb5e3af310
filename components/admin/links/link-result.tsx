import { CopyButton } from "@/components/ui/copy-button";
import type { LinkResultStrings } from "./link-result-strings";

type Props = { result: Record<string, string>; strings: LinkResultStrings };

/** The address of a new link, shown once, to copy or to scan. */
export function LinkResult({ result, strings }: Props) {
  const { url = "", expiresAt = "", mail } = result;
  const until = `${expiresAt.slice(0, 16).replace("T", " ")} UTC`;
  return (
    <div className="flex flex-wrap items-start gap-5 rounded-xl border border-primary/30 bg-primary-soft p-4">
      <div className="grid min-w-0 flex-1 basis-64 gap-2">
        <p className="text-sm font-medium">{strings.result}</p>
        <code className="rounded-lg bg-card px-3 py-2 font-mono text-sm break-all select-all">
          {url}
        </code>
        <div>
          <CopyButton value={url} label={strings.copy} copiedLabel={strings.copied} what="" />
        </div>
        <p className="text-sm text-muted-foreground">
          {strings.expires.replace("{expiresAt}", until)}
        </p>
        {mail === "sent" ? <p className="text-sm">{strings.sent}</p> : null}
        {mail === "failed" ? <p className="text-sm text-warning">{strings.failed}</p> : null}
      </div>
      <QrCode result={result} strings={strings} />
    </div>
  );
}

/** Dark on white in every colour scheme, with the white margin that cameras need. */
function QrCode({ result: { qrPath, qrSize }, strings }: Props) {
  if (!qrPath) return null;
  const side = Number(qrSize) + 8;
  return (
    <figure className="grid max-w-40 justify-items-center gap-2">
      <svg
        role="img"
        aria-label={strings.qrAlt}
        viewBox={`-4 -4 ${side} ${side}`}
        shapeRendering="crispEdges"
        className="size-40 rounded-xl border border-border bg-white forced-color-adjust-none"
      >
        <path d={qrPath} fill="#000" />
      </svg>
      <figcaption className="text-center text-sm text-balance text-muted-foreground">
        {strings.qrText}
      </figcaption>
    </figure>
  );
}
