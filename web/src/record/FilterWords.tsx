// A filter in plain words, with the names of the records it asks for. What the bar cannot edit is read here too.
import { Fragment, type ReactNode } from 'react';
import type { Field, Filter, ObjectType } from '../api/types.ts';
import { useDictionary } from '../dictionary/context.tsx';
import { findField } from '../dictionary/dictionary.ts';
import { LinkTitle } from '../field/link/LinkTitle.tsx';
import { asText } from '../field/shared/values.ts';
import { formatNumber } from '../i18n/format.ts';
import { t } from '../i18n/index.ts';
import { type Condition, isCondition, valueText } from './filter.ts';
import { type Bound, type LinkedDraft, linkOf, openLinked } from './linked_filter.ts';
import { type MemberDraft, openMember, targetOf, useMemberLists } from './member.ts';

export function FilterWords({ object, filter }: { object: ObjectType; filter: Filter }): ReactNode {
  const dictionary = useDictionary();
  if (isCondition(filter)) {
    const field = findField(dictionary, object, filter.field);
    if (!field) return filter.field;
    return (
      <>
        {field.label} {t(`operator.${filter.op}`)} <ValueWords field={field} condition={filter} />
      </>
    );
  }
  if ('and' in filter || 'or' in filter) {
    const [parts, join] = 'and' in filter ? [filter.and, t('filter.and')] : [filter.or, t('filter.or')];
    return parts.map((part, place) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no identity of their own, their place is it
      <Fragment key={place}>
        {place > 0 && ` ${join} `}
        {'and' in part || 'or' in part || openLinked(part)?.where.parts.length ? (
          <Inside object={object} filter={part} />
        ) : (
          <FilterWords object={object} filter={part} />
        )}
      </Fragment>
    ));
  }
  const member = openMember(filter);
  if (member) return <MemberWords object={object} draft={member} />;
  const draft = openLinked(filter);
  if (draft) return <LinkedWords object={object} draft={draft} />;
  if ('not' in filter)
    return (
      <>
        {t('filter.not')} <Inside object={object} filter={filter.not} />
      </>
    );
  if ('member_of' in filter) return null;
  return linkOf(dictionary, object, filter.linked)?.label ?? filter.linked;
}

/** “belongs to Loyal customers”, of the record itself or of one it links to. */
export function MemberWords({ object, draft }: { object: ObjectType; draft: MemberDraft }) {
  const dictionary = useDictionary();
  const of = targetOf(dictionary, object, draft.via);
  const via = draft.via && findField(dictionary, object, draft.via)?.label;
  const lists = useMemberLists(of?.key, draft.list !== '');
  return (
    <>
      {via && `${via} `}
      {t(draft.isIn ? 'filter.member.in' : 'filter.member.out')}{' '}
      {lists.find(({ value }) => value === draft.list)?.label ?? '…'}
    </>
  );
}

function Inside({ object, filter }: { object: ObjectType; filter: Filter }) {
  return (
    <>
      (<FilterWords object={object} filter={filter} />)
    </>
  );
}

/** The value of a condition; links by the titles of their records. */
export function ValueWords({ field, condition }: { field: Field; condition: Condition }): ReactNode {
  const { value } = condition;
  if ((field.kind !== 'link' && field.kind !== 'file') || value === undefined) return valueText(field, condition);
  return (Array.isArray(value) ? value : [value]).map((id, index) => (
    <Fragment key={asText(id)}>
      {index > 0 && ', '}
      <LinkTitle to={field.to ?? 'user'} id={asText(id)} />
    </Fragment>
  ));
}

/** “Purchases: at least 2, Total together more than €500, only those where Purchased falls in the last 90 days” */
export function LinkedWords({ object, draft, bare }: { object: ObjectType; draft: LinkedDraft; bare?: boolean }) {
  const link = linkOf(useDictionary(), object, draft.linked);
  if (!link) return draft.linked;
  const { where } = draft;
  const which: Filter | undefined =
    where.parts.length > 1 ? (where.join === 'and' ? { and: where.parts } : { or: where.parts }) : where.parts[0];
  return (
    <>
      {!bare && `${link.label}: `}
      {manyText(draft)}
      {draft.bounds.map((bound) => `, ${boundText(link.object, bound)}`)}
      {which && (
        <>
          {`, ${t('filter.where')} `}
          <FilterWords object={link.object} filter={which} />
        </>
      )}
    </>
  );
}

function manyText({ many, count }: LinkedDraft): string {
  const number = (Array.isArray(count) ? count : [count]).map((one) => formatNumber(asText(one))).join(' – ');
  return many === 'some' || many === 'none' ? t(`filter.many.${many}`) : `${t(`filter.many.${many}`)} ${number}`;
}

function boundText(object: ObjectType, { measure, field: key, op, value }: Bound): string {
  const field = object.fields.find((one) => one.key === key);
  if (!field) return key;
  return `${field.label} ${t(`filter.measure.${measure}`)} ${t(`operator.${op}`)} ${valueText(field, { field: key, op, value })}`;
}
