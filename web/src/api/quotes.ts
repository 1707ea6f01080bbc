// Quotes: made of deals, sent under a secret link, and the page behind that link, which nobody signs in for.
import { call, get, post, put, urlOf } from './client.ts';
import type { RecordRow } from './types.ts';

export interface Amount {
  amount: string;
  currency: string;
}

export interface PublicQuote {
  number: string;
  version: number;
  state: string;
  language: string;
  introduction: string;
  terms: string;
  valid_until: string | null;
  sent_on: string | null;
  decided_at: string | null;
  decided_by: string | null;
  customer: string[];
  seller: { name: string; email: string } | null;
  company: {
    name: string;
    address: string;
    tax_number: string;
    email: string;
    phone: string;
    website: string;
    color: string;
    logo: string;
  };
  lines: {
    description: string;
    quantity: string;
    unit?: string;
    unit_price: Amount;
    unit_price_with_tax: Amount | null;
    discount: string;
    tax_rate: string;
    total: Amount;
  }[];
  tax_groups: { rate: string; net: Amount; tax: Amount }[];
  net: Amount | null;
  tax: Amount | null;
  gross: Amount | null;
  can_decide: boolean;
}

export interface QuoteLook {
  name: string;
  address: string;
  tax_number: string;
  email: string;
  phone: string;
  website: string;
  bank: string;
  color: string;
  logo: string;
  terms: string;
  valid_days: number;
  reminder_days: number;
  prefix: string;
}

const open = { anonymous: true } as const;

export const makeQuote = (deal: string) => post<RecordRow>(`/deals/${deal}/quotes`, {});
export const makeVersion = (quote: string) => post<RecordRow>(`/quotes/${quote}/versions`, {});
export const sendQuote = (quote: string) => put<{ quote: RecordRow; path: string }>(`/quotes/${quote}/sending`, {});
export const makeLink = (quote: string) => post<{ path: string }>(`/quotes/${quote}/links`, {});
export const askApproval = (quote: string, reason: string) => post<RecordRow>(`/quotes/${quote}/approvals`, { reason });
export const decideApproval = (approval: string, approved: boolean, answer: string) =>
  put<RecordRow>(`/discount_approvals/${approval}/decision`, { approved, answer });
/** Takes prices that moved over into a draft, or leaves them as they are for good; without lines it means all. */
export const takeOverPrices = (quote: string, lines: string[] | undefined, keep: boolean) =>
  put<RecordRow>(`/quotes/${quote}/prices`, { ...(lines && { lines }), keep });
export const sortLines = (plural: 'deals' | 'quotes', id: string, lines: string[]) =>
  put<void>(`/${plural}/${id}/line_sequence`, { lines });
export const documentUrl = (quote: string) => urlOf(`/quotes/${quote}/pdf`);

export const findLook = (signal?: AbortSignal) => get<QuoteLook>('/quote_look', undefined, signal);
export const changeLook = (look: QuoteLook) => put<QuoteLook>('/quote_look', look);

export interface DiscountLimit {
  role: string;
  percent: string;
}
export const findLimits = (signal?: AbortSignal) =>
  get<{ data: DiscountLimit[] }>('/discount_limits', undefined, signal);
export const changeLimits = (data: DiscountLimit[]) => put<{ data: DiscountLimit[] }>('/discount_limits', { data });

export const findPublicQuote = (token: string, signal?: AbortSignal) =>
  call<PublicQuote>('GET', `/public/quotes/${token}`, { ...open, signal });
export const viewPublicQuote = (token: string) => call<void>('PUT', `/public/quotes/${token}/view`, open);
export const askPublicQuote = (token: string, name: string, text: string) =>
  call<void>('POST', `/public/quotes/${token}/questions`, { ...open, body: { name, text } });
export const decidePublicQuote = (token: string, decision: { accepted: boolean; name: string; reason?: string }) =>
  call<PublicQuote>('PUT', `/public/quotes/${token}/decision`, { ...open, body: decision });
export const publicDocumentUrl = (token: string) => urlOf(`/public/quotes/${token}/pdf`);
