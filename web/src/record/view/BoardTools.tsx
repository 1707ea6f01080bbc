// What can be set of a board: by which field, within which pipeline, and what stands on its cards.
import { Columns3, Layers } from 'lucide-react';
import { useMemo } from 'react';
import type { ListParams } from '../../api/records.ts';
import type { ObjectType } from '../../api/types.ts';
import { useDictionary } from '../../dictionary/context.tsx';
import { findField } from '../../dictionary/dictionary.ts';
import { t } from '../../i18n/index.ts';
import { ColumnChooser } from '../ColumnChooser.tsx';
import { closeFilter, openFilter, readSort, writeSort } from '../filter.ts';
import { SortChooser } from '../SortChooser.tsx';
import { FieldChooser } from './FieldChooser.tsx';
import { boardFields, cardPaths, chosenField } from './fields.ts';
import type { ListState } from './state.ts';
import { useScope } from './use_scope.ts';

interface Props {
  object: ObjectType;
  state: ListState;
  params: ListParams;
  onState: (part: Partial<ListState>) => void;
}

export function BoardTools({ object, state, params, onState }: Props) {
  const dictionary = useDictionary();
  const among = useMemo(() => boardFields(dictionary, object), [dictionary, object]);
  const by = chosenField(dictionary, object, state.by, among);
  const { scope, id, options, isFiltered } = useScope(object, state, by);
  const onCard = cardPaths(object, state.cards, [by?.key, scope?.field.key]);
  const title = object.fields.find(({ key }) => key === object.title_field);
  const scopes = options.map((row) => ({ key: row.id, label: row.title }));
  const setScope = (next: string) => {
    if (!scope || !isFiltered) return onState({ scope: next, folded: undefined });
    // The filter names one already: it is the filter that changes.
    const { join, parts } = openFilter(state.filter);
    const changed = parts.map((part) =>
      'field' in part && part.field === scope.field.key ? { ...part, value: next } : part,
    );
    onState({ filter: closeFilter({ join, parts: changed }), folded: undefined });
  };
  return (
    <>
      {scope && (
        <FieldChooser
          label={scope.field.label}
          icon={<Layers size={15} />}
          field={scopes.find(({ key }) => key === id)}
          fields={scopes}
          onChange={setScope}
        />
      )}
      <FieldChooser
        label={t('board.columns')}
        icon={<Columns3 size={15} />}
        field={by}
        fields={among}
        onChange={(next) => onState({ by: next, scope: undefined, folded: undefined })}
      />
      <SortChooser
        object={object}
        sort={readSort(params.sort)}
        isDefault={!state.sort}
        onSort={(steps) => onState({ sort: writeSort(steps) })}
      />
      <ColumnChooser
        object={object}
        title={t('board.cards')}
        columns={[...(title ? [title] : []), ...onCard.flatMap((path) => findField(dictionary, object, path) ?? [])]}
        isDefault={!state.cards}
        onChange={(paths) => onState({ cards: paths?.join(',') })}
      />
    </>
  );
}
