// What went wrong, in a form the screens can act on: the server's problem documents and failures on the way to it.

import type { Answer, Told } from './generated.ts';

export type FieldProblem = Answer<'FieldProblem'>;

export type StaleChange = Answer<'StaleChange'>;

/** Either a stale version (with what changed meanwhile) or a value that another record already holds. */
export interface ConflictDetail {
  version?: number;
  changed?: StaleChange[];
  field?: string;
  record?: Answer<'Link'> | null;
}

/** Where a record went that was merged into another. */
export interface MergedInto {
  object: string;
  id: string;
}

export type ProblemCode =
  | 'unauthenticated'
  | 'forbidden'
  | 'seeing_as'
  | 'not_found'
  | 'merged'
  | 'conflict'
  | 'invalid'
  | 'malformed'
  | 'too_large'
  | 'unsupported_media'
  | 'too_many'
  | 'full'
  | 'unavailable'
  | 'internal'
  | 'offline';

/** As the server tells it; on the way here a proxy may have answered in its place, so nothing is sure. */
export type ProblemDocument = Partial<
  Told<Answer<'Problem'>, { conflict?: ConflictDetail | undefined; merged_into?: MergedInto | undefined }>
>;

export class Problem extends Error {
  readonly status: number;
  readonly code: ProblemCode;
  readonly problems: readonly FieldProblem[];
  readonly conflict: ConflictDetail | undefined;
  readonly mergedInto: MergedInto | undefined;
  readonly correlation: string | undefined;
  readonly retryAfter: number | undefined;

  constructor(status: number, document: ProblemDocument, retryAfter?: number) {
    super(document.detail || document.title || `HTTP ${status}`);
    this.name = 'Problem';
    this.status = status;
    this.code = (document.code as ProblemCode | undefined) ?? codeOf(status);
    this.problems = document.problems ?? [];
    this.conflict = document.conflict;
    this.mergedInto = document.merged_into;
    this.correlation = document.correlation;
    this.retryAfter = retryAfter;
  }
}

function codeOf(status: number): ProblemCode {
  switch (status) {
    case 0:
      return 'offline';
    case 400:
      return 'malformed';
    case 401:
      return 'unauthenticated';
    case 403:
      return 'forbidden';
    case 404:
      return 'not_found';
    case 409:
      return 'conflict';
    case 413:
      return 'too_large';
    case 415:
      return 'unsupported_media';
    case 422:
      return 'invalid';
    case 429:
      return 'too_many';
    case 502:
    case 503:
    case 504:
      return 'unavailable';
    case 507:
      return 'full';
    default:
      return 'internal';
  }
}
