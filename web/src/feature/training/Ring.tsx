// How much of something is done, as a small ring that closes.
import { RingProgress } from '@mantine/core';

export function Ring({ share, size = 22 }: { share: number; size?: number }) {
  const isWhole = share >= 1;
  return (
    <RingProgress
      aria-hidden="true"
      size={size}
      thickness={Math.max(3, Math.round(size / 9))}
      roundCaps
      sections={[{ value: Math.round(share * 100), color: isWhole ? 'green' : 'var(--mantine-primary-color-filled)' }]}
    />
  );
}
