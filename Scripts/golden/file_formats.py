"""Small files as NumPy, safetensors and Python's gzip and zipfile write them, with what is in them. IDX has no
package: its files are put together here by its specification."""

import base64
import gzip
import io
import platform
import struct
import zipfile

import golden
import numpy
import safetensors
from safetensors.numpy import save as save_safetensors

random = numpy.random.default_rng(1)
FLOATS = numpy.array([0.0, -0.0, 1.5, -2.25, numpy.inf, -numpy.inf, 65504, 6e-8, 6.1e-5, 1 / 3, 3.0, 1e-3])


def encoded(data):
    return base64.b64encode(data).decode()


def values(array):
    """What is in an array, row after row: reals as the bits of doubles, because JSON has no infinity."""
    array = numpy.ascontiguousarray(array).reshape(-1)
    if array.dtype.kind == "f":
        return {"reals": array.astype("<f8").view("<u8").tolist()}
    if array.dtype.kind == "U":
        return {"texts": array.tolist()}
    if array.dtype.kind == "S":
        return {"texts": [text.decode() for text in array.tolist()]}
    return {"bytes" if array.dtype in (bool, numpy.uint8) else "integers": array.astype("i8").tolist()}


def case(name, data, array):
    return {"name": name, "file": encoded(data), "shape": list(array.shape), **values(array)}


def npy(array, version=None):
    file = io.BytesIO()
    numpy.lib.format.write_array(file, array, version=version, allow_pickle=True)
    return file.getvalue()


def npy_case(array, name="", version=None):
    return case(f"{array.dtype.str} {array.shape} {name}".strip(), npy(array, version), array)


def integers(type, shape):
    bounds = numpy.iinfo(type)
    array = random.integers(bounds.min, min(bounds.max, 2**63 - 1), shape, endpoint=True, dtype="i8")
    array.reshape(-1)[:2] = bounds.min, min(bounds.max, 2**63 - 1)
    return array.astype(type)


npy_cases = [npy_case(integers(order + type, (2, 3))) for order in "<>"
             for type in ("i1", "i2", "i4", "i8", "u1", "u2", "u4", "u8")]
npy_cases += [npy_case(FLOATS.astype(order + type).reshape(3, 4)) for order in "<>" for type in ("f2", "f4", "f8")]
npy_cases += [
    npy_case(random.random((2, 3)) < 0.5), npy_case(numpy.float64(2.5).reshape(())), npy_case(numpy.zeros((0,))),
    npy_case(numpy.zeros((3, 0, 2), "i4")), npy_case(numpy.arange(3.0)),
    npy_case(numpy.asfortranarray(numpy.arange(24.0).reshape(2, 3, 4)), "Fortran"),
    npy_case(numpy.asfortranarray(integers("<i4", (4, 3))), "Fortran"),
    npy_case(numpy.asfortranarray(numpy.array([["a", "bc"], ["d", "é"], ["", "漢字"]])), "Fortran"),
    npy_case(numpy.arange(16).reshape(1, 2, 1, 2, 2, 2)),
    npy_case(numpy.array(["setosa", "", "versicolor", "😀"])), npy_case(numpy.array(["a", "é"]).astype(">U3")),
    npy_case(numpy.array([b"abc", b"", b"d"])), npy_case(numpy.arange(4.0), "version 2", (2, 0)),
    npy_case(numpy.arange(4.0), "version 3", (3, 0)),
]

rejected = [
    ("complex", npy(numpy.zeros(2, complex)), "complex numbers"),
    ("objects", npy(numpy.array([1, "a"], object)), "a pickle, not numbers"),
    ("structured", npy(numpy.zeros(2, [("a", "f8"), ("b", "i4")])), "structured array"),
    ("dates", npy(numpy.zeros(2, "M8[ns]")), "dates or times"),
    ("durations", npy(numpy.zeros(2, "m8[s]")), "dates or times"),
    ("raw bytes", npy(numpy.zeros(2, "V3")), "raw bytes"),
    ("extended precision", npy(numpy.zeros(2, numpy.longdouble)), "extended precision"),
    ("too large", npy(numpy.array([1, 2**63], "u8")), "9223372036854775808 is larger than"),
]

