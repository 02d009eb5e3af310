import { Mark } from "./mark";

type Props = { logoUrl: string | undefined; className?: string };

/** The vendor's logo, or the bird while there is none. The name beside it says whose it is. */
export function BrandMark({ logoUrl, className = "size-9 shrink-0" }: Props) {
  if (!logoUrl) return <Mark className={className} />;
  return (
    // biome-ignore lint/performance/noImgElement: a small picture of unknown measures, served as it is
    <img src={logoUrl} alt="" className={`${className} object-contain`} />
  );
}
