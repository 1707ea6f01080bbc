// /companies/<id>/plan: what we want with one customer.
export { PlanPage as default } from '../feature/goal/plan/PlanPage.tsx';
