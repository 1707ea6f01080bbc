// /automations: those one keeps, and ready-made ones.
export { Automations as default } from '../feature/automation/Automations.tsx';
