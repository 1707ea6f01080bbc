// A page that broke: says so and offers to load it again, while the frame around it keeps working.
import { useRouter } from '@tanstack/react-router';
import { describeProblem } from '../api/describe.ts';
import { t } from '../i18n/index.ts';
import { Failure } from '../ui/Failure.tsx';

// After an upgrade of the server the scripts of the version before are gone.
const isOutdated = (error: unknown) =>
  error instanceof Error && /dynamically imported module|importing a module script/i.test(error.message);

export function RouteFailure({ error, reset }: { error: unknown; reset: () => void }) {
  const router = useRouter();
  return (
    <Failure
      title={t('problem.page')}
      text={isOutdated(error) ? t('problem.outdated') : describeProblem(error)}
      retryLabel={t('action.retry')}
      onRetry={() => {
        if (isOutdated(error)) return window.location.reload();
        reset();
        void router.invalidate();
      }}
    />
  );
}
