#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Compares what was due with what the witnesses saw: order, width, address, value, count.

usage: compare.py DIR..., each with a machine's report, trace, and debugcon: what isa-debugcon wrote
"""

import collections
import pathlib
import sys

sys.dont_write_bytecode = True   # the sources may lie where nothing can be written

import report
import witness

CONTEXT = 3


def show(item):
    """An access, due or seen, as a line."""
    if item.op == witness.FENCE:
        return 'store fence'
    value = f'{item.value:#x}' if isinstance(item.value, int) else item.value or ''
    return f'{item.op}{item.width} {item.addr:#x} {value}'.rstrip()


def kind_of(addr, ranges):
    """The kind of the watched range that holds the address, or None."""
    for watched in ranges:
        if watched.start <= addr <= watched.end:
            return watched.kind
    return None


def instruction(want, kind, strings):
    """What must have made this access; only of ports does anybody tell."""
    if want.addr >= witness.PORTS or want.op == witness.FENCE:
        return None
    name = 'in' if want.op == 'r' else 'out'
    name = name + 's' if name + 's' in strings else name
    return ('kernel ' if kind == 'kernel' else 'cpu ') + name


def matches(want, seen, kind, strings):
    """Whether this is the access that was due, seen by everyone who ought to have seen it."""
    if (want.op, want.width, want.addr) != (seen.op, seen.width, seen.addr):
        return False
    if isinstance(want.value, int) and seen.value is not None and want.value != seen.value:
        return False
    if seen.by != instruction(want, kind, strings):
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
    if seen.op == witness.FENCE:
        return ''
    if not seen.cpu:
        return f'   ({seen.by or "bus only"})'
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


def difference(wants, seen, ranges, strings):
    """None if exactly what is due was seen, else lines that show the first difference."""
    for i, (want, access) in enumerate(zip(wants, seen)):
        if not matches(want, access, kind_of(want.addr, ranges), strings):
            break
    else:
        i = min(len(wants), len(seen))
        if len(wants) == len(seen):
            return None
    return [f'{len(wants)} accesses due, {len(seen)} seen, first difference at {i + 1}:'] + \
        context(wants, i, 'due') + context(seen, i, 'saw')


def allowed(seen, step, ranges):
    """Which of those accesses this is of which there may be any number, or None; answered, too."""
    for some in step.within:
        if some.first.addr <= seen.addr <= some.end and \
                matches(some.first._replace(addr=seen.addr), seen, kind_of(seen.addr, ranges),
                        step.strings):
            return some
    return None


def leave_out_allowed(accesses, step, ranges):
    """The accesses that are to be compared, and what is wrong with the number of the others."""
    seen, counts = [], collections.Counter()
    for access in accesses:
        some = allowed(access, step, ranges)
        if some is None:
            seen.append(access)
        else:
            counts[some] += 1
    return seen, [f'{n} accesses like {show(some.first)}, where {some.most} may be'
                  for some, n in counts.items() if some.most is not None and n > some.most]


def judge_step(step, slices, ranges):
    """What is wrong with a step, as lines; none if all is well."""
    lines = list(step.bads)
    if step.number not in slices:
        return lines + ['the trace does not hold the mark of this step']
    # A program's access to any device counts, even to one that no case uses; the kernel goes about
    # its own business there. A program may order its stores as it likes, unless the step says when.
    events = [event for event in slices[step.number]
              if (event.cpu or kind_of(event.addr, ranges)) and
              (event.op != witness.FENCE or step.fences)]
    seen, too_many = leave_out_allowed(witness.fold(events), step, ranges)
    wants = step.wants + interleave(step.streams, seen)
    unequal = too_many + (difference(wants, seen, ranges, step.strings) or [])
    if step.judged == 'equal':
        return lines + unequal
    if step.judged == 'differ' and not unequal:
        lines.append('the comparison found no difference where there is one')
    return lines


def judge(case, slices, ranges):
    """What is wrong with a case, as lines."""
    lines = list(case.bads)
    for step in case.steps:
        wrong = judge_step(step, slices, case.ranges + ranges)
        if wrong:
            lines += [f'{step.label}:'] + ['    ' + line for line in wrong]
    if not case.ended:
        lines.append('the case did not end')
    if case.due:
        lines.append('the case expects something of a step that never came')
    if not case.steps:
        lines.append('the case has no steps')
    return lines


def recalibrate(slices, ram, ranges):
    """Moves what the CPU's witness says of RAM behind BARs to the addresses that it has."""
    probes = [event for event in slices.get(1, ()) if event.cpu and event[1:3] == ('r', 1)]
    if len(probes) != len(ram):
        sys.exit('compare.py: the log does not hold each calibration access: is the plugin loaded?')
    for probe, start in zip(probes, ram):
        size = next(watched.end - watched.start for watched in ranges if watched.start == start)
        for events in slices.values() if probe.addr != start else ():
            for i, event in enumerate(events):
                if event.cpu and 0 <= event.addr - probe.addr <= size:
                    events[i] = event._replace(addr=event.addr - probe.addr + start)


def compare_sent(cases, written):
    """Each case's own part of the byte stream that left the machine through isa-debugcon."""
    at = 0
    for case in cases:
        part = written[at:at + len(case.sent)]
        at += len(case.sent)
        if part != case.sent:
            case.bads.append(f'debugcon wrote {part.hex()}, not {case.sent.hex()}')
    if at != len(written):
        cases[-1].bads.append(f'debugcon wrote {len(written) - at} bytes too many')


def print_result(n, name, wrong):
    """One line of TAP, and what is wrong below it."""
    print(f'{"not ok" if wrong else "ok"} {n} - {name}')
    for line in wrong:
        print('#   ' + line)


def load(folder):
    """What a machine reported, and its trace in steps."""
    with open(folder / 'report', encoding='utf-8', errors='replace') as lines:
        told = report.read(lines)
    if not told.cases:
        sys.exit(f'compare.py: the machine reported no case: {folder}')
    with open(folder / 'trace', encoding='utf-8', errors='replace') as lines:
        slices = witness.slices(lines)
    recalibrate(slices, told.ram, told.ranges)
    compare_sent(told.cases, (folder / 'debugcon').read_bytes())
    return told, slices


def verdicts(told, slices):
    """A name and what is wrong for each case; coming to the end counts too."""
    for case in told.cases:
        due = sum(step.count() for step in case.steps)
        yield (f'{case.name}: {len(case.steps)} steps, {due} accesses, {case.took:.0f} s',
               judge(case, slices, told.ranges))
    if not told.complete:
        yield 'the end', ['the machine did not come to the end of its cases']


def main():
    """Judges all machines, sums up."""
    results = [verdict for folder in sys.argv[1:] for verdict in verdicts(*load(pathlib.Path(folder)))]
    for n, (name, wrong) in enumerate(results, 1):
        print_result(n, name, wrong)
    failed = sum(1 for _, wrong in results if wrong)
    print(f'1..{len(results)}')
    print(f'{len(results) - failed} passed, {failed} failed')
    return 1 if failed or not results else 0


if __name__ == '__main__':
    sys.exit(main())
