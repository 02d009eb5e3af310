import type { ConnectionView } from "@/lib/connections/view";
import type { ConnectionStrings } from "./connection-strings";

type Props = { view: ConnectionView; strings: ConnectionStrings };

/** The number, its name and its account, and what Meta says of it, as far as they are known. */
export function NumberFacts({ view, strings }: Props) {
  const facts = [
    { id: "number", label: strings.number, value: view.phoneNumber },
    { id: "name", label: strings.name, value: view.verifiedName },
    { id: "account", label: strings.account, value: view.wabaName },
    ...view.facts,
  ].filter(({ value }) => value);
  if (facts.length === 0) return null;
  return (
    <dl className="grid gap-x-10 gap-y-5 sm:grid-cols-2">
      {facts.map(({ id, label, value }) => (
        <div key={id} className="grid gap-0.5">
          <dt className="text-sm text-muted-foreground">{label}</dt>
          <dd className="text-lg font-medium tabular-nums">
            <bdi dir={id === "number" ? "ltr" : undefined}>{value}</bdi>
          </dd>
        </div>
      ))}
    </dl>
  );
}
