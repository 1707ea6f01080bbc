// What the newest analysis of what sells together offers: the next product for a customer, and customers for a product.
import { get, put } from './client.ts';
import type { Filter } from './types.ts';

export interface OfferReason {
  id: string;
  name: string;
  unit: 'purchase' | 'customer';
  both: number;
  given: number;
  share: number;
  low: number;
  high: number;
  lift: number;
}

export interface NextProducts {
  run: string | null;
  as_of: string | null;
  /** Why there is nothing to offer. */
  none: 'no_run' | 'nothing_bought' | 'nothing_goes_with' | null;
  data: { id: string; name: string; because: OfferReason }[];
}

export interface Prospects {
  run: string | null;
  as_of: string | null;
  none: 'no_run' | 'nothing_goes_with' | 'nobody_left' | null;
  because: OfferReason[];
  lists: { object: string; customers: number; exact: boolean; filter: Filter }[];
}

/** What serving customers costs; money in the workspace's currency. */
export interface ServingRates {
  hour: string;
  call_minutes: number;
  meeting_minutes: number;
  purchase: string;
  taken_back: string;
  /** A month of keeping and knowing customers. */
  information: string;
}

export const listNextProducts = (plural: string, id: string, signal?: AbortSignal) =>
  get<NextProducts>(`/${plural}/${id}/next_products`, undefined, signal);
export const listProspects = (product: string, signal?: AbortSignal) =>
  get<Prospects>(`/products/${product}/prospects`, undefined, signal);
export const findServingRates = (signal?: AbortSignal) => get<ServingRates>('/serving-rates', undefined, signal);
export const putServingRates = (rates: ServingRates) => put<ServingRates>('/serving-rates', rates);
