/** The bird on its perch. */
export function Mark({ className = "size-8" }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" fill="none" className={className}>
      <path
        d="M4 24.5c1-1.9 2-3.300 3.300-4.800C8.600 12.400 13 7.500 18.800 7.500c3 0 5.200 1.900 5.700 4.600l3.800 1.700-3.800 1.600c-.3 5.700-4.300 9.100-9.700 9.100Z"
        className="fill-primary"
      />
      <circle cx="20.200" cy="12.200" r="1.250" className="fill-primary-foreground" />
      <path
        d="M11.500 18.800c2.300 1.300 5.200.8 7-1.300"
        className="stroke-primary-foreground"
        strokeWidth="1.500"
        strokeLinecap="round"
      />
      <path d="M2 27.250h28" className="stroke-primary" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
