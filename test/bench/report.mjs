const sorted = (values) => [...values].sort((one, other) => one - other);

/** Value below which `share` of them lie. */
const quantile = (values, share) => {
  const all = sorted(values);
  return all[Math.min(all.length - 1, Math.floor(all.length * share))];
};
const median = (values) => {
  const all = sorted(values);
  const middle = all.length >> 1;
  return all.length % 2 ? all[middle] : (all[middle - 1] + all[middle]) / 2;
};

/** A figure with its median and spread over the repetitions, and whether its aim was met. */
const figure = (name, unit, values, aim) => {
  const middle = median(values);
  const met = aim === undefined ? undefined : middle <= aim;
  return { name, unit, median: middle, least: Math.min(...values), most: Math.max(...values), aim, met };
};

const round = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0));

const line = ({ name, unit, median: middle, least, most, aim, met }) => {
  const target = aim === undefined ? '–' : `≤ ${aim}${met ? ' met' : ' NOT met'}`;
  return `| ${name} | ${round(middle)}${unit} | ${round(least)}–${round(most)} | ${target} |`;
};

/** The table of one run: medians over the repetitions, ratios taken within each repetition. */
export function report({ machine, rows, bytes, repeated }) {
  const of = (read) => repeated.map(read);
  const limit = (one) => Math.min(one.raw.one, one.raw.thousands);
  const [count, ms] = [rows.toLocaleString('en'), ' ms'];
  const figures = [
    figure(`raw IndexedDB: put ${count} documents (limit)`, ms, of(limit)),
    figure(
      `first download of ${count} rows`,
      ms,
      of((one) => one.download.ms),
    ),
    figure(
      '– as a ratio to the limit',
      '×',
      of((one) => one.download.ms / limit(one)),
      1.3,
    ),
    figure(
      '– first 200 rows on the replica',
      ms,
      of((one) => one.download.first),
      100,
    ),
    figure(
      '– longest block of the main thread',
      ms,
      of((one) => one.blocks.gap),
      50,
    ),
    figure(
      '– longest long task reported (0: none)',
      ms,
      of((one) => one.blocks.longTask),
      50,
    ),
    figure(
      'one raw POST of 1,000 changes (limit)',
      ms,
      of((one) => one.upload.limit),
    ),
    figure(
      'upload of 1,000 offline changes',
      ms,
      of((one) => one.upload.acknowledged),
    ),
    figure(
      '– as a ratio to the limit',
      '×',
      of((one) => one.upload.acknowledged / one.upload.limit),
      1.6,
    ),
    figure(
      '– until their 1,000 rows are back and sealed',
      ms,
      of((one) => one.upload.complete),
    ),
    figure(
      'save of one conversation, durable: median',
      ms,
      of((one) => median(one.saves)),
    ),
    figure(
      '– 95th percentile',
      ms,
      of((one) => quantile(one.saves, 0.95)),
    ),
    figure(
      'unlock, key derivation apart: first screen',
      ms,
      of((one) => one.opening.first),
    ),
    figure(
      `– all ${count} records open`,
      ms,
      of((one) => one.opening.whole),
    ),
    figure(
      'key derivation alone, 1,000,000 rounds',
      ms,
      of((one) => one.derivation),
    ),
  ];
  const text = [
    `${machine.cores} cores of ${machine.processor}, ${machine.gigabytes} GB, Linux ${machine.kernel}; Node ${machine.node}, Chromium ${machine.browser},`,
    `PostgreSQL ${machine.postgres.version} (fsync ${machine.postgres.fsync}, synchronous_commit ${machine.postgres.commit}); load before each repetition: ${machine.load.join(' ')} (a bench on an idle machine begins below 1).`,
    `${repeated.length} repetitions, ${count} rows of ${bytes} bytes in the mean. A ratio is the median of the ratios within each repetition.`,
    '',
    '| | median | spread | aim |',
    '|---|---|---|---|',
    ...figures.map(line),
  ].join('\n');
  return { text, figures: { figures } };
}
