import { t } from './locales/messages';

document.title = t('app.name');
