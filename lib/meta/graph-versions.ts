/** When Meta stops each Graph version, from its changelog; the newest known one has no published end. */
const ENDS: Record<string, string | undefined> = {
  "v19.0": "2026-05-21",
  "v20.0": "2026-09-24",
  "v21.0": "2027-01-21",
  "v22.0": "2027-05-20",
  "v23.0": "2027-10-08",
  "v24.0": "2028-02-18",
  "v25.0": "2028-07-29",
  "v26.0": undefined,
};

/** The end of a version as an ISO day; undefined when none is published, or the version is newer than this table. */
export function endOfVersion(version: string): string | undefined {
  return ENDS[version];
}
