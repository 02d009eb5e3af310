import { StateBadge, type Tone } from "@/components/admin/state-badge";
import { Cell, HeadCell, Table } from "@/components/admin/table";
import type { ShownLine } from "@/lib/tenants/import/import-view";
import type { ImportStrings } from "./import-strings";

const TONES: Record<ShownLine["does"], Tone> = {
  create: "good",
  update: "good",
  unchanged: "busy",
  error: "bad",
};

/** What each line of a checked list does; lines with an error come first, since they ask for something. */
export function ImportPlan({ lines, strings }: { lines: ShownLine[]; strings: ImportStrings }) {
  const sorted = lines.toSorted((one, other) => rankOf(one) - rankOf(other));
  return (
    <Table
      id="import-plan"
      title={strings.planTitle}
      caption={strings.planCaption}
      columns={strings.columns}
      empty=""
      rowCount={sorted.length}
    >
      {sorted.map(({ line, does, text, name, externalId }) => (
        <tr key={line}>
          <HeadCell>
            <span className="tabular-nums">{line}</span>
          </HeadCell>
          <Cell>
            <div className="grid max-w-lg justify-items-start gap-1.5">
              <StateBadge tone={TONES[does]}>{strings.does[does]}</StateBadge>
              <span className="leading-relaxed break-words">{text}</span>
            </div>
          </Cell>
          <Cell>{name}</Cell>
          <Cell>
            <code className="font-mono text-xs break-all">{externalId}</code>
          </Cell>
        </tr>
      ))}
    </Table>
  );
}

const rankOf = ({ does }: ShownLine) => (does === "error" ? 0 : 1);
