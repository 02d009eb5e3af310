type Content = {
  title: string;
  paragraphs: string[];
  button: { label: string; url: string };
  /** The button's colour, #rrggbb; white must be readable on it. */
  color?: string | undefined;
};

const COLOR = "#146c43";

const ENTITIES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}

/** A plain mail that reads well without styles or images. `paragraphs` are HTML already; the first stands above the button. */
export function htmlMail({ title, paragraphs, button, color = COLOR }: Content): string {
  const [first = "", ...rest] = paragraphs;
  const url = escapeHtml(button.url);
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif;color:#1a1a1a;background:#ffffff">
<main style="max-width:32rem;margin:0 auto">
<p>${first}</p>
<p><a href="${url}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${escapeHtml(color)};color:#ffffff;text-decoration:none">${escapeHtml(button.label)}</a></p>
${rest.map((paragraph) => `<p style="color:#555555">${paragraph}</p>`).join("\n")}
</main>
</body>
</html>
`;
}
