import { describe, expect, it } from "vitest";
import { LOGO_BYTES_MAX, logoDataUrl, parseLogo } from "./logo";

const url = (bytes: Buffer, type = "image/png") =>
  `data:${type};base64,${bytes.toString("base64")}`;
const PNG = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(20, 1)]);
const JPEG = Buffer.concat([Buffer.from("ffd8ffe0", "hex"), Buffer.alloc(20, 1)]);
const WEBP = Buffer.from("RIFF\u0001\u0001\u0001\u0001WEBPVP8 more", "latin1");
const refused = { code: "invalid_input", extra: { errors: [{ field: "logo" }] } };

function errorOf(text: string): unknown {
  try {
    return parseLogo(text);
  } catch (error) {
    return error;
  }
}

describe("a logo", () => {
  it("is what its first bytes say, whatever it calls itself", () => {
    expect(parseLogo(url(PNG, "text/html")).type).toBe("image/png");
    expect(parseLogo(url(JPEG, "image/svg+xml")).type).toBe("image/jpeg");
    expect(parseLogo(url(WEBP)).type).toBe("image/webp");
    expect(logoDataUrl(parseLogo(url(PNG, "text/html")))).toBe(url(PNG));
  });

  it.each([
    ["an SVG that says it is a PNG", url(Buffer.from("<svg onload='alert(1)'/>"))],
    ["a page", url(Buffer.from("<!doctype html><script>1</script>"))],
    ["a GIF", url(Buffer.from("GIF89a.................."))],
    ["a RIFF that is no WebP", url(Buffer.from("RIFF....WAVEfmt "))],
    ["no data URL", "https://example.com/logo.png"],
    ["broken base64", "data:image/png;base64,%%%"],
    ["nothing", "data:image/png;base64,"],
  ])("is refused when it is %s", (_, text) => {
    expect(errorOf(text)).toMatchObject(refused);
  });

  it("is small", () => {
    const of = (size: number) => url(Buffer.concat([PNG, Buffer.alloc(size - PNG.length)]));
    expect(parseLogo(of(LOGO_BYTES_MAX)).bytes).toHaveLength(LOGO_BYTES_MAX);
    expect(() => parseLogo(of(LOGO_BYTES_MAX + 1))).toThrow("101 kB");
  });
});
