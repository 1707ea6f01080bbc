// Says in the user's words what went wrong and what to do next.
import { currentLanguage, find, t } from '../i18n/index.ts';
import { type FieldProblem, Problem } from './problem.ts';

// The server speaks English, and often says more than its code does; in other languages the code has to do.
const said = (key: string, server: string): string =>
  currentLanguage() === 'en' && server ? server : (find(key) ?? server);

/** What is wrong with one field, in the user's language where the code is known. */
export function describeField({ code, message }: FieldProblem): string {
  return said(`problem.field.${code}`, message);
}

export function describeProblem(error: unknown): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : String(error);
  switch (error.code) {
    case 'offline':
      return t('problem.offline');
    case 'unauthenticated':
      return t('problem.unauthenticated');
    case 'forbidden':
      return said('problem.forbidden', error.message);
    case 'seeing_as':
      return t('problem.seeing_as');
    case 'not_found':
      return t('problem.not_found');
    case 'too_many':
      return t('problem.too_many', { seconds: error.retryAfter ?? 30 });
    case 'unavailable':
      return said('problem.unavailable', error.message);
    case 'internal':
      return error.correlation ? t('problem.internal_id', { id: error.correlation }) : t('problem.internal');
    default:
      return error.problems[0] ? describeField(error.problems[0]) : said(`problem.${error.code}`, error.message);
  }
}
