"""What peers are published as on PyPI, fetched once at pinned hashes into the cache."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import venv
import zipfile

CACHE = pathlib.Path(
    os.environ.get("SHRIKE_CACHE")
    or pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "shrike")
PIP = ["--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:", "--require-hashes"]


class Unavailable(Exception):
    """It is not in the cache and cannot be had, as without a network."""


def prepared(requirements, fill):
    """The folder that `fill` makes of a requirements file, once for each of its contents."""
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]
    folder = CACHE / "peers" / f"{requirements.stem}-{digest}"
    if not (folder / "complete").exists():
        print(f"fetching {requirements.stem}", file=sys.stderr)
        shutil.rmtree(folder, ignore_errors=True)
        fill(folder)
        (folder / "complete").touch()
    return folder


def wheels(requirements):
    """The folder with the unpacked wheels of a requirements file, which has a hash for each.

    They are unpacked and not installed: some are marked for a newer Python than they need.
    """
    def unpack(folder):
        folder.mkdir(parents=True)
        with tempfile.TemporaryDirectory() as scratch:
            result = subprocess.run(
                [sys.executable, "-m", "pip", "download", *PIP, "--python-version", "3.14", "--timeout", "20",
                 "--retries", "1", "-r", requirements, "-d", scratch], capture_output=True, text=True)
            if result.returncode:
                raise Unavailable(result.stderr.strip().splitlines()[-1] if result.stderr.strip() else "pip failed")
            for wheel in pathlib.Path(scratch).glob("*.whl"):
                with zipfile.ZipFile(wheel) as archive:
                    archive.extractall(folder / wheel.name.split("-")[0])
    return prepared(requirements, unpack)


def environment(requirements):
    """The folder of a virtual environment with what a requirements file names."""
    def install(folder):
        venv.create(folder, with_pip=True)
        subprocess.run([folder / "bin/pip", "install", *PIP, "-r", requirements], check=True, stdout=sys.stderr)
    return prepared(requirements, install)
