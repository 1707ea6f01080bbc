// /notifications: all one should hear of.
export { Notifications as default } from '../feature/notification/Notifications.tsx';
