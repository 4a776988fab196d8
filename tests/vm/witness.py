# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes of QEMU's log, in which both witnesses write, one list of bus accesses a step."""

import collections
import re

MARK = 0xff00fffc       # where vmtool writes the number of the step that begins
PORTS = 0x10000

# A line of the log: an access as the CPU made it (cpu) or as a device saw it, or, op FENCE, that a
# program ordered its stores. by, of port accesses only: 'cpu in', 'cpu outs', 'kernel out' ...
Event = collections.namedtuple('Event', 'cpu op width addr value by', defaults=(None,))

# One access as the CPU made it (cpu), as devices saw it (pieces: what QEMU's own splitting made of
# it), or both. value is None where no witness told.
Access = collections.namedtuple('Access', 'op width addr value cpu pieces by')

FENCE = 'fence'
HEX = '(0x[0-9a-f]+)'
BUS = re.compile(rf'memory_region_ops_(read|write) .*?addr {HEX} value {HEX} size (\d+)')
CPU = re.compile(rf'cpu ([rw])(\d+) {HEX}(?: {HEX})?$')
BY = re.compile(r'(?:cpu|kernel) (?:in|out)s?$')


def parse(line):
    """A line of the log as an Event, or None if it is neither witness's."""
    found = CPU.match(line)
    if found:
        op, width, addr, value = found.groups()
        return Event(True, op, int(width), int(addr, 16), int(value, 16) if value else None)
    found = BUS.search(line)
    if found:
        kind, addr, value, width = found.groups()
        return Event(False, kind[0], int(width), int(addr, 16), int(value, 16))
    if line.startswith('cpu sfence'):
        return Event(True, FENCE, 0, 0, None)
    return None


def slices(lines):
    """Cuts the log at the marks: {number of the step: its events}."""
    steps, current, by = {}, [], None
    for line in lines:
        if BY.match(line):   # the instruction, of which the bus lines follow
            by = line.strip()
            continue
        event = parse(line)
        if event is None:
            continue
        if event.addr == MARK:
            if not event.cpu:
                current = steps.setdefault(event.value, [])
        elif event.cpu or event.addr >= PORTS:
            current.append(event)
        else:
            current.append(event._replace(by=by))
    return steps


def whole(event, pieces):
    """The CPU's access, with the value that its pieces make up if the CPU's witness has none."""
    value = event.value
    if value is None and pieces:
        value = sum(piece.value << (8 * (piece.addr - event.addr)) for piece in pieces)
    return Access(event.op, event.width, event.addr, value, True, tuple(pieces), None)


def single(event):
    """What only the bus has seen: a port, or the kernel at work."""
    return Access(event.op, event.width, event.addr, event.value, False, (), event.by)


def own_pieces(event, pending):
    """Where in pending, the bus lines just before the CPU's, those of its own access begin."""
    first = len(pending)
    while first and pending[first - 1].op == event.op and \
            0 <= pending[first - 1].addr - event.addr < event.width:
        first -= 1
    return first


def fold(events):
    """Joins the CPU's line, which comes after an access, with the bus lines of that access."""
    accesses, pending = [], []
    for event in events:
        if event.cpu:
            first = own_pieces(event, pending)
            accesses += pending[:first] + [whole(event, pending[first:])]
            pending = []
        elif event.addr >= PORTS:
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
