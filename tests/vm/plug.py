#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Runs QEMU and lets its guest plug and unplug devices: monitor commands by a virtio console.

usage: plug.py QEMU [ARGUMENT]...

A line that the guest writes is a command for QEMU's monitor, such as "device_add edu,id=x" or
"device_del x". The answer is one line: ok, or what is wrong. A device_del is answered when the
device is gone, that is, when the guest has let go of it.
"""

import json
import socket
import subprocess
import sys
import threading

PATIENCE = 20   # seconds in which the guest must have let go of a device


class Refused(Exception):
    """The monitor did not do it."""


class Monitor:
    """QEMU's monitor, spoken to in JSON."""

    def __init__(self, channel):
        self.lines = channel.makefile('rw', encoding='utf-8')
        self.channel = channel
        self.gone = set()           # devices whose end has been reported
        self.receive()              # the greeting
        self.ask('qmp_capabilities')

    def receive(self):
        """The next message. What it says of devices is kept."""
        line = self.lines.readline()
        if not line:
            raise EOFError
        message = json.loads(line)
        device = message.get('data', {}).get('device')
        if message.get('event') == 'DEVICE_DELETED' and device:
            self.gone.add(device)
        if message.get('event') == 'DEVICE_UNPLUG_GUEST_ERROR':
            raise Refused(f'the guest keeps {device}')
        return message

    def ask(self, command, **arguments):
        """Executes a command and returns what it returns."""
        json.dump({'execute': command, 'arguments': arguments}, self.lines)
        self.lines.flush()
        while True:
            answer = self.receive()
            if 'error' in answer:
                raise Refused(answer['error']['desc'])
            if 'return' in answer:
                return answer['return']

    def obey(self, line):
        """Does what a line of the guest says; the answer to it."""
        command, _, device = line.partition(' ')
        self.gone.discard(device)
        try:
            said = self.ask('human-monitor-command', **{'command-line': line})
            self.channel.settimeout(PATIENCE)
            while not said and command == 'device_del' and device not in self.gone:
                self.receive()
        except Refused as refused:
            said = str(refused)
        except TimeoutError:
            said = f'the guest has not let go of {device} after {PATIENCE} s'
        finally:
            self.channel.settimeout(None)
        return ' '.join(said.split()) or 'ok'


def serve(monitor_channel, guest_channel):
    """Until QEMU ends."""
    try:
        monitor = Monitor(monitor_channel)
        with guest_channel.makefile('rw', encoding='utf-8', errors='replace') as guest:
            for line in guest:
                guest.write(monitor.obey(line.strip()) + '\n')
                guest.flush()
    except (EOFError, OSError):
        pass


def main():
    """QEMU's status is ours."""
    ours_monitor, theirs_monitor = socket.socketpair()
    ours_guest, theirs_guest = socket.socketpair()
    theirs = theirs_monitor.fileno(), theirs_guest.fileno()
    arguments = [
        '-chardev', f'socket,id=monitor,fd={theirs[0]}', '-mon', 'chardev=monitor,mode=control',
        '-chardev', f'socket,id=plug,fd={theirs[1]}',
        '-device', 'virtserialport,chardev=plug,name=plug']
    with subprocess.Popen(sys.argv[1:] + arguments, pass_fds=theirs) as qemu:
        theirs_monitor.close()
        theirs_guest.close()
        threading.Thread(target=serve, args=(ours_monitor, ours_guest), daemon=True).start()
        return qemu.wait()


if __name__ == '__main__':
    sys.exit(main())
