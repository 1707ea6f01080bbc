// Says in the user's words what went wrong and what to do next.
import { t } from '../i18n/index.ts';
import { Problem } from './problem.ts';

export function describeProblem(error: unknown): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  switch (error.code) {
    case 'offline':
      return t('problem.offline');
    case 'unauthenticated':
      return t('problem.unauthenticated');
    case 'forbidden':
      return error.message || t('problem.forbidden');
    case 'not_found':
      return t('problem.not_found');
    case 'too_many':
      return t('problem.too_many', { seconds: error.retryAfter ?? 30 });
    case 'unavailable':
      return error.message || t('problem.unavailable');
    case 'internal':
      return error.correlation ? t('problem.internal_id', { id: error.correlation }) : t('problem.internal');
    default:
      return error.problems[0]?.message ?? error.message;
  }
}
