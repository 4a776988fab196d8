#!/usr/bin/python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Makes what the machine's memories hold, the same in every run: a disk, a ROM, bytes in fw_cfg.

usage: contents.py DIR
"""

import os
import random
import sys


def main():
    """The BIOS would run the ROM if its bytes added up to 0."""
    source = random.Random(1)
    rom = bytearray(source.randbytes(2048))
    rom[:3] = b'\x55\xaa\x04'
    rom[-1] = (1 - sum(rom[:-1])) % 256
    contents = {'disk': source.randbytes(65536), 'rom': rom, 'bytes': source.randbytes(1000)}
    for name, data in contents.items():
        with open(os.path.join(sys.argv[1], name), 'wb') as file:
            file.write(data)


if __name__ == '__main__':
    main()
