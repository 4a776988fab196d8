#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares what was due with what the witnesses saw: order, width, address, value, count.

usage: compare.py REPORT TRACE
"""

import sys

sys.dont_write_bytecode = True   # the sources may lie where nothing can be written

import report
import witness

CONTEXT = 3


def show(item):
    """An access, due or seen, as a line."""
    value = f'{item.value:#x}' if isinstance(item.value, int) else item.value or ''
    return f'{item.op}{item.width} {item.addr:#x} {value}'.rstrip()


def kind_of(addr, ranges):
    """The kind of the watched range that holds the address, or None."""
    for watched in ranges:
        if watched.start <= addr <= watched.end:
            return watched.kind
    return None


def matches(want, seen, kind):
    """Whether this is the access that was due, seen by everyone who ought to have seen it."""
    if (want.op, want.width, want.addr) != (seen.op, seen.width, seen.addr):
        return False
    if isinstance(want.value, int) and seen.value is not None and want.value != seen.value:
        return False
    if kind in ('port', 'kernel'):
        return not seen.cpu
    if kind == 'ram' or want.value == 'rejected':
        return seen.cpu and not seen.pieces
    return seen.cpu and witness.tiled(seen)


def context(items, at, what):
    """A few lines around the first difference."""
    lines = []
    for i in range(max(0, at - CONTEXT), min(len(items), at + CONTEXT + 1)):
        lines.append(f'{what} {i + 1:5} {">" if i == at else " "} {show(items[i])}')
        if what == 'saw':
            lines[-1] += evidence(items[i])
    if at >= len(items):
        lines.append(f'{what} {len(items) + 1:5} > (nothing more)')
    return lines


def evidence(seen):
    """Who saw it."""
    if not seen.cpu:
        return '   (bus only)' if seen.addr >= witness.PORTS else ''
    return '   (CPU; bus: ' + (', '.join(show(piece) for piece in seen.pieces) or 'nothing') + ')'


def interleave(streams, seen):
    """Several programs at once: their requests in the order in which they seem to have been served.

    Each stream's own order stays, and a request stays whole.
    """
    wants, rest = [], [list(stream) for stream in streams]
    while any(rest):
        at = seen[len(wants)][:3] if len(wants) < len(seen) else None
        served = next((stream for stream in rest if stream and stream[0][0][:3] == at), None)
        wants += (served or next(filter(None, rest))).pop(0)
    return wants


def difference(wants, seen, ranges):
    """None if exactly what is due was seen, else lines that show the first difference."""
    for i, (want, access) in enumerate(zip(wants, seen)):
        if not matches(want, access, kind_of(want.addr, ranges)):
            break
    else:
        i = min(len(wants), len(seen))
        if len(wants) == len(seen):
            return None
    return [f'{len(wants)} accesses due, {len(seen)} seen, first difference at {i + 1}:'] + \
        context(wants, i, 'due') + context(seen, i, 'saw')


def judge_step(step, slices, ranges):
    """What is wrong with a step, as lines; none if all is well."""
    lines = list(step.bads)
    if step.number not in slices:
        return lines + ['the trace does not hold the mark of this step']
    # A program's access to any device counts, even to one that no case uses; the kernel goes about
    # its own business there.
    events = [event for event in slices[step.number] if event[0] or kind_of(event[3], ranges)]
    seen = witness.fold(events)
    unequal = difference(step.wants + interleave(step.streams, seen), seen, ranges)
    if step.judged == 'equal':
        return lines + (unequal or [])
    if step.judged == 'differ' and not unequal:
        lines.append('the comparison found no difference where there is one')
    return lines


def judge(case, slices, ranges):
    """What is wrong with a case, as lines."""
    lines = list(case.bads)
    for step in case.steps:
        wrong = judge_step(step, slices, ranges + case.ranges)
        if wrong:
            lines += [f'{step.label}:'] + ['    ' + line for line in wrong]
    if not case.ended:
        lines.append('the case did not end')
    if not case.steps:
        lines.append('the case has no steps')
    return lines


def recalibrate(slices, shm, ranges):
    """Moves what the CPU's witness says of the RAM behind the BAR to the address that it has."""
    probe = [event for event in slices.get(1, ()) if event[0] and event[1:3] == ('r', 1)]
    if len(probe) != 1:
        sys.exit('compare.py: the log holds no calibration access: is the plugin loaded?')
    shift = probe[0][3] - shm
    size = next(watched.end - watched.start for watched in ranges if watched.start == shm)
    for events in slices.values() if shift else ():
        for i, (is_cpu, op, width, addr, value) in enumerate(events):
            if is_cpu and 0 <= addr - shift - shm <= size:
                events[i] = (is_cpu, op, width, addr - shift, value)


def print_result(n, name, wrong):
    """One line of TAP, and what is wrong below it."""
    print(f'{"not ok" if wrong else "ok"} {n} - {name}')
    for line in wrong:
        print('#   ' + line)


def judge_all(told, slices):
    """Prints a result a case; how many passed and failed. Coming to the end counts too."""
    failed = 0
    for n, case in enumerate(told.cases, 1):
        wrong = judge(case, slices, told.ranges)
        due = sum(step.count() for step in case.steps)
        print_result(n, f'{case.name}: {len(case.steps)} steps, {due} accesses', wrong)
        failed += bool(wrong)
    total = len(told.cases)
    if not told.complete:
        total, failed = total + 1, failed + 1
        print_result(total, 'the end', ['the machine did not come to the end of its cases'])
    print(f'1..{total}')
    return total - failed, failed


def main():
    """Reads both files, judges, sums up."""
    with open(sys.argv[1], encoding='utf-8', errors='replace') as lines:
        told = report.read(lines)
    if not told.cases:
        sys.exit('compare.py: the machine reported no case')
    with open(sys.argv[2], encoding='utf-8', errors='replace') as lines:
        slices = witness.slices(lines)
    recalibrate(slices, told.shm, told.ranges)
    passed, failed = judge_all(told, slices)
    print(f'{passed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main())
