// The keys of a shortcut as they look on a keyboard.

import classes from './keys.module.css';
import { printed } from './shortcuts.ts';

export function Keys({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {printed(keys).map((step) => (
        <span key={step.join()} className={classes.step}>
          {step.map((part) => (
            <kbd key={part} className={classes.key}>
              {part}
            </kbd>
          ))}
        </span>
      ))}
    </span>
  );
}
