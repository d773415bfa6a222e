"""Writes arrays as NumPy and MNIST do, without NumPy."""

import array
import gzip
import io
import struct
import zipfile


def npy(shape, numbers, kind="d"):
    """The bytes of a `.npy` file of numbers, of type `d` (float64) or `q` (int64)."""
    description = {"d": "<f8", "q": "<i8"}[kind]
    header = f"{{'descr': '{description}', 'fortran_order': False, 'shape': {tuple(shape)}, }}"
    header += " " * (-(len(header) + 11) % 64) + "\n"
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode() + array.array(kind, numbers).tobytes()


def npz(**arrays):
    """The bytes of an `.npz` archive of `.npy` files."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, contents in arrays.items():
            archive.writestr(f"{name}.npy", contents)
    return file.getvalue()


def idx(shape, grey_values):
    """The bytes of an IDX file of bytes, compressed."""
    return gzip.compress(struct.pack(f">BBBB{len(shape)}I", 0, 0, 8, len(shape), *shape) + bytes(grey_values))
