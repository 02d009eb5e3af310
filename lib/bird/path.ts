/** A path of encoded segments. Throws on an empty or a dotted segment, which would name another resource. */
export function birdPath(...segments: string[]): string {
  if (segments.some((segment) => ["", ".", ".."].includes(segment)))
    throw new Error("A path to Bird has an empty segment.");
  return segments.map(encodeURIComponent).join("/");
}
