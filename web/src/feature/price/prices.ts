// The prices of products in price books, as the matrix shows and changes them.
import { useQuery } from '@tanstack/react-query';
import { forgetObject, keys } from '../../api/query.ts';
import { changeRecord, createRecord, listRecords, removeRecord } from '../../api/records.ts';
import type { Filter, RecordRow } from '../../api/types.ts';
import { asLink, asMoney, asText } from '../../field/shared/values.ts';

/** Products on a page. */
export const ROWS = 25;
/** Most books beside each other. */
export const BOOKS = 12;

export interface Tier {
  id: string;
  from: string;
  amount: string;
}

/** The prices of a product in a book, from the smallest quantity on. */
export type Prices = ReadonlyMap<string, readonly Tier[]>;

export const placeOf = (book: string, product: string) => `${book} ${product}`;

export function useBooks() {
  return useQuery({
    queryKey: [...keys.lists('price_book'), 'matrix'],
    queryFn: ({ signal }) =>
      listRecords(
        'price_books',
        { filter: { field: 'active', op: 'is', value: true }, sort: 'name', limit: BOOKS },
        signal,
      ),
  });
}

export function useProducts(q: string, cursor: string | undefined) {
  return useQuery({
    queryKey: [...keys.lists('product'), 'matrix', q, cursor ?? ''],
    queryFn: ({ signal }) =>
      listRecords(
        'products',
        {
          filter: { field: 'active', op: 'is', value: true },
          q: q || null,
          sort: 'name',
          fields: ['name', 'code', 'price', 'unit'],
          limit: ROWS,
          cursor,
        },
        signal,
      ),
    placeholderData: (previous) => previous,
  });
}

export function usePrices(books: readonly RecordRow[], products: readonly RecordRow[]) {
  const ids = (rows: readonly RecordRow[]) => rows.map((row) => row.id);
  return useQuery({
    queryKey: [...keys.lists('price_entry'), 'matrix', ids(books).join(), ids(products).join()],
    enabled: books.length > 0 && products.length > 0,
    queryFn: async ({ signal }): Promise<Prices> => {
      const filter: Filter = {
        and: [
          { field: 'price_book', op: 'in', value: ids(books) },
          { field: 'product', op: 'in', value: ids(products) },
        ],
      };
      const found = new Map<string, Tier[]>();
      let cursor: string | null = null;
      do {
        const page = await listRecords('price_entries', { filter, limit: 200, cursor }, signal);
        for (const row of page.data) {
          const place = placeOf(asLink(row.price_book)?.id ?? '', asLink(row.product)?.id ?? '');
          const tier = { id: row.id, from: asText(row.from_quantity), amount: asMoney(row.price)?.amount ?? '' };
          found.set(place, [...(found.get(place) ?? []), tier]);
        }
        cursor = page.next;
      } while (cursor);
      for (const tiers of found.values()) tiers.sort((a, b) => Number(a.from) - Number(b.from));
      return found;
    },
  });
}

const done = () => {
  forgetObject('price_entry');
  forgetObject('quote');
  forgetObject('quote_line');
};

export async function addTier(book: RecordRow, product: string, from: string, amount: string): Promise<void> {
  await createRecord('price_entries', {
    price_book: { id: book.id, object: 'price_book' },
    product: { id: product, object: 'product' },
    from_quantity: from,
    price: { amount, currency: asText(book.currency) },
  });
  done();
}

export async function changeTier(book: RecordRow, tier: string, values: { from?: string; amount?: string }) {
  await changeRecord('price_entries', tier, null, {
    ...(values.from !== undefined && { from_quantity: values.from }),
    ...(values.amount !== undefined && { price: { amount: values.amount, currency: asText(book.currency) } }),
  });
  done();
}

export async function removeTier(tier: string): Promise<void> {
  await removeRecord('price_entries', tier);
  done();
}
