#!/usr/bin/env python3
"""Checks that the folders of Sources use each other in one direction only: no two of them, at any depth, know each
other, directly or by way of others. Read from the index that the compiler writes in a debug build.

    python3 Scripts/check_folders.py             # after swift build --build-tests
    python3 Scripts/check_folders.py --order     # the folders of each target, each after those that it uses
    python3 Scripts/check_folders.py --arrows    # who uses what of whom
"""

import collections
import ctypes
import graphlib
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
DEFINITION, REFERENCE = 1 << 1, 1 << 2
RECORD = 2  # the kind of a unit's dependency


class Text(ctypes.Structure):
    _fields_ = [("data", ctypes.c_void_p), ("length", ctypes.c_size_t)]

    def __str__(self):
        return ctypes.string_at(self.data, self.length).decode() if self.length else ""


def toolchain_library():
    """What reads indexes, of the toolchain."""
    swift = pathlib.Path(shutil.which("swift")).resolve()
    path = next((swift.parent.parent / "lib").glob("libIndexStore.*"), None)
    if path is None:
        sys.exit(f"check_folders: {swift} has no libIndexStore beside it; take a toolchain of swift.org")
    library = ctypes.CDLL(str(path))
    for name in ("store_create", "unit_reader_create", "record_reader_create", "occurrence_get_symbol"):
        getattr(library, f"indexstore_{name}").restype = ctypes.c_void_p
    library.indexstore_occurrence_get_roles.restype = ctypes.c_uint64
    for name in ("symbol_get_usr", "symbol_get_name", "unit_reader_get_main_file", "unit_dependency_get_name"):
        getattr(library, f"indexstore_{name}").restype = Text
    return library


class Index:
    """The symbols that each file below Sources defines and those it refers to."""

    def __init__(self, folder):
        self.library, error = toolchain_library(), ctypes.c_void_p()
        self.store = self.call("store_create", str(folder).encode(), ctypes.byref(error))
        self.defined, self.used, self.names = {}, collections.defaultdict(set), {}
        units = self.collected("store_units_apply_f", self.store, ctypes.c_uint(0), of=Text)
        for unit in units:
            self.read_unit(unit)

    def call(self, name, *arguments):
        arguments = [ctypes.c_void_p(each) if isinstance(each, int) else each for each in arguments]
        return getattr(self.library, f"indexstore_{name}")(*arguments)

    def collected(self, name, *arguments, of=ctypes.c_void_p, take=str):
        """What an `apply` function of the library hands to its callback, one after the other."""
        values, kind = [], ctypes.CFUNCTYPE(ctypes.c_bool, ctypes.c_void_p, of)
        self.call(name, *arguments, ctypes.c_void_p(), kind(lambda _, value: values.append(take(value)) or True))
        return values

    def read_unit(self, unit):
        error = ctypes.c_void_p()
        reader = self.call("unit_reader_create", self.store, unit.encode(), ctypes.byref(error))
        file = pathlib.Path(str(self.call("unit_reader_get_main_file", reader)))
        if file.is_relative_to(ROOT / "Sources") and file.exists():
            file = file.relative_to(ROOT / "Sources")
            for record in self.collected("unit_reader_dependencies_apply_f", reader, take=self.record_name):
                if record:
                    self.read_record(record, file)
        self.call("unit_reader_dispose", reader)

    def record_name(self, dependency):
        kind = self.call("unit_dependency_get_kind", dependency)
        return str(self.call("unit_dependency_get_name", dependency)) if kind == RECORD else None

    def read_record(self, record, file):
        error = ctypes.c_void_p()
        reader = self.call("record_reader_create", self.store, record.encode(), ctypes.byref(error))
        for name, usr, roles in self.collected("record_reader_occurrences_apply_f", reader, take=self.occurrence):
            self.names[usr] = name
            if roles & DEFINITION:
                self.defined[usr] = file
            elif roles & REFERENCE:
                self.used[file].add(usr)
        self.call("record_reader_dispose", reader)

    def occurrence(self, occurrence):
        symbol = self.call("occurrence_get_symbol", occurrence)
        text = (str(self.call(f"symbol_get_{what}", symbol)) for what in ("name", "usr"))
        return *text, self.call("occurrence_get_roles", occurrence)


def arrows(index):
    """For each folder: which of its parts uses what of which other part. A part is a folder in it or a file in it."""
    found = collections.defaultdict(lambda: collections.defaultdict(set))
    for file, symbols in index.used.items():
        for usr in symbols:
            home = index.defined.get(usr)
            if home is None or home == file:
                continue
            depth = next(i for i, (a, b) in enumerate(zip(file.parts, home.parts)) if a != b)
            folder = pathlib.Path(*file.parts[:depth])
            found[folder][file.parts[depth], home.parts[depth]].add(f"{index.names[usr]} ({file.name} -> {home.name})")
    return found


def circles(pairs):
    """The strongly connected parts of two and more that hold a folder."""
    after = collections.defaultdict(set)
    for user, used in pairs:
        after[user].add(used)
    reached = {}
    for start in list(after):
        seen, front = set(), [start]
        while front:
            for each in after[front.pop()] - seen:
                seen.add(each)
                front.append(each)
        reached[start] = seen
    groups = {frozenset(b for b in seen if a in reached.get(b, ())) for a, seen in reached.items() if a in seen}
    return [group for group in groups if any("." not in part for part in group)]


def order(pairs):
    """The folders, each after those that it uses."""
    users = {part: [] for pair in pairs for part in pair if "." not in part}
    for user, used in pairs:
        if user in users and used in users:
            users[user].append(used)
    return list(graphlib.TopologicalSorter(users).static_order())


store = next(ROOT.glob(".build/*/debug/index/store"), None)
if store is None:
    sys.exit("check_folders: there is no index; build it with `swift build --build-tests`")
found, problems = arrows(Index(store)), 0
if not found:
    sys.exit(f"check_folders: {store} knows nothing of Sources; build anew")
for folder, pairs in sorted(found.items()):
    if "--arrows" in sys.argv:
        for (user, used), what in sorted(pairs.items()):
            print(f"{folder}: {user} -> {used}: {', '.join(sorted(what)[:4])} ({len(what)})")
    for group in circles(pairs):
        problems += 1
        print(f"in Sources/{folder} these know each other: {', '.join(sorted(group))}")
        for (user, used), what in sorted(pairs.items()):
            if user in group and used in group:
                print(f"  {user} uses of {used}: {', '.join(sorted(what)[:5])}{' …' if len(what) > 5 else ''}")
if "--order" in sys.argv and not problems:
    for folder, pairs in sorted(found.items()):
        if len(order(pairs)) > 1:
            print(f"{'Sources' / folder}: {', '.join(order(pairs))}")
print(f"{len(found)} folders, {problems} circles")
sys.exit(problems > 0)
