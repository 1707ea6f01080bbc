// All prices at a glance: products down, price books across, each with its currency, its customers and its days; prices by quantity in
// each cell. On a phone there is room for one book beside the list price, and one chooses which.
import { Badge, Button, Group, Loader, NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedCallback, useDocumentTitle, useMediaQuery } from '@mantine/hooks';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Plus, Search, Tags } from 'lucide-react';
import { useState } from 'react';
import type { RecordRow } from '../../api/types.ts';
import { useObject } from '../../dictionary/context.tsx';
import { asMoney, asText } from '../../field/shared/values.ts';
import { formatDate, formatMoney } from '../../i18n/format.ts';
import { t } from '../../i18n/index.ts';
import { ProblemView } from '../../record/ProblemView.tsx';
import { Blank } from '../../ui/Blank.tsx';
import { PageBody, PageHeader } from '../../ui/PageHeader.tsx';
import { PriceCell } from './PriceCell.tsx';
import classes from './price.module.css';
import { placeOf, useBooks, usePrices, useProducts } from './prices.ts';

interface PricesSearch {
  q?: string;
  after?: string;
  /** The book that is shown on a phone. */
  book?: string;
}

export function PriceMatrix() {
  const search = useSearch({ strict: false }) as PricesSearch;
  const phone = useMediaQuery('(max-width: 48em)', undefined, { getInitialValueInEffect: false });
  const navigate = useNavigate();
  useDocumentTitle(`${t('prices.title')} · Kith`);
  const entry = useObject('price_entry');
  const bookType = useObject('price_book');
  const [typed, setTyped] = useState(search.q ?? '');
  const books = useBooks();
  const products = useProducts(search.q ?? '', search.after);
  const all = books.data?.data ?? [];
  const chosen = all.find(({ id }) => id === search.book) ?? all[0];
  const columns = phone && chosen ? [chosen] : all;
  const rows = products.data?.data ?? [];
  const prices = usePrices(columns, rows);
  const editable = Boolean(entry?.can.create) && entry?.can.change !== 'none';
  const go = (next: PricesSearch) =>
    void navigate({ to: '/prices', search: { book: search.book, ...next }, replace: !next.after });
  const find = useDebouncedCallback((q: string) => go({ q: q.trim() || undefined }), 200);
  const failure = books.error ?? products.error ?? prices.error;
  return (
    <>
      <PageHeader
        icon={<Tags size={18} strokeWidth={1.75} />}
        title={t('prices.title')}
        text={t('prices.text')}
        actions={
          bookType?.can.create && (
            <Button
              leftSection={<Plus size={16} />}
              renderRoot={(props) => <Link to="/$plural/new" params={{ plural: 'price_books' }} {...props} />}
            >
              {t('prices.add_book')}
            </Button>
          )
        }
      />
      <PageBody wide>
        <TextInput
          className={classes.search}
          aria-label={t('prices.search')}
          placeholder={t('prices.search')}
          leftSection={<Search size={15} />}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            find(event.currentTarget.value);
          }}
        />
        {phone && all.length > 1 && (
          <NativeSelect
            mb="sm"
            label={bookType?.label}
            data={all.map(({ id, title }) => ({ value: id, label: title }))}
            value={chosen?.id ?? ''}
            onChange={(event) => go({ q: search.q, after: search.after, book: event.currentTarget.value })}
          />
        )}
        {failure && <ProblemView error={failure} onRetry={() => void products.refetch()} />}
        {(products.isPending || books.isPending) && <Loader size="xs" type="dots" aria-hidden="true" />}
        {products.isSuccess && rows.length === 0 && <Blank title={t('prices.none')} />}
        {rows.length > 0 && books.isSuccess && (
          <section className={classes.room} aria-label={t('prices.title')}>
            <table className={classes.matrix}>
              <thead>
                <tr>
                  <th>{t('prices.product')}</th>
                  <th>{t('prices.list')}</th>
                  {columns.map((book) => (
                    <BookHead key={book.id} book={book} />
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((product) => {
                  const listed = asMoney(product.price);
                  return (
                    <tr key={product.id}>
                      <th scope="row">
                        <Link to="/$plural/$id" params={{ plural: 'products', id: product.id }}>
                          {product.title}
                        </Link>
                        <small>{[asText(product.code), asText(product.unit)].filter(Boolean).join(' · ')}</small>
                      </th>
                      <td className="tabular">{listed && formatMoney(listed.amount, listed.currency)}</td>
                      {columns.map((book) => (
                        <PriceCell
                          key={book.id}
                          book={book}
                          product={product}
                          tiers={prices.data?.get(placeOf(book.id, product.id)) ?? []}
                          listed={listed?.currency === asText(book.currency) ? listed.amount : null}
                          editable={editable}
                        />
                      ))}
                    </tr>
                  );
                })}
              </tbody>
            </table>
          </section>
        )}
        <Group justify="flex-end" mt="sm" gap="xs">
          {search.after && (
            <Button size="xs" variant="default" onClick={() => go({ q: search.q })}>
              {t('prices.first')}
            </Button>
          )}
          {products.data?.next && (
            <Button
              size="xs"
              variant="default"
              onClick={() => go({ q: search.q, after: products.data?.next ?? undefined })}
            >
              {t('prices.next')}
            </Button>
          )}
        </Group>
      </PageBody>
    </>
  );
}

function BookHead({ book }: { book: RecordRow }) {
  const [from, until] = [asText(book.valid_from), asText(book.valid_until)];
  const days = [
    from && t('prices.since', { day: formatDate(from) }),
    until && t('prices.until', { day: formatDate(until) }),
  ];
  return (
    <th scope="col">
      <Link to="/$plural/$id" params={{ plural: 'price_books', id: book.id }}>
        {book.title}
      </Link>
      <span className={classes.facts}>
        <Badge size="xs" variant="light" color="gray">
          {asText(book.currency)}
        </Badge>
        {asText(book.customer_tag) && (
          <Badge size="xs" variant="light" color="spruce" tt="none">
            {asText(book.customer_tag)}
          </Badge>
        )}
        <small>{days.filter(Boolean).join(' ')}</small>
      </span>
    </th>
  );
}
