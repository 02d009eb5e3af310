/** What holds for every operation; `**` marks what a paragraph is about, and backticks what is typed. */
export function Introduction({ paragraphs }: { paragraphs: string[] }) {
  return (
    <div className="grid max-w-prose gap-4 leading-relaxed">
      {paragraphs.map((paragraph) => (
        <p key={paragraph}>{paragraph.split(/(\*\*[^*]+\*\*|`[^`]+`)/).map(toPart)}</p>
      ))}
    </div>
  );
}

function toPart(part: string) {
  if (part.startsWith("**")) return <strong key={part}>{part.slice(2, -2)}</strong>;
  if (part.startsWith("`"))
    return (
      <code key={part} className="rounded bg-muted px-1 py-0.5 font-mono text-sm">
        {part.slice(1, -1)}
      </code>
    );
  return part;
}
