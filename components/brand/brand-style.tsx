/**
 * Dresses the page in a brand's colour. A sheet of its own and no style element: pages that a form's answer leads to
 * keep the first page's nonce, and the policy would refuse theirs.
 */
export function BrandStyle({ color }: { color: string | undefined }) {
  if (!color) return null;
  return <link rel="stylesheet" href={`/brand/colors/${color.slice(1)}`} />;
}
