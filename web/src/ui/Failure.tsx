// A failure said plainly, with the one thing that may help.
import { Button } from '@mantine/core';
import { CloudOff } from 'lucide-react';
import { Blank } from './Blank.tsx';

export function Failure({
  title,
  text,
  retryLabel,
  onRetry,
  compact,
}: {
  title: string;
  text: string;
  retryLabel: string;
  onRetry?: () => void;
  compact?: boolean;
}) {
  return (
    <div role="alert">
      <Blank
        compact={compact}
        icon={<CloudOff size={24} strokeWidth={1.6} />}
        title={title}
        text={text}
        action={
          onRetry && (
            <Button variant="default" onClick={onRetry} mt="xs">
              {retryLabel}
            </Button>
          )
        }
      />
    </div>
  );
}
