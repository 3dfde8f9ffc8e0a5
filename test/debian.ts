// Programs that tests need and Debian brings.
import { execFileSync } from 'node:child_process';

/**
 * Whether a program is there, after its package was installed where it was not. Only root can install; elsewhere the
 * tests that need the program are skipped, and say so.
 */
export function hasProgram(program: string, ofPackage: string): boolean {
  return succeeds(`command -v ${program}`, ofPackage);
}

/** The same of what a shell command tells by its success, as `php -m | grep curl`. */
export function succeeds(command: string, ofPackage: string): boolean {
  if (!isSuccess(command) && process.getuid?.() === 0) install(ofPackage);
  const success = isSuccess(command);
  if (!success)
    console.warn(`skipped: the tests with ${ofPackage}, as it is not there and cannot be installed`);
  return success;
}

/** Test files run side by side, and one apt-get runs at a time. The level keeps services of the package from starting. */
function install(name: string): void {
  const steps = `apt-get update && DEBIAN_FRONTEND=noninteractive RUNLEVEL=1 apt-get install -y --no-install-recommends ${name}`;
  try {
    execFileSync('flock', ['/tmp/exifkit-apt.lock', 'sh', '-c', steps], {
      stdio: 'ignore',
      timeout: 300_000,
    });
  } catch {
    // It is not there, then.
  }
}

function isSuccess(command: string): boolean {
  try {
    execFileSync('sh', ['-c', command], { stdio: 'pipe' });
    return true;
  } catch {
    return false;
  }
}
