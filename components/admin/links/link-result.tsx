import type { LinkResultStrings } from "./link-result-strings";
import { MADE_LINK_FRAME, MadeLink } from "./made-link";

type Props = { result: Record<string, string>; strings: LinkResultStrings };

/** The address of a new link, shown once, to copy or to scan. */
export function LinkResult({ result, strings }: Props) {
  const { url = "", expiresAt = "", mail } = result;
  return (
    <div className={`flex flex-wrap items-start gap-5 ${MADE_LINK_FRAME}`}>
      <div className="grid min-w-0 flex-1 basis-64 gap-2">
        <MadeLink url={url} expiresAt={expiresAt} strings={strings} />
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
