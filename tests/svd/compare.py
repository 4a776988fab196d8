#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Converts random devices, and compares what comes out with what they mean, worked out here.

compare.py PROGRAM FIRST LAST: the seeds. Prints how many are the same; a device that is not stays
in the current directory as SEED.svd."""
import pathlib
import random
import subprocess
import sys

import made_up
import meaning
import read_lists


def first_difference(got, wanted):
    for name in sorted(got.keys() | wanted.keys()):
        made, right = got.get(name, {}), wanted.get(name, {})
        for path in sorted(made.keys() | right.keys()):
            if made.get(path) != right.get(path):
                return f"{name}: {path} is {made.get(path)}, not {right.get(path)}"
    return "a list is missing, or there is one too many"


def try_one(program, seed):
    """None, or what is wrong."""
    maker = made_up.Maker(random.Random(seed))
    device = maker.device()
    path = pathlib.Path(f"{seed}.svd")
    path.write_text(maker.xml(device))
    done = subprocess.run([program, path], capture_output=True, text=True, check=False)
    if done.returncode != 0:
        return done.stderr
    got, wanted = read_lists.lists(done.stdout), meaning.lists(device)
    if got != wanted:
        return first_difference(got, wanted)
    path.unlink()
    return None


program, first, last = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
failed = 0
for number in range(first, last + 1):
    wrong = try_one(program, number)
    if wrong:
        print(f"FAIL: device {number}: {wrong}")
        failed += 1
print(f"compare.py: {last - first + 1} devices, {failed} failed")
sys.exit(failed != 0)