stored, deflated, object_file = io.BytesIO(), io.BytesIO(), io.BytesIO()
arrays = {"features": FLOATS.reshape(4, 3), "labels": numpy.arange(4), "names": numpy.array(["a", "b", "c", "d"])}
numpy.savez(stored, **arrays)
numpy.savez_compressed(deflated, **arrays)
streamed = io.BytesIO()


class Pipe(io.RawIOBase):
    """A file that cannot go back: sizes follow the data, in data descriptors."""

    def writable(self):
        return True

    def write(self, data):
        return streamed.write(data)


with zipfile.ZipFile(Pipe(), "w", zipfile.ZIP_DEFLATED) as archive:
    for name, array in arrays.items():
        archive.writestr(name + ".npy", npy(array))

text = b"".join(b"line %d of a text\n" % (index % 7) for index in range(200))
noise = random.integers(0, 256, 300, "u1").tobytes()
gzips = [("compressed", gzip.compress(text, 9, mtime=0), text), ("quickly", gzip.compress(text, 1, mtime=0), text),
         ("noise", gzip.compress(noise, 9, mtime=0), noise), ("stored", gzip.compress(text[:200], 0, mtime=0), text[:200]),
         ("short", gzip.compress(b"abc", mtime=0), b"abc"), ("empty", gzip.compress(b"", mtime=0), b""),
         ("two members", gzip.compress(text, mtime=0) + gzip.compress(noise, mtime=0), text + noise)]
named = io.BytesIO()
with gzip.GzipFile("name.txt", "wb", fileobj=named, mtime=0) as file:
    file.write(text)
gzips.append(("named", named.getvalue(), text))

idx = []
for code, type in ((8, ">u1"), (9, ">i1"), (11, ">i2"), (12, ">i4"), (13, ">f4"), (14, ">f8")):
    array = FLOATS.astype(type).reshape(3, 2, 2) if code > 12 else integers(type, (3, 2, 2))
    data = struct.pack(">BBBB3I", 0, 0, code, 3, *array.shape) + array.tobytes()
    idx += [case(type, data, array), case(type + " gzip", gzip.compress(data, mtime=0), array)]

tensors = {"weights": FLOATS.reshape(3, 4), "f32": FLOATS.astype("f4"), "f16": FLOATS.astype("f2"),
           "i64": integers("i8", (2, 2)), "i32": integers("i4", (3,)), "u8": integers("u1", (3,)),
           "bool": numpy.array([True, False]), "scalar": numpy.array(2.5), "empty": numpy.zeros((0, 3))}
plain = {"b": FLOATS.reshape(3, 4), "a": numpy.arange(5), "c \"é\"\n": numpy.arange(3.0)}

golden.write(
    "Tests/FileFormatsTests/Golden/files.json",
    f"NumPy {numpy.__version__}, safetensors {safetensors.__version__}, Python {platform.python_version()}",
    npy=npy_cases, rejectedNPY=[{"name": n, "file": encoded(d), "reason": r} for n, d, r in rejected],
    npz=[{"name": name, "file": encoded(file.getvalue()), "arrays": [case(n, npy(a), a) for n, a in arrays.items()]}
         for name, file in (("stored", stored), ("deflated", deflated), ("streamed", streamed))],
    gzip=[{"name": name, "file": encoded(data), "contents": encoded(contents)} for name, data, contents in gzips],
    idx=idx,
    safetensors={"file": encoded(save_safetensors(tensors, {"by": "a \"test\"\n"})),
                 "metadata": {"by": "a \"test\"\n"}, "arrays": [case(n, b"", a) for n, a in tensors.items()]},
    written={"npy": encoded(npy(FLOATS.reshape(3, 4))), "npyLabels": encoded(npy(arrays["names"])),
             "safetensors": encoded(save_safetensors(plain))})
