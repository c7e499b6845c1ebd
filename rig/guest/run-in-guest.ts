import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onLine } from "../lines.js";
import { LIMITS } from "../limits.js";
import { newsIn, type News } from "../news.js";
import { ROOT } from "../../e2e/root.js";
import { SUITE_MAIN } from "../run-here.js";
import { Hands } from "./hands.js";

const SCRIPTS = join(ROOT, "rig/guest");

/**
 * Starts a machine on this machine's own root, read-only, with a tmpfs over it: the guest has our Node, our packages and our suites,
 * and what it writes is gone with it. `kernel` is the folder of an unpacked Debian kernel package.
 */
export async function runInGuest(suites: readonly string[], kernel: string, told: (news: News) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "usher-guest-"));
  const console = join(folder, "console.log");
  const [version = ""] = readdirSync(join(kernel, "lib/modules"));
  const initrd = join(folder, "initrd.gz");
  const settings = [kernel, version, process.execPath, SUITE_MAIN, String(LIMITS.suiteSeconds), suites.join(" ")];
  const made = spawnSync("sh", [join(SCRIPTS, "make-initrd.sh"), initrd, ...settings], { encoding: "utf8" });
  if (made.status !== 0) throw new Error(`no initrd for the guest: ${made.stderr}`);

  const machine = spawn("qemu-system-x86_64", machineWith({ kernel, version, initrd, folder, console }), {
    stdio: ["ignore", "pipe", "inherit"],
    timeout: LIMITS.guestMs,
    killSignal: "SIGKILL",
  });
  const kill = (): void => void machine.kill("SIGKILL");
  process.once("exit", kill);
  const hands = new Hands(folder);
  let failed = false;
  const ended = new Set<string>();
  onLine(machine.stdout, (line) => {
    const news = newsIn(line);
    if (news?.kind === "host") hands.do(news.command);
    else if (news !== null) told(news);
    if (news?.kind === "ended") ended.add(news.suite);
    if (news?.kind === "case" && news.failure !== null) failed = true;
  });
  await once(machine, "close");
  process.off("exit", kill);
  hands.close();
  if (failed || ended.size < suites.length)
    process.stdout.write(`\nthe guest's console:\n${readFileSync(console, "utf8")}\n`);
  rmSync(folder, { recursive: true, force: true });
}

interface Machine {
  readonly kernel: string;
  readonly version: string;
  readonly initrd: string;
  readonly folder: string;
  readonly console: string;
}

/**
 * Emulated throughout, so that it runs in any container. The far ends are sockets in `folder`: QEMU's monitor, and a USB-serial adapter
 * that is plugged in by connecting to it. News come out of the second serial port, so that no message of the kernel's gets among them.
 */
function machineWith({ kernel, version, initrd, folder, console }: Machine): readonly string[] {
  const boot = "console=ttyS0 quiet loglevel=3 panic=-1 mitigations=off nokaslr tsc=unstable";
  return [
    ["-M", "q35,i8042=off", "-accel", "tcg,thread=multi,tb-size=512", "-cpu", "max", "-smp", "1", "-m", "1024"],
    ["-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"],
    ["-kernel", join(kernel, `boot/vmlinuz-${version}`), "-initrd", initrd, "-append", boot],
    ["-fsdev", "local,id=root,path=/,security_model=none,readonly=on,multidevs=remap"],
    ["-device", "virtio-9p-pci,fsdev=root,mount_tag=hostroot"],
    ["-serial", `file:${console}`, "-chardev", "stdio,id=news,signal=off", "-serial", "chardev:news"],
    ["-qmp", `unix:${join(folder, "qmp")},server=on,wait=off`],
    ["-device", "qemu-xhci,id=usb", "-chardev", `socket,id=far,path=${join(folder, "far")},server=on,wait=off`],
    ["-device", "usb-serial,chardev=far,bus=usb.0,serial=FT1"],
  ].flat();
}
