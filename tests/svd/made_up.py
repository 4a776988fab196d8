# SPDX-License-Identifier: GPL-2.0-or-later
"""A random device: a tree of nodes, and its text as SVD in all the spellings that there are."""

ACCESSES = ["read-write", "read-only", "write-only", "writeOnce", "read-writeOnce"]
READ_ACTIONS = ["clear", "set", "modify", "modifyExternal"]
WRITE_VALUES = ["oneToClear", "oneToSet", "oneToToggle", "zeroToClear", "zeroToSet",
                "zeroToToggle", "clear", "set", "modify"]
WRAPPERS = {"device": "peripherals", "peripheral": "registers", "register": "fields"}


class Node:
    """An element with a name: `own` is what it says itself, `base` what it is derived from."""

    def __init__(self, kind, name):
        self.kind, self.name = kind, name
        self.own, self.members, self.base, self.parent = {}, [], None, None
        self.address = self.span = None
        self.values = []  # of a field: (usage, [(name, kind, value)])

    def path(self):
        if self.kind == "device":
            return ""
        before = self.parent.path()
        return before + "." + self.name if before else self.name


class Maker:
    """Everything that is random comes from one generator, so that a seed says it all."""

    def __init__(self, random):
        self.random, self.count = random, 0
        self.bases = {"peripheral": [], "cluster": [], "register": []}

    def chance(self, probability):
        return self.random.random() < probability

    def node(self, kind):
        # No digit at the end, or one of an array could be named as another node is.
        self.count += 1
        node = Node(kind, f"N{self.count}q")
        own = node.own
        if self.chance(0.3):
            own["access"] = self.random.choice(ACCESSES)
        if kind != "field":
            if self.chance(0.25):
                own["size"] = self.random.choice([8, 16, 32, 32, 64])
            if self.chance(0.25):
                own["resetValue"] = self.random.getrandbits(self.random.choice([8, 16, 32]))
            if self.chance(0.12):
                own["resetMask"] = self.random.getrandbits(32)
        if kind in ("register", "field"):
            if self.chance(0.1):
                own["readAction"] = self.random.choice(READ_ACTIONS)
            if self.chance(0.1):
                own["modifiedWriteValues"] = self.random.choice(WRITE_VALUES)
        return node

    def repeat(self, node, increments):
        if not self.chance(0.25):
            return
        dim = self.random.randint(1, 4)
        node.own.update(dim=dim, dimIncrement=self.random.choice(increments))
        node.name += self.random.choice(["%s", "[%s]", "_%s_Z"])
        index = self.random.choice([None, None, f"0-{dim - 1}", f"3-{dim + 2}",
                                    "A-" + "ABCD"[dim - 1], ",".join("QWERT"[:dim])])
        if index:
            node.own["dimIndex"] = index

    def derive(self, node):
        """True if it has members of its own all the same, or because it is derived from none."""
        bases = self.bases[node.kind]
        if bases and self.chance(0.35):
            node.base = self.random.choice(bases)
        return not node.base or self.chance(0.4)

    def finish(self, node):
        """From now on others may be derived from it; what is in it may not."""
        self.bases[node.kind].append(node)
        return node

    def enumerated(self, bits):
        values = []
        for i in range(self.random.randint(1, 3)):
            kind = self.random.choice(["number", "number", "pattern", "default"])
            value = {"number": self.random.getrandbits(bits), "default": None,
                     "pattern": "".join(self.random.choice("01x") for _ in range(bits))}[kind]
            values.append((f"V{i}", kind, value))
        return values

    def field(self, low, bits):
        node = self.node("field")
        node.span = low, bits
        usages = self.random.choice([[], [], [None], ["read"], ["read-write"], ["read", "write"]])
        node.values = [(usage, self.enumerated(bits)) for usage in usages]
        return node

    def register(self, offset):
        node = self.node("register")
        node.address = offset
        self.repeat(node, [4, 8, 16])
        if self.derive(node):
            low = self.random.randint(0, 2)
            while low < 6 and self.chance(0.7):
                bits = self.random.randint(1, 3)
                node.members.append(self.field(low, min(bits, 8 - low)))
                low += bits + self.random.randint(0, 2)
        return self.finish(node)

    def cluster(self, offset, depth):
        node = self.node("cluster")
        node.address = offset
        self.repeat(node, [0x40, 0x44])
        if self.derive(node):
            node.members = self.body(depth + 1)
        return self.finish(node)

    def body(self, depth):
        members, offset = [], 0
        for _ in range(self.random.randint(1, 4)):
            offset += 8 * self.random.randint(0, 3)
            if depth < 3 and self.chance(0.25):
                members.append(self.cluster(offset, depth))
            else:
                members.append(self.register(offset))
        return members

    def device(self):
        device = self.node("device")
        for i in range(self.random.randint(1, 4)):
            node = self.node("peripheral")
            node.address = 0x40000000 + 0x1000 * i
            if self.derive(node):
                node.members = self.body(0)
            device.members.append(self.finish(node))
        self.random.shuffle(device.members)  # what is derived may come first
        adopt(device)
        return device

    def number(self, value):
        return self.random.choice([str(value), hex(value), f"0X{value:X}", f"#{value:b}",
                                   f"0b{value:b}", f"+{value}", f"{value:#x}UL"])

    def values_xml(self, usage, values):
        text = f"<usage>{usage}</usage>" if usage else ""
        for name, kind, value in values:
            what = {"default": "<isDefault>true</isDefault>", "pattern": f"<value>#{value}</value>"}
            text += (f"<enumeratedValue><name>{name}</name>"
                     f"{what.get(kind) or f'<value>{self.number(value)}</value>'}"
                     "</enumeratedValue>")
        return f"<enumeratedValues>{text}</enumeratedValues>"

    def span_xml(self, low, bits):
        high = low + bits - 1
        return self.random.choice([
            f"<bitOffset>{self.number(low)}</bitOffset><bitWidth>{self.number(bits)}</bitWidth>",
            f"<lsb>{low}</lsb><msb>{high}</msb>", f"<bitRange>[{high}:{low}]</bitRange>"])

    def derived_xml(self, node):
        if not node.base:
            return ""
        sibling = node.base.parent is node.parent and self.chance(0.5)
        return f' derivedFrom="{node.base.name if sibling else node.base.path()}"'

    def xml(self, node):
        parts = [f"<name>{node.name}</name>"]
        for key, value in node.own.items():
            text = self.number(value) if isinstance(value, int) else value
            parts.append(f"<{key}>{text}</{key}>")
        if node.address is not None:
            key = "baseAddress" if node.kind == "peripheral" else "addressOffset"
            parts.append(f"<{key}>{self.number(node.address)}</{key}>")
        if node.span:
            parts.append(self.span_xml(*node.span))
        parts += [self.values_xml(usage, values) for usage, values in node.values]
        self.random.shuffle(parts)
        members = "".join(self.xml(member) for member in node.members)
        wrapper = WRAPPERS.get(node.kind)
        if wrapper and members:
            members = f"<{wrapper}>{members}</{wrapper}>"
        return f"<{node.kind}{self.derived_xml(node)}>{''.join(parts)}{members}</{node.kind}>\n"


def adopt(node):
    for member in node.members:
        member.parent = node
        adopt(member)
