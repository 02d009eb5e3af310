/** One line of a checked list as its form shows it. */
export type ShownLine = {
  line: number;
  name: string;
  externalId: string;
  does: "create" | "update" | "unchanged" | "error";
  text: string;
};
