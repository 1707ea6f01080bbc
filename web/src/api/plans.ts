// What stands beside a company plan: live numbers, and what similar companies buy.
import { get } from './client.ts';
import type { Amount, Part } from './goals.ts';

export interface CompanyFigures {
  currency: string;
  this_year: Amount | null;
  last_year: Amount | null;
  last_year_to_date: Amount | null;
  open: { amount: Amount; weighted: Amount; count: number } | null;
  won: Part | null;
  lost: Part | null;
  open_tasks: number | null;
  activities_90_days: number | null;
}

export const showFigures = (company: string, signal?: AbortSignal) =>
  get<CompanyFigures>(`/companies/${company}/figures`, undefined, signal);

export interface WhiteSpace {
  by: 'product' | 'category';
  sector: string | null;
  employees: { from: number; until: number } | null;
  similar: number;
  rows: { object: 'product' | 'product_category'; id: string; title: string; bought_by: number; amount: Amount }[];
}

export const showWhiteSpace = (company: string, by: 'product' | 'category', signal?: AbortSignal) =>
  get<WhiteSpace>(`/companies/${company}/white_space`, { by }, signal);
