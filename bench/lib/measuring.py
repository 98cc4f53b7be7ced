"""What every measurement does: take a program aside, run commands, tell the machine, keep a dated result."""
import datetime
import hashlib
import os
import pathlib
import platform
import re
import shutil
import subprocess
import time

from pinned import CACHE

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


def subject(program, scratch):
    """A copy of our program with its rules: a build in between shall not change what is measured."""
    copy = scratch / "bin/shrike"
    copy.parent.mkdir()
    shutil.copy2(program, copy)
    (scratch / "share/shrike").mkdir(parents=True)
    (scratch / "share/shrike/Rules").symlink_to(ROOT / "Rules")
    return copy


def forget_results(scratch):
    """Leaves nothing in our cache but compiled rules."""
    for entry in (scratch / "shrike-cache").glob("*"):
        if entry.name != "rules":
            shutil.rmtree(entry) if entry.is_dir() else entry.unlink()


def measured(command, environment, log, out=None, cwd=None):
    """One command: (CPU seconds, wall seconds, peak MB, exit code). What it prints goes to `out`, else to the log."""
    with open(log, "ab") as errors, open(out or log, "wb" if out else "ab") as output:
        start = time.perf_counter()
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=output, stderr=errors, cwd=cwd,
                                   env={**os.environ, **environment})
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss / 1024, process.returncode


def progress(name, sample):
    """A row of (CPU seconds, wall seconds, peak MB, findings) while it is measured."""
    cpu, wall, peak, found = sample
    return f"  {name:12} {cpu:8.3f} CPU s {wall:8.3f} s {peak:7.1f} MB {found:6} found"


def verdict(met):
    return "met" if met else "**missed**"


def corpus(part):
    """The conformance corpus with a part unpacked, when it is beside this repository; None where it is missing."""
    if os.environ.get("SHRIKE_CORPUS"):
        return pathlib.Path(os.environ["SHRIKE_CORPUS"])
    unpack = ROOT.parent / "shared/corpus/unpack"
    if not unpack.exists():
        return None
    text = subprocess.run([unpack, str(CACHE / "corpus"), part], capture_output=True, text=True, check=True).stdout
    return pathlib.Path(text.strip())


def machine():
    cpu = re.search(r"model name\s*:\s*(.*)", pathlib.Path("/proc/cpuinfo").read_text())
    memory = re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())
    system = platform.freedesktop_os_release().get("PRETTY_NAME", platform.system())
    return (f"{cpu[1] if cpu else platform.machine()}, {os.cpu_count()} cores, "
            f"{int(memory[1]) / 1048576:.0f} GiB, {system}, Linux {platform.release().split('-')[0]}")


def circumstances(before, after):
    """Lines on the machine and its load before and after."""
    return [f"- Machine: {machine()}",
            f"- Load (1, 5, 15 min): before {' '.join(f'{x:.2f}' for x in before)}, "
            f"after {' '.join(f'{x:.2f}' for x in after)}"]


def told(given):
    """Which program was measured: one that was given, or this repository's."""
    if given:
        return "a given program, sha256 " + hashlib.sha256(given.read_bytes()).hexdigest()[:12]
    revision = subprocess.run(["git", "-C", ROOT, "describe", "--always", "--dirty"],
                              capture_output=True, text=True).stdout.strip()
    return f"revision {revision or 'unknown'}"


def write_result(out, subject, mode, name, lines):
    """Writes a result under today's date into a folder, and prints it."""
    date = datetime.date.today().isoformat()
    text = "\n".join([f"# {subject}, {mode}, {date}", "", *lines, ""])
    out.mkdir(parents=True, exist_ok=True)
    (out / f"{date}-{name}.md").write_text(text, encoding="utf-8")
    print(text)
