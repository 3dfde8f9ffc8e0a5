// Rewrites an XMP sidecar: a new packet of what stays, an empty one where nothing does.
import type { Scan } from '../../bytes/scan.js';
import { xmpPacket } from '../../structures/xmp/packet.js';
import { byUnit, type FormatEdit } from '../edit.js';
import { type Plan, PlanBuilder, type PlanInput, type Planner } from '../plan.js';
import { type PutBlocks, refusePut } from '../put.js';
import { wholeFile } from './index.js';

/** Changes of any length: nothing in the file states places. */
const xmpEdit: FormatEdit = function* (splices, { context }) {
  const content = yield* wholeFile(context);
  byUnit(splices, [{ ...content, content }], 'xmp');
  return splices;
};

/** The packet in place of the one that the file is. */
const xmpPut: PutBlocks = function* (puts, _layout, { context }) {
  const whole = yield* wholeFile(context);
  return puts.map((put) => {
    if (put.kind !== 'xmp') refusePut('xmp', put);
    return { ...whole, bytes: put.bytes ?? xmpPacket('') };
  });
};

/** The planner of XMP sidecars. */
export const xmpPlanner: Planner<'xmp'> = {
  name: 'xmp',
  mimeType: 'application/rdf+xml',
  plan: planXmp,
  put: xmpPut,
  edit: xmpEdit,
  *rendering() {},
};

function* planXmp({ context, stated }: PlanInput): Scan<Plan> {
  const { start, end } = yield* wholeFile(context);
  const plan = new PlanBuilder();
  yield* plan.rewriteXmp('xmp', start, end, xmpPacket(stated?.xmp ?? ''));
  return plan;
}
