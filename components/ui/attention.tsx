import { TriangleAlert } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { buttonClass } from "./button";
import { CopyButton } from "./copy-button";

export type AttentionStrings = {
  heading: string;
  who: string;
  reference: string;
  copy: string;
  copied: string;
  contact: string;
  mailSubject: string;
};

type Props = {
  strings: AttentionStrings;
  intro?: string | undefined;
  sentence: string;
  action: string;
  partyText: string | undefined;
  supportReference: string | undefined;
  supportEmail: string | undefined;
  level?: 1 | 2;
  headingRef?: Ref<HTMLHeadingElement>;
  children?: ReactNode;
};

/** What went wrong, the one next action, who acts, and what to tell support. */
export function Attention({ strings, level = 2, headingRef, children, ...failure }: Props) {
  const Heading = level === 1 ? "h1" : "h2";
  const { supportReference: reference, supportEmail } = failure;
  const subject = encodeURIComponent(
    strings.mailSubject.replace("{reference}", reference ?? "").trim(),
  );
  return (
    <div className="grid gap-4 rounded-2xl border border-warning/35 bg-warning-soft p-5 sm:p-6">
      <div className="flex items-start gap-3">
        <TriangleAlert aria-hidden className="mt-1 size-6 shrink-0 text-warning" />
        <Heading
          ref={headingRef}
          tabIndex={-1}
          className="text-xl font-semibold tracking-tight outline-none"
        >
          {strings.heading}
        </Heading>
      </div>
      <div className="grid gap-2 leading-relaxed">
        {failure.intro ? <p className="text-muted-foreground">{failure.intro}</p> : null}
        <p>{failure.sentence}</p>
        <p className="font-medium">{failure.action}</p>
      </div>
      {children ? <div className="flex flex-wrap items-center gap-3">{children}</div> : null}
      <dl className="grid gap-x-8 gap-y-2 border-t border-warning/25 pt-4 text-sm sm:flex sm:flex-wrap sm:items-center">
        {failure.partyText ? (
          <div className="flex gap-2">
            <dt className="text-muted-foreground">{strings.who}</dt>
            <dd className="font-medium">{failure.partyText}</dd>
          </div>
        ) : null}
        {reference ? (
          <div className="flex flex-wrap items-center gap-x-2">
            <dt className="text-muted-foreground">{strings.reference}</dt>
            <dd className="flex items-center gap-1">
              <code className="font-mono select-all">{reference}</code>
              <CopyButton
                value={reference}
                label={strings.copy}
                copiedLabel={strings.copied}
                what={strings.reference}
              />
            </dd>
          </div>
        ) : null}
      </dl>
      {supportEmail ? (
        <a
          className={`${buttonClass("quiet", "small")} justify-self-start !px-0`}
          href={`mailto:${supportEmail}?subject=${subject}`}
        >
          {strings.contact}
        </a>
      ) : null}
    </div>
  );
}
