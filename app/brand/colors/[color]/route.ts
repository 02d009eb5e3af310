import { brandCss } from "@/lib/brand/brand-css";
import { HEX_COLOR } from "@/lib/brand/color-space";

type Props = { params: Promise<{ color: string }> };

/** The stylesheet of a colour, which is all that it depends on. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const color = `#${(await params).color}`;
  if (!HEX_COLOR.test(color)) return new Response(null, { status: 404 });
  return new Response(brandCss(color), {
    headers: {
      "content-type": "text/css; charset=utf-8",
      "cache-control": "public, max-age=86400",
    },
  });
}
