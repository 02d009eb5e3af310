// When each Graph version stops; the newest known one has no published end.
const ENDS: readonly (readonly [string, string])[] = [
  ["v19.0", "2026-05-21"],
  ["v20.0", "2026-09-24"],
  ["v21.0", "2027-01-21"],
  ["v22.0", "2027-05-20"],
  ["v23.0", "2027-10-08"],
  ["v24.0", "2028-02-18"],
  ["v25.0", "2028-07-29"],
  ["v26.0", "2099-01-01"],
];

/** Whether a version exists and still works, and which version a call to it really gets. */
export function judgeVersion(
  version: string,
  now: number,
): { status: "live" | "expired" | "unknown"; served: string } {
  const live = ENDS.filter(([, end]) => Date.parse(end) > now).map(([name]) => name);
  if (live.includes(version)) return { status: "live", served: version };
  const oldest = live[0] ?? "v26.0";
  const major = Number(/^v(\d+)\.\d+$/.exec(version)?.[1]);
  const newest = Number(ENDS.at(-1)?.[0].slice(1));
  if (!Number.isFinite(major) || major > newest) return { status: "unknown", served: oldest };
  return { status: "expired", served: oldest };
}
