// The names of something in the languages of the app, one row each; folded away until somebody wants them or has given some.
import { Anchor, Collapse, Text } from '@mantine/core';
import { Fragment, type ReactNode, useId, useState } from 'react';
import { t } from '../../i18n/index.ts';
import { languageName, languageOptions } from '../../shell/options.ts';
import classes from './field/field.module.css';

export function Languages({
  codes,
  two = false,
  children,
}: {
  /** Languages that have names already; those the app does not speak are shown as well, for the API may have set them. */
  codes: readonly string[];
  /** Two names for each language, as for one and for many. */
  two?: boolean;
  children: (code: string, name: string) => ReactNode;
}) {
  const [isOpen, setOpen] = useState(codes.length > 0);
  const grid = useId();
  const offered = languageOptions();
  const others = codes.filter((code) => !offered.some((language) => language.value === code));
  const rows = [...offered, ...others.map((value) => ({ value, label: languageName(value) }))];
  return (
    <div>
      <Anchor
        component="button"
        type="button"
        size="xs"
        aria-expanded={isOpen}
        aria-controls={grid}
        onClick={() => setOpen((was) => !was)}
      >
        {t('fields.languages')}
      </Anchor>
      <Collapse expanded={isOpen} id={grid}>
        <Text size="xs" c="dimmed" mt={6} mb="xs">
          {t('fields.languages_help')}
        </Text>
        <div className={classes.languages} data-two={two || undefined}>
          {rows.map(({ value, label }) => (
            <Fragment key={value}>
              <Text size="sm" lang={value}>
                {label}
              </Text>
              {children(value, label)}
            </Fragment>
          ))}
        </div>
      </Collapse>
    </div>
  );
}
