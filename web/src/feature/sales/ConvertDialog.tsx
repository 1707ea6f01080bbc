// Makes a deal of a lead: with the company and the person that are there or new ones, into a new deal or one that is open already.
import { Alert, Button, Group, Modal, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { changeSetOf } from '../../api/client.ts';
import { describeField, describeProblem } from '../../api/describe.ts';
import { outgoing } from '../../api/outgoing.ts';
import { Problem } from '../../api/problem.ts';
import { convertLead, type There } from '../../api/sales.ts';
import type { Field, ObjectType, RecordRow } from '../../api/types.ts';
import { showDone } from '../../api/undo.tsx';
import { useObject } from '../../dictionary/context.tsx';
import { faceOf } from '../../field/faces.ts';
import { LinkPicker } from '../../field/link/LinkPicker.tsx';
import { asLink, type LinkValue } from '../../field/shared/values.ts';
import { t } from '../../i18n/index.ts';
import { Matches } from '../../record/form/Matches.tsx';
import classes from './lead.module.css';
import { forgetLead } from './lead_acts.ts';

const DEAL_FIELDS = ['name', 'pipeline', 'amount', 'close_date'];

interface Party {
  mode: 'there' | 'new' | 'none';
  there: LinkValue | null;
  name: string;
}

const startParty = (value: unknown): Party => {
  const there = asLink(value);
  return { mode: there ? 'there' : 'none', there, name: '' };
};

/** What is sent for a person or company; undefined leaves what the lead points at. */
function sent(party: Party): There | undefined {
  if (party.mode === 'there') return party.there?.id;
  return party.mode === 'new' && party.name.trim() ? { name: party.name.trim() } : undefined;
}

export function ConvertDialog({ lead, onDone, onClose }: { lead: RecordRow; onDone: () => void; onClose: () => void }) {
  const deal = useObject('deal');
  const company = useObject('company');
  const person = useObject('person');
  const navigate = useNavigate();
  const [companyParty, setCompany] = useState(() => startParty(lead.company));
  const [personParty, setPerson] = useState(() => startParty(lead.person));
  const [into, setInto] = useState<'new' | 'there'>('new');
  const [known, setKnown] = useState<LinkValue | null>(null);
  const [values, setValues] = useState<Record<string, unknown>>({ name: lead.title });
  const [asked, setAsked] = useState<string[]>([]);
  const [failure, setFailure] = useState<unknown>(null);
  const [busy, setBusy] = useState(false);
  if (!deal) return null;
  const fields = [...DEAL_FIELDS, ...asked].flatMap(
    (key) => deal.fields.find((field) => field.key === key && field.access === 'write') ?? [],
  );
  const told = failure instanceof Problem ? failure.problems : [];
  const of = (path: string) => told.filter((one) => one.field === path || one.field.startsWith(`${path}.`));

  const submit = async () => {
    setBusy(true);
    setFailure(null);
    try {
      const companySent = sent(companyParty);
      const personSent = sent(personParty);
      const conversion = await convertLead(lead.id, {
        ...(companySent === undefined ? {} : { company: companySent }),
        ...(personSent === undefined ? {} : { person: personSent }),
        ...(into === 'there' ? (known ? { deal: known.id } : {}) : { deal: outgoing(filled(values)) }),
      });
      forgetLead(lead.id);
      showDone(t('leads.converted', { title: lead.title }), changeSetOf(conversion));
      onDone();
      if (conversion.deal) await navigate({ to: '/$plural/$id', params: { plural: 'deals', id: conversion.deal.id } });
    } catch (error) {
      setFailure(error);
      // What the deal misses, such as a next step, is asked for here.
      const missing = error instanceof Problem ? error.problems.map(({ field }) => field.split('.')) : [];
      setAsked((old) => [
        ...old,
        ...missing
          .filter(([part, key]) => part === 'deal' && key && !DEAL_FIELDS.includes(key) && !old.includes(key))
          .map(([, key]) => key ?? ''),
      ]);
    } finally {
      setBusy(false);
    }
  };
  const general = failure !== null && told.every(({ field }) => !/^(deal|person|company)\b/.test(field));
  return (
    <Modal
      opened
      size="lg"
      onClose={onClose}
      title={t('leads.convert_title', { title: lead.title })}
      closeButtonProps={{ 'aria-label': t('shell.close_dialog') }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <Stack gap="lg">
          {general && (
            <Alert color="red" role="alert">
              {describeProblem(failure)}
            </Alert>
          )}
          {company && (
            <PartyPart
              object={company}
              party={companyParty}
              onChange={setCompany}
              problem={of('company').map(describeField).join(' ')}
            />
          )}
          {person && (
            <PartyPart
              object={person}
              party={personParty}
              onChange={setPerson}
              problem={of('person').map(describeField).join(' ')}
            />
          )}
          <section className={classes.part} aria-label={deal.label}>
            <Group justify="space-between" mb={8}>
              <Text fw={620} size="sm">
                {deal.label}
              </Text>
              <SegmentedControl
                size="xs"
                aria-label={deal.label}
                data={[
                  { value: 'new', label: t('leads.new_deal') },
                  { value: 'there', label: t('leads.known_deal') },
                ]}
                value={into}
                onChange={(next) => setInto(next as 'new' | 'there')}
              />
            </Group>
            {into === 'there' ? (
              <LinkPicker
                to="deal"
                value={known}
                onChange={setKnown}
                aria-label={deal.label}
                error={of('deal').map(describeField).join(' ') || undefined}
              />
            ) : (
              <div className={classes.fields}>
                {fields.map((field) => (
                  <DealField
                    key={field.key}
                    field={field}
                    value={values[field.key] ?? null}
                    error={of(`deal.${field.key}`).map(describeField).join(' ')}
                    onChange={(value) => setValues((old) => ({ ...old, [field.key]: value }))}
                  />
                ))}
              </div>
            )}
          </section>
          <Group justify="flex-end" gap="xs">
            <Button variant="subtle" color="gray" onClick={onClose}>
              {t('action.cancel')}
            </Button>
            <Button type="submit" loading={busy} disabled={into === 'there' && !known}>
              {t('leads.convert')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

const filled = (values: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== null && value !== undefined && value !== ''),
  );

interface DealFieldProps {
  field: Field;
  value: unknown;
  error: string;
  onChange: (value: unknown) => void;
}

function DealField({ field, value, error, onChange }: DealFieldProps) {
  const { Input } = faceOf(field);
  return (
    <Input
      field={field}
      label={field.label}
      value={value}
      onChange={onChange}
      autoFocus={field.key === 'name'}
      {...(error ? { error } : {})}
    />
  );
}

interface PartyProps {
  object: ObjectType;
  party: Party;
  onChange: (party: Party) => void;
  problem: string;
}

/** A company or person: the one the lead points at, another, a new one, or none. */
function PartyPart({ object, party, onChange, problem }: PartyProps) {
  const modes = [
    { value: 'there', label: t('leads.existing') },
    ...(object.can.create ? [{ value: 'new', label: t('leads.new') }] : []),
    { value: 'none', label: t('leads.none') },
  ];
  return (
    <section className={classes.part} aria-label={object.label}>
      <Group justify="space-between" mb={8}>
        <Text fw={620} size="sm">
          {object.label}
        </Text>
        <SegmentedControl
          size="xs"
          aria-label={object.label}
          data={modes}
          value={party.mode}
          onChange={(mode) => onChange({ ...party, mode: mode as Party['mode'] })}
        />
      </Group>
      {party.mode === 'there' && (
        <LinkPicker
          to={object.key}
          value={party.there}
          onChange={(there) => onChange({ ...party, there })}
          aria-label={object.label}
          {...(problem ? { error: problem } : {})}
        />
      )}
      {party.mode === 'new' && (
        <Stack gap="xs">
          <TextInput
            aria-label={t('leads.name_of_new', { object: object.label.toLowerCase() })}
            placeholder={t('leads.name_of_new', { object: object.label.toLowerCase() })}
            value={party.name}
            onChange={(event) => onChange({ ...party, name: event.currentTarget.value })}
            {...(problem ? { error: problem } : {})}
          />
          <Matches
            object={object}
            values={{ name: party.name }}
            onUse={(record) =>
              onChange({
                ...party,
                mode: 'there',
                there: { id: record.id, object: object.key, title: record.title ?? '' },
              })
            }
          />
        </Stack>
      )}
    </section>
  );
}
