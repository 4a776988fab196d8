#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-2.0-or-later
"""Prints a made-up map of N entries, always the same one for an N: synthetic.py N"""
import random
import sys

TOP = ["System RAM", "Reserved", "PCI Bus 0000:{:02x}"]
INSIDE = ["0000:{:02x}:00.0", "PCI Bus 0000:{:02x}", "nvme", "Video ROM", "Kernel code",
          "ACPI Tables", "a driver whose name is long, at port {}", "pnp 00:{:02x}"]


class Map:
    def __init__(self, entries):
        self.left = entries
        self.random = random.Random(entries)

    def entry(self, depth, base, size, labels):
        label = self.random.choice(labels).format(self.random.randrange(100))
        print(f"{'  ' * depth}{base:08x}-{base + size - 1:08x} : {label}")
        self.left -= 1

    def fill(self, depth, base, end, most):
        for _ in range(self.random.randint(1, most)):
            size = 1 << self.random.randint(2, 20)
            base = -(-base // size) * size
            if base + size > end or not self.left:
                return
            self.entry(depth, base, size, INSIDE)
            if depth < 8 and self.random.random() < 0.4:
                self.fill(depth + 1, base, base + size, 4)
            base += size + self.random.choice([0, 0, size, 4096])

    def draw(self):
        base = 0
        while self.left:
            size = 1 << self.random.randint(12, 36)
            base = -(-base // size) * size
            self.entry(0, base, size, TOP)
            if self.random.random() < 0.7:
                self.fill(1, base, base + size, 8)
            base += size * self.random.choice([1, 1, 2, 3])


Map(int(sys.argv[1])).draw()
