import { getLogo } from "@/lib/brand/get-logo";
import { AppError } from "@/lib/errors";
import { systemContext } from "@/lib/system-context";

type Props = { params: Promise<{ hash: string }> };

/** The address names what is in the picture, so that browsers may keep it for good. */
export async function GET(_: Request, { params }: Props): Promise<Response> {
  const { hash } = await params;
  try {
    const { type, bytes } = await getLogo(await systemContext(), hash);
    return new Response(new Uint8Array(bytes), {
      headers: { "content-type": type, "cache-control": "public, max-age=31536000, immutable" },
    });
  } catch (error) {
    if (error instanceof AppError) return new Response(null, { status: error.status });
    throw error;
  }
}
