"""OPA's library from PyPI, called in this process."""
import ctypes
import json
import pathlib

from pinned import wheels

HERE = pathlib.Path(__file__).resolve().parent


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
