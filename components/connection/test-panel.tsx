import { Check, TriangleAlert } from "lucide-react";
import { buttonClass } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Field } from "@/components/ui/field";
import { Spinner } from "@/components/ui/spinner";
import type { ConnectionView, TestMessageView, TestView } from "@/lib/connections/view";
import type { ConnectionStrings } from "./connection-strings";
import { type ConnectionAction, VerbForm } from "./verb-form";

type Props = {
  view: ConnectionView;
  strings: ConnectionStrings;
  action: ConnectionAction;
  onDone: () => void;
};

/** Two ways to see with one's own eyes that the number works. */
export function TestPanel({ view, strings, action, onDone }: Props) {
  const { test, testMessage } = view;
  const words = strings.test;
  if (!test) return null;
  return (
    <section aria-labelledby="test" className="grid gap-4">
      <h2 id="test" className="text-lg font-semibold tracking-tight">
        {words.title}
      </h2>
      <Card className="grid gap-8">
        <div className="grid gap-5 sm:grid-cols-[minmax(0,1fr)_auto] sm:gap-8">
          <div className="grid content-start justify-items-start gap-3">
            <h3 className="font-semibold">{words.writeTitle}</h3>
            <p className="leading-relaxed text-muted-foreground">{words.writeText}</p>
            <a
              href={test.waLink}
              target="_blank"
              rel="noreferrer"
              className={`${buttonClass("secondary", "normal")} mt-1`}
            >
              {words.open}
            </a>
          </div>
          <QrCode test={test} strings={words} phoneNumber={view.phoneNumber} />
        </div>
        <div className="grid gap-3 border-t border-border pt-7">
          <h3 className="font-semibold">{words.sendTitle}</h3>
          <p className="max-w-prose leading-relaxed text-muted-foreground">{words.sendText}</p>
          <VerbForm
            connectionId={view.id}
            action={action}
            label={words.send}
            busyLabel={words.sending}
            variant="secondary"
            className="mt-1 max-w-sm gap-4 sm:justify-items-start"
            onDone={onDone}
          >
            {({ values, errors, result }) => (
              <div className="w-full">
                <Field
                  label={words.to}
                  hint={words.toHint}
                  name="to"
                  type="tel"
                  inputMode="tel"
                  autoComplete="tel"
                  dir="ltr"
                  required
                  maxLength={30}
                  defaultValue={values.to ?? result?.to}
                  error={errors.to}
                />
              </div>
            )}
          </VerbForm>
          <Outcome message={testMessage} />
        </div>
      </Card>
    </section>
  );
}

type QrProps = {
  test: TestView;
  strings: ConnectionStrings["test"];
  phoneNumber: string | undefined;
};

/** Dark on white in every colour scheme, with the white margin that cameras need. */
function QrCode({ test: { qrPath, qrSize }, strings, phoneNumber }: QrProps) {
  return (
    <figure className="grid max-w-44 justify-items-center gap-2">
      <svg
        role="img"
        aria-label={strings.qrAlt.replace("{phoneNumber}", phoneNumber ?? "")}
        viewBox={`-4 -4 ${qrSize + 8} ${qrSize + 8}`}
        shapeRendering="crispEdges"
        className="size-44 rounded-xl border border-border bg-white forced-color-adjust-none"
      >
        <path d={qrPath} fill="#000" />
      </svg>
      <figcaption className="text-center text-sm text-balance text-muted-foreground">
        {strings.scan}
      </figcaption>
    </figure>
  );
}

function Outcome({ message }: { message: TestMessageView | undefined }) {
  return (
    <div role="status">
      {message ? (
        <p
          className={`mt-2 flex max-w-prose gap-2.5 leading-relaxed ${message.isFailed ? "text-warning" : ""}`}
        >
          <OutcomeIcon message={message} />
          {message.sentence}
        </p>
      ) : null}
    </div>
  );
}

function OutcomeIcon({ message }: { message: TestMessageView }) {
  if (message.isUnderWay) return <Spinner className="mt-0.5 size-5" />;
  const [Icon, colour] = message.isFailed ? [TriangleAlert, ""] : [Check, "text-success"];
  return <Icon aria-hidden className={`mt-0.5 size-5 shrink-0 ${colour}`} />;
}
