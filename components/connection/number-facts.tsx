import type { ConnectionView } from "@/lib/connections/view";
import type { ConnectionStrings } from "./connection-strings";

type Props = { view: ConnectionView; strings: ConnectionStrings };

/** The number, its name and its account, as far as they are known. */
export function NumberFacts({ view, strings }: Props) {
  const facts = [
    { label: strings.number, value: view.phoneNumber },
    { label: strings.name, value: view.verifiedName },
    { label: strings.account, value: view.wabaName },
  ].filter(({ value }) => value);
  if (facts.length === 0) return null;
  return (
    <dl className="grid gap-x-10 gap-y-4 sm:flex sm:flex-wrap">
      {facts.map(({ label, value }) => (
        <div key={label}>
          <dt className="text-sm text-muted-foreground">{label}</dt>
          <dd className="text-lg font-medium tabular-nums">
            <bdi>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
