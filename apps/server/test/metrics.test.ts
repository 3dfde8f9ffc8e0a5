import { expect, it } from 'vitest';
import { createMetrics } from '../src/metrics.js';

it('counters, histograms and gauges are told as Prometheus reads them', () => {
  const metrics = createMetrics();
  const requests = metrics.counter('requests_total', 'All of them.');
  const seconds = metrics.histogram('seconds', 'How long.', [0.1, 1]);
  let running = 3;
  metrics.gauge({ name: 'running', help: 'Now.', read: () => running });
  requests({ route: '/a', status: '200' });
  requests({ route: '/a', status: '200' }, 2);
  requests({ route: 'a "b"\\\nc', status: '404' });
  for (const value of [0.1, 0.5, 1.5, 0.05]) seconds({ route: '/a' }, value);
  seconds({}, 2);
  running = 4;
  expect(metrics.text()).toBe(`# HELP requests_total All of them.
# TYPE requests_total counter
requests_total{route="/a",status="200"} 3
requests_total{route="a \\"b\\"\\\\\\nc",status="404"} 1
# HELP seconds How long.
# TYPE seconds histogram
seconds_bucket{route="/a",le="0.1"} 2
seconds_bucket{route="/a",le="1"} 3
seconds_bucket{route="/a",le="+Inf"} 4
seconds_sum{route="/a"} 2.15
seconds_count{route="/a"} 4
seconds_bucket{le="0.1"} 0
seconds_bucket{le="1"} 0
seconds_bucket{le="+Inf"} 1
seconds_sum 2
seconds_count 1
# HELP running Now.
# TYPE running gauge
running 4
`);
});
