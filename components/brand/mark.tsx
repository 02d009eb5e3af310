/** The bird on its perch. */
export function Mark({ className = "size-8" }: { className?: string }) {
  return (
    <svg aria-hidden="true" viewBox="0 0 32 32" fill="none" className={className}>
      <path
        d="M4 24.5c1-1.9 2-3.3 3.3-4.8C8.6 12.4 13 7.5 18.8 7.5c3 0 5.2 1.9 5.7 4.600l3.8 1.7-3.8 1.6c-.3 5.7-4.3 9.1-9.700 9.1Z"
        className="fill-primary"
      />
      <circle cx="20.2" cy="12.2" r="1.25" className="fill-primary-foreground" />
      <path
        d="M11.5 18.8c2.3 1.3 5.2.8 7-1.3"
        className="stroke-primary-foreground"
        strokeWidth="1.5"
        strokeLinecap="round"
      />
      <path d="M2 27.25h28" className="stroke-primary" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
