// A page that broke: says so and offers to load it again, while the frame around it keeps working.
import { useRouter } from '@tanstack/react-router';
import { describeProblem } from '../api/describe.ts';
import { t } from '../i18n/index.ts';
import { Failure } from '../ui/Failure.tsx';

export function RouteFailure({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  return (
    <Failure
      title={t('problem.page')}
      text={describeProblem(error)}
      retryLabel={t('action.retry')}
      onRetry={() => {
        reset();
        void router.invalidate();
      }}
    />
  );
}
