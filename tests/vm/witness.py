# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes of QEMU's log, in which both witnesses write, one list of bus accesses a step."""

import collections
import re

MARK = 0xff00fffc       # where vmtool writes the number of the step that begins
PORTS = 0x10000

# One access as the CPU made it (cpu), as devices saw it (pieces: what QEMU's own splitting made of
# it), or both. value is None where no witness told.
Access = collections.namedtuple('Access', 'op width addr value cpu pieces')

HEX = '(0x[0-9a-f]+)'
BUS = re.compile(rf'memory_region_ops_(read|write) .*?addr {HEX} value {HEX} size (\d+)')
CPU = re.compile(rf'cpu ([rw])(\d+) {HEX}(?: {HEX})?$')


def parse(line):
    """A line of the log as (is_cpu, op, width, addr, value), or None if it is neither witness's."""
    found = CPU.match(line)
    if found:
        op, width, addr, value = found.groups()
        return True, op, int(width), int(addr, 16), int(value, 16) if value else None
    found = BUS.search(line)
    if found:
        kind, addr, value, width = found.groups()
        return False, kind[0], int(width), int(addr, 16), int(value, 16)
    return None


def slices(lines):
    """Cuts the log at the marks: {number of the step: its lines, parsed}."""
    steps, current = {}, []
    for line in lines:
        event = parse(line)
        if event is None:
            continue
        is_cpu, _, _, addr, value = event
        if addr != MARK:
            current.append(event)
        elif not is_cpu:
            current = steps.setdefault(value, [])
    return steps


def whole(event, pieces):
    """The CPU's access, with the value that its pieces make up if the CPU's witness has none."""
    _, op, width, addr, value = event
    if value is None and pieces:
        value = sum(piece.value << (8 * (piece.addr - addr)) for piece in pieces)
    return Access(op, width, addr, value, True, tuple(pieces))


def single(event):
    """What only the bus has seen: a port, or the kernel at work."""
    _, op, width, addr, value = event
    return Access(op, width, addr, value, False, ())


def own_pieces(event, pending):
    """Where in pending, the bus lines just before the CPU's, those of its own access begin."""
    _, op, width, addr, _ = event
    first = len(pending)
    while first and pending[first - 1].op == op and 0 <= pending[first - 1].addr - addr < width:
        first -= 1
    return first


def fold(events):
    """Joins the CPU's line, which comes after an access, with the bus lines of that access."""
    accesses, pending = [], []
    for event in events:
        is_cpu, _, _, addr, _ = event
        if is_cpu:
            first = own_pieces(event, pending)
            accesses += pending[:first] + [whole(event, pending[first:])]
            pending = []
        elif addr >= PORTS:
            pending.append(single(event))
        else:
            accesses += pending + [single(event)]
            pending = []
    return accesses + pending


def tiled(access):
    """Whether the pieces are the access: each byte once, ascending."""
    addr = access.addr
    for piece in access.pieces:
        if piece.addr != addr:
            return False
        addr += piece.width
    return addr == access.addr + access.width
