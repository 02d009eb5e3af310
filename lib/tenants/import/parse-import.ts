import { CsvError, parse } from "csv-parse/sync";
import { z } from "zod";
import { AppError } from "@/lib/errors";
import { TenantFields } from "../tenant-fields";

export const IMPORT_BYTES_MAX = 1_000_000;
export const IMPORT_LINES_MAX = 5_000;

const NO_ID =
  "Write your own id of this tenant into the column externalId; by it a second import finds the tenant again.";
const Line = z.object({
  ...TenantFields,
  name: TenantFields.name.optional(),
  externalId: z
    .string(NO_ID)
    .trim()
    .min(1, NO_ID)
    .max(200, "Write at most 200 characters into externalId."),
});
export type ImportFields = z.infer<typeof Line>;
export type ImportLine = {
  /** As an editor counts, from 1. */
  line: number;
  name: string;
  externalId: string;
} & ({ fields: ImportFields } | { fields: undefined; problem: string });
export type ParsedImport = { lines: ImportLine[]; unknownColumns: string[] };

/** Names that other systems give these columns, as letters and digits only. */
const ALIASES: Record<string, keyof ImportFields> = {
  name: "name",
  customer: "name",
  customername: "name",
  company: "name",
  companyname: "name",
  tenant: "name",
  externalid: "externalId",
  id: "externalId",
  customerid: "externalId",
  reference: "externalId",
  email: "email",
  mail: "email",
  emailaddress: "email",
  locale: "locale",
  language: "locale",
  lang: "locale",
  workspaceid: "workspaceId",
  workspace: "workspaceId",
  birdworkspace: "workspaceId",
  birdworkspaceid: "workspaceId",
};

/**
 * Reads a list of customers: comma, semicolon or tab, with or without a byte order mark; columns in any order. An empty
 * cell says nothing. Throws invalid_input beside the field `csv` when the list as a whole cannot be read.
 */
export function parseImport(text: string): ParsedImport {
  if (Buffer.byteLength(text) > IMPORT_BYTES_MAX)
    throw refuse("This list is larger than 1 MB. Split it and import the parts one by one.");
  if (text.startsWith("PK"))
    throw refuse("This is a spreadsheet file. Save it as CSV (UTF-8), then import that.");
  const [header, ...records] = readRecords(text);
  if (!header) throw refuse("There is nothing here yet. The first line names the columns.");
  if (records.length > IMPORT_LINES_MAX)
    throw refuse(
      `This list has ${records.length} lines; 5,000 is the most. Split it and import the parts one by one.`,
    );
  const columns = columnsOf(header.record);
  const unknownColumns = header.record.filter((cell, index) => cell !== "" && !columns[index]);
  return { lines: records.map((record) => readLine(record, columns)), unknownColumns };
}

type CsvRecord = { record: string[]; info: { lines: number } };

function readRecords(text: string): CsvRecord[] {
  try {
    return parse(text, {
      bom: true,
      delimiter: delimiterOf(text),
      trim: true,
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
    }) as unknown as CsvRecord[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const { lines } = error as CsvError & { lines?: number };
    throw refuse(
      `Line ${lines ?? "?"} cannot be read: a quotation mark is missing or one too many.`,
    );
  }
}

function delimiterOf(text: string): string {
  const [first = ""] = text.split("\n", 1);
  const count = (delimiter: string) => first.split(delimiter).length;
  return [",", ";", "\t"].reduce((best, one) => (count(one) > count(best) ? one : best));
}

type Columns = (keyof ImportFields | undefined)[];

function columnsOf(header: string[]): Columns {
  const columns = header.map((cell) => ALIASES[cell.toLowerCase().replace(/[^a-z0-9]/g, "")]);
  const doubled = columns.find((name, index) => name && columns.indexOf(name) !== index);
  if (doubled)
    throw refuse(`Two columns are the ${doubled}. Take one out, or give it another name.`);
  if (!columns.includes("externalId"))
    throw refuse(
      "The first line must name the columns, externalId among them: name,externalId,email,locale,workspaceId",
    );
  return columns;
}

function readLine({ record, info }: CsvRecord, columns: Columns): ImportLine {
  const cells: Partial<Record<keyof ImportFields, string>> = {};
  for (const [index, column] of columns.entries()) {
    const cell = record[index];
    if (column && cell) cells[column] = cell;
  }
  const { name = "", externalId = "" } = cells;
  const about = { line: info.lines, name, externalId };
  const problem = (text: string) => ({ ...about, fields: undefined, problem: text });
  if (record.length > columns.length)
    return problem("This line has more cells than the first one. Put cells with commas in quotes.");
  if (record.some((cell) => cell.includes("\ufffd")))
    return problem("Some letters were lost. Save the list as CSV (UTF-8) and choose it again.");
  const parsed = Line.safeParse(cells);
  if (parsed.success) return { ...about, fields: parsed.data };
  return problem(parsed.error.issues.map(({ message }) => message).join(" "));
}

const refuse = (message: string) =>
  new AppError("invalid_input", message, { errors: [{ field: "csv", message }] });
