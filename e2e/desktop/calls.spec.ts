import { callSpecs } from '../calls/call-specs';
import { test } from '../fixtures/index';

test.describe('with the practice exchange', () => {
  callSpecs(test);
});
