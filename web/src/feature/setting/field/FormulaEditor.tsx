// A formula: typed with the fields at hand, checked while it is typed, with what can be used explained beside it.
import { Button, Code, Collapse, Group, Menu, Select, Stack, Text, Textarea } from '@mantine/core';
import { ChevronDown, Plus } from 'lucide-react';
import { useRef, useState } from 'react';
import type { FieldKind, ObjectType } from '../../../api/types.ts';
import { t } from '../../../i18n/index.ts';
import classes from './field.module.css';
import { checkFormula, type FormulaProblem, FUNCTIONS } from './formula.ts';
import { RESULT_KINDS } from './kinds.ts';

export function sayFormulaProblem(problem: FormulaProblem): string {
  return 'word' in problem ? t(`formula.${problem.code}`, { word: problem.word }) : t(`formula.${problem.code}`);
}

export function FormulaEditor({
  object,
  formula,
  kind,
  onFormula,
  onKind,
}: {
  object: ObjectType;
  formula: string;
  kind: FieldKind;
  onFormula: (next: string) => void;
  onKind: (next: FieldKind) => void;
}) {
  const [help, setHelp] = useState(false);
  const input = useRef<HTMLTextAreaElement>(null);
  const usable = object.fields.filter((field) => !field.computed?.rollup);
  const problem = checkFormula(formula, new Set(usable.map((field) => field.key)));
  const insert = (text: string) => {
    const at = input.current?.selectionStart ?? formula.length;
    const end = input.current?.selectionEnd ?? at;
    onFormula(`${formula.slice(0, at)}${text}${formula.slice(end)}`);
    // After the new text is drawn, the cursor stands behind what was put in.
    requestAnimationFrame(() => {
      input.current?.focus();
      input.current?.setSelectionRange(at + text.length, at + text.length);
    });
  };
  return (
    <Stack gap="xs">
      <Textarea
        ref={input}
        label={t('kind.formula')}
        description={t('formula.text', { example: 'quantity * price' })}
        required
        autosize
        minRows={2}
        spellCheck={false}
        classNames={{ input: classes.code }}
        value={formula}
        error={formula.trim() && problem ? sayFormulaProblem(problem) : undefined}
        onChange={(event) => onFormula(event.currentTarget.value)}
      />
      <Group gap="xs">
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="compact-sm" variant="default" leftSection={<Plus size={13} />}>
              {t('formula.insert')}
            </Button>
          </Menu.Target>
          <Menu.Dropdown mah={280} style={{ overflowY: 'auto' }}>
            {usable.map((field) => (
              <Menu.Item key={field.key} onClick={() => insert(field.key)}>
                {field.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Button
          size="compact-sm"
          variant="subtle"
          rightSection={<ChevronDown size={13} />}
          aria-expanded={help}
          onClick={() => setHelp((was) => !was)}
        >
          {t('formula.help')}
        </Button>
      </Group>
      <Collapse expanded={help}>
        <dl className={classes.functions}>
          {Object.keys(FUNCTIONS).map((name) => (
            <div key={name}>
              <dt>
                <Code>
                  {name}
                  {t(`formula.use.${name}` as 'formula.use.if')}
                </Code>
              </dt>
              <dd>{t(`formula.about.${name}` as 'formula.about.if')}</dd>
            </div>
          ))}
        </dl>
        <Text size="xs" c="dimmed" mt={4}>
          {t('formula.signs', { and: 'and', or: 'or', not: 'not' })}
        </Text>
      </Collapse>
      <Select
        label={t('formula.result')}
        data={RESULT_KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))}
        value={kind}
        onChange={(next) => next && onKind(next as FieldKind)}
        allowDeselect={false}
        maw={260}
      />
    </Stack>
  );
}
