// Debian's nginx before several servers: a door for each, behind which the others stand in where that one is gone.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, run } from '../process.js';

/** An nginx that runs. */
export interface NginxService {
  /** The port of each server's door, as given. */
  close(): Promise<void>;
}

/** Starts nginx with a door for each server; `doors` and `servers` are ports of this machine. */
export async function startNginx(
  doors: readonly number[],
  servers: readonly number[],
): Promise<NginxService> {
  const folder = await mkdtemp(join(tmpdir(), 'exifkit-nginx-'));
  await writeFile(join(folder, 'nginx.conf'), configOf(folder, doors, servers));
  const child: Child = run('nginx', ['-p', folder, '-c', join(folder, 'nginx.conf'), '-e', 'stderr']);
  await Promise.all(doors.map((port) => listens(port, child)));
  return {
    async close() {
      child.process.kill('SIGTERM');
      await child.exit;
      await rm(folder, { recursive: true });
    },
  };
}

async function listens(port: number, child: Child): Promise<void> {
  for (let i = 0; i < 500; i++) {
    const answered = await fetch(`http://127.0.0.1:${port}/`).then(
      () => true,
      () => false,
    );
    if (answered) return;
    await new Promise((wait) => setTimeout(wait, 20));
  }
  throw new Error(`nginx does not listen: ${child.output()}`);
}

function configOf(folder: string, doors: readonly number[], servers: readonly number[]): string {
  const blocks = doors.map((door, own) => {
    const lines = servers.map(
      (port, i) => `server 127.0.0.1:${port} fail_timeout=1s${i === own ? '' : ' backup'};`,
    );
    return `
      upstream door${own} { ${lines.join(' ')} keepalive 32; }
      server {
        listen 127.0.0.1:${door};
        location / { proxy_pass http://door${own}; }
      }`;
  });
  const user = process.getuid?.() === 0 ? 'user root;' : '';
  return `
    ${user}
    daemon off;
    worker_processes 1;
    pid ${folder}/pid;
    events { worker_connections 4096; }
    http {
      access_log off;
      client_max_body_size 60m;
      client_body_temp_path ${folder}/body;
      proxy_temp_path ${folder}/proxy;
      fastcgi_temp_path ${folder}/fastcgi;
      uwsgi_temp_path ${folder}/uwsgi;
      scgi_temp_path ${folder}/scgi;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
      proxy_set_header X-Forwarded-Proto $scheme;
      proxy_set_header X-Forwarded-Host $http_host;
      add_header X-Served-By $upstream_addr always;
      ${blocks.join('\n')}
    }`;
}
