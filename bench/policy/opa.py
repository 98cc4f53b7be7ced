"""OPA's library from PyPI, fetched once at a pinned hash into the cache and called in this process."""
import ctypes
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
CACHE = pathlib.Path(
    os.environ.get("SHRIKE_CACHE")
    or pathlib.Path(os.environ.get("XDG_CACHE_HOME") or pathlib.Path.home() / ".cache") / "shrike")


class Unavailable(Exception):
    """The library is not in the cache and cannot be had, as without a network."""


def wheels(requirements):
    """The folder with the unpacked wheels of a requirements file, which has a hash for each.

    They are unpacked and not installed: some are marked for a newer Python than they need.
    """
    digest = hashlib.sha256(requirements.read_bytes()).hexdigest()[:12]
    folder = CACHE / "peers" / f"{requirements.stem}-{digest}"
    if (folder / "complete").exists():
        return folder
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    with tempfile.TemporaryDirectory() as scratch:
        result = subprocess.run(
            [sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps",
             "--python-version", "3.14", "--only-binary", ":all:", "--require-hashes", "--timeout", "20",
             "--retries", "1", "-r", requirements, "-d", scratch], capture_output=True, text=True)
        if result.returncode:
            raise Unavailable(result.stderr.strip().splitlines()[-1] if result.stderr.strip() else "pip failed")
        for wheel in pathlib.Path(scratch).glob("*.whl"):
            with zipfile.ZipFile(wheel) as archive:
                archive.extractall(folder / wheel.name.split("-")[0])
    (folder / "complete").touch()
    return folder


class OPA:
    """One engine with its modules and data."""

    library = None

    @classmethod
    def load(cls):
        [path] = wheels(HERE / "opa.txt").glob("*/opa_bindings/libopabridge.so")
        library = ctypes.CDLL(str(path))
        library.OpaNew.restype = ctypes.c_uint64
        library.OpaDestroy.argtypes = [ctypes.c_uint64]
        library.OpaFreeString.argtypes = [ctypes.c_void_p]
        for name, extra in [("OpaAddPolicy", []), ("OpaAddData", []), ("OpaEvalQuery", [ctypes.c_int, ctypes.c_int])]:
            function = getattr(library, name)
            function.restype = ctypes.c_void_p
            function.argtypes = [ctypes.c_uint64, ctypes.c_char_p, ctypes.c_char_p, *extra]
        cls.library = library

    def __init__(self, modules, data):
        if self.library is None:
            self.load()
        self.handle = self.library.OpaNew()
        self.failure = None
        for number, text in enumerate(modules):
            self.call(self.library.OpaAddPolicy, f"module-{number}.rego".encode(), text.encode())
        if data:
            self.call(self.library.OpaAddData, b"", json.dumps(data).encode())

    def call(self, function, *arguments):
        pointer = function(self.handle, *arguments)
        try:
            return ctypes.string_at(pointer)
        finally:
            self.library.OpaFreeString(pointer)

    def ask(self, query, text):
        """The answer's JSON text; `text` is the input's."""
        return self.call(self.library.OpaEvalQuery, query, text, 0, 0)

    def close(self):
        self.library.OpaDestroy(self.handle)
