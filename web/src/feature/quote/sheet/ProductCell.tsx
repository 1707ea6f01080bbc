// The first cell of a line: words, or a product that is found while typing. A product chosen brings its price, tax, unit and cost along.
import { Combobox, useCombobox } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, useState } from 'react';
import { listRecords } from '../../../api/records.ts';
import type { RecordRow } from '../../../api/types.ts';
import { asMoney, asText } from '../../../field/shared/values.ts';
import { formatMoney } from '../../../i18n/format.ts';
import { t } from '../../../i18n/index.ts';
import classes from './sheet.module.css';

interface Props {
  label: string;
  value: string;
  placeholder?: string;
  disabled: boolean;
  onWords: (words: string) => void;
  onProduct: (product: RecordRow) => void;
  onGo: (event: KeyboardEvent<HTMLInputElement>) => boolean;
}

const priceOf = (product: RecordRow) => {
  const price = asMoney(product.price);
  const unit = asText(product.unit);
  return price ? `${formatMoney(price.amount, price.currency)}${unit ? ` / ${unit}` : ''}` : '';
};

export function ProductCell({ label, value, placeholder, disabled, onWords, onProduct, onGo }: Props) {
  const combobox = useCombobox({ onDropdownClose: () => combobox.resetSelectedOption() });
  const [typed, setTyped] = useState<string | null>(null);
  const [term] = useDebouncedValue(typed?.trim() ?? '', 120);
  const products = useQuery({
    queryKey: ['list', 'product', 'sheet', term],
    queryFn: ({ signal }) =>
      listRecords(
        'products',
        {
          filter: { field: 'active', op: 'is', value: true },
          q: term || null,
          sort: term ? null : 'name',
          fields: ['name', 'code', 'price', 'unit'],
          limit: 8,
        },
        signal,
      ),
    enabled: combobox.dropdownOpened,
    placeholderData: (previous) => previous,
  });
  const options = products.data?.data ?? [];
  const leave = () => {
    combobox.closeDropdown();
    const words = typed?.trim();
    setTyped(null);
    if (words !== undefined && words !== value) onWords(words);
  };
  const choose = (id: string) => {
    combobox.closeDropdown();
    setTyped(null);
    const product = options.find((option) => option.id === id);
    if (product) onProduct(product);
  };
  return (
    <Combobox store={combobox} onOptionSubmit={choose} shadow="md" width={480} position="bottom-start">
      <Combobox.Target withKeyboardNavigation={combobox.dropdownOpened}>
        <input
          className={classes.words}
          data-column="description"
          aria-label={label}
          autoComplete="off"
          placeholder={placeholder}
          readOnly={disabled}
          value={typed ?? value}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            combobox.openDropdown();
            combobox.updateSelectedOptionIndex();
          }}
          onClick={() => !value && !disabled && combobox.openDropdown()}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === 'Escape') {
              if (combobox.dropdownOpened || typed !== null) event.stopPropagation();
              combobox.closeDropdown();
              setTyped(null);
              return;
            }
            // With the list open the arrows choose in it; without a choice Enter takes the words as they are.
            const choosing =
              combobox.dropdownOpened && (combobox.getSelectedOptionIndex() >= 0 || event.key !== 'Enter');
            if (choosing && !event.altKey && ['ArrowDown', 'ArrowUp', 'Enter'].includes(event.key)) return;
            if (event.key === 'ArrowDown' && event.altKey === false && !value && !disabled) {
              combobox.openDropdown();
              return;
            }
            if (event.key === 'Enter' && typed !== null) {
              event.preventDefault();
              leave();
              return;
            }
            onGo(event);
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!options.length && !products.isFetched}>
        <Combobox.Options mah={300} style={{ overflowY: 'auto' }}>
          {options.map((option) => (
            <Combobox.Option key={option.id} value={option.id}>
              <span className={classes.option}>
                <span>
                  {option.title}
                  <small>{asText(option.code)}</small>
                </span>
                <span className="tabular">{priceOf(option)}</span>
              </span>
            </Combobox.Option>
          ))}
          {!options.length && <Combobox.Empty>{t('lines.no_product')}</Combobox.Empty>}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  );
}
