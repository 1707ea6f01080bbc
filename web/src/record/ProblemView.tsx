// A failed request as a part of a page, in the user's words.
import { describeProblem } from '../api/describe.ts';
import { t } from '../i18n/index.ts';
import { Failure } from '../ui/Failure.tsx';

export function ProblemView({ error, onRetry, compact }: { error: unknown; onRetry?: () => void; compact?: boolean }) {
  return (
    <Failure
      compact={compact}
      title={t('problem.title')}
      text={describeProblem(error)}
      retryLabel={t('action.retry')}
      onRetry={onRetry}
    />
  );
}
