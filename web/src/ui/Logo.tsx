// The mark: two circles that share a piece, as people who know each other do.
export function Logo({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <rect width="32" height="32" rx="9" fill="#1d5c50" />
      <circle cx="12.5" cy="16" r="6.5" fill="none" stroke="#ffffff" strokeWidth="2.6" />
      <circle cx="19.5" cy="16" r="6.5" fill="none" stroke="#f0b48a" strokeWidth="2.6" />
    </svg>
  );
}
