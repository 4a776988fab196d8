# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads what the VM reports: the ranges to watch, and for each step the accesses due."""

import dataclasses
import typing

import witness


class Want(typing.NamedTuple):
    """One access due; value is None (any), a number, or 'rejected'. Or a store fence."""
    op: str
    width: int
    addr: int
    value: object = None


class Some(typing.NamedTuple):
    """Accesses like the first, up to an end: any number of them, or so many at most."""
    first: Want
    end: int
    most: object = None


class Range(typing.NamedTuple):
    """Addresses under watch; kind says who makes an access there, and who sees it: machine.sh."""
    kind: str
    start: int
    end: int
    name: str


@dataclasses.dataclass
class Step:
    """The accesses of one command."""
    number: int
    label: str
    wants: list = dataclasses.field(default_factory=list)
    streams: list = dataclasses.field(default_factory=list)   # of lists of requests, lists of wants
    bads: list = dataclasses.field(default_factory=list)
    strings: list = dataclasses.field(default_factory=list)   # ins, outs: how ports are accessed
    fences: bool = False    # are store fences looked at?
    within: list = dataclasses.field(default_factory=list)   # of Some
    judged: str = 'equal'   # must what is seen be equal to wants, or differ, or is any right?

    def add(self, wants):
        """Accesses due: next in the step, or in the stream that was begun last."""
        if self.streams:
            self.streams[-1].append(wants)
        else:
            self.wants += wants

    def count(self):
        """How many accesses are due."""
        return len(self.wants) + sum(len(request) for stream in self.streams for request in stream)


@dataclasses.dataclass
class Case:
    """One script; its own ranges come on top of those that are watched in every case."""
    name: str
    steps: list = dataclasses.field(default_factory=list)
    ranges: list = dataclasses.field(default_factory=list)
    bads: list = dataclasses.field(default_factory=list)
    due: list = dataclasses.field(default_factory=list)   # lines about the step that comes next
    sent: bytearray = dataclasses.field(default_factory=bytearray)   # due in debugcon's file
    took: float = 0     # seconds of the VM's clock
    ended: bool = False


@dataclasses.dataclass
class Report:
    """All of it; complete tells whether the VM came to its end."""
    ranges: list = dataclasses.field(default_factory=list)
    cases: list = dataclasses.field(default_factory=list)
    ram: list = dataclasses.field(default_factory=list)   # where the calibration read
    complete: bool = False


def number(text):
    """A value of an expectation."""
    return text if text == 'rejected' else int(text, 0)


def want(words):
    """rW ADDR [VALUE]"""
    value = number(words[2]) if len(words) > 2 else None
    return Want(words[0][0], int(words[0][1:]), int(words[1], 0), value)


def want_run(words):
    """rW ADDR COUNT STRIDE [VALUE]: COUNT of them"""
    first = want(words[:2] + words[4:])
    count, stride = int(words[2], 0), int(words[3], 0)
    return [first._replace(addr=first.addr + i * stride) for i in range(count)]


def want_data(words):
    """rW ADDR STRIDE VALUE...: one for each value"""
    first, stride = want(words[:2]), int(words[2], 0)
    return [first._replace(addr=first.addr + i * stride, value=int(value, 0))
            for i, value in enumerate(words[3:])]


def want_some(words):
    """rW START END [MOST [VALUE]]: any number, or so many at most"""
    most = int(words[3], 0) if len(words) > 3 else None
    return Some(want(words[:2] + words[4:]), int(words[2], 0), most)


def watched(words):
    """KIND START END NAME"""
    return Range(words[0], int(words[1], 0), int(words[2], 0), ' '.join(words[3:]))


def take_due(case, step, verb, words):
    """What a line says of a step."""
    if verb == 'want':
        step.add([want(words)])
    elif verb == 'wants':
        step.add(want_run(words))
    elif verb == 'data':
        step.add(want_data(words))
    elif verb == 'stream':
        step.streams.append([])
    elif verb == 'fence':
        step.fences = True
        step.add([Want(witness.FENCE, 0, 0)])
    elif verb == 'no-fence':
        step.fences = True
    elif verb == 'string':
        step.strings += words
    elif verb == 'sent':
        case.sent += bytes.fromhex(words[0])
    elif verb == 'within':
        step.within.append(want_some(words))
    elif verb in ('differ', 'any'):
        step.judged = verb
    else:
        raise ValueError(f'the report says {verb!r}')


def begin_step(case, words):
    """NUMBER LABEL"""
    step = Step(int(words[0]), ' '.join(words[1:]))
    for verb, *rest in case.due:
        take_due(case, step, verb, rest)
    case.due = []
    case.steps.append(step)


def take(report, verb, words):
    """One line of the report."""
    case = report.cases[-1] if report.cases else None
    step = case.steps[-1] if case and case.steps else None
    if verb == 'next':
        case.due.append(words)
    elif verb == 'step':
        begin_step(case, words)
    elif verb == 'bad':
        (step or case).bads.append(' '.join(words))
    elif verb == 'case':
        report.cases.append(Case(' '.join(words)))
    elif verb == 'watch':
        (case or report).ranges.append(watched(words))
    elif verb == 'calibrate':
        report.ram.append(int(words[0], 0))
    elif verb == 'took':
        case.took = float(words[1]) - float(words[0])
    elif verb == 'end':
        case.ended = True
    elif verb == 'done':
        report.complete = True
    else:
        take_due(case, step, verb, words)


def read(lines):
    """The whole report."""
    report = Report()
    for line in lines:
        verb, *words = line.split()
        try:
            take(report, verb, words)
        except (ValueError, IndexError, AttributeError) as error:
            if not report.cases:
                raise
            report.cases[-1].bads.append(f'{error}: {line.strip()}')
    return report
