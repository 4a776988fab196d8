# SPDX-License-Identifier: GPL-2.0-or-later
"""What a device's tree means, worked out the plain way: each register with its path and its facts."""
import itertools

ACCESSES = {"read-write": "rw", "read-only": "ro", "write-only": "wo", "writeOnce": "wo-once",
            "read-writeOnce": "rw-once"}
INHERITED = ("access", "size", "resetValue", "resetMask")
DIMS = ("dim", "dimIncrement", "dimIndex")
KNOWN = 2**64 - 1


def dashed(word):
    return {"modifyExternal": "external"}.get(
        word, "".join("-" + c.lower() if c.isupper() else c for c in word))


def says(node):
    """What the node says itself, or what it is derived from does."""
    facts = {}
    if node.base:
        facts = says(node.base)
        if "%s" not in node.name:
            facts = {key: value for key, value in facts.items() if key not in DIMS}
    return {**facts, **node.own}


def members_of(node):
    own = list(node.members)
    if node.base:
        names = {member.name for member in own}
        own += [member for member in members_of(node.base) if member.name not in names]
    return own


def inherit(defaults, facts):
    return {**defaults, **{key: facts[key] for key in INHERITED if key in facts}}


def indices(dim, text):
    if text is None:
        return [str(k) for k in range(dim)]
    if "-" not in text:
        return text.split(",")
    first, last = text.split("-")
    if first.isdigit():
        return [str(k) for k in range(int(first), int(last) + 1)]
    return [chr(c) for c in range(ord(first), ord(last) + 1)]


def copies(node, facts):
    """The name of each one that a node stands for, and its distance from the first."""
    if "dim" not in facts:
        return [(node.name, 0)]
    name = node.name.replace("[%s]", "%s")
    names = indices(facts["dim"], facts.get("dimIndex"))
    if len(names) != facts["dim"]:  # a dim of its own, and an index of what it is derived from
        names = indices(facts["dim"], None)
    return [(name.replace("%s", index), k * facts["dimIncrement"])
            for k, index in enumerate(names)]


def ranges(pattern):
    found = []
    for digits in itertools.product(*[("01" if c == "x" else c) for c in pattern]):
        number = int("".join(digits), 2)
        if found and found[-1][1] == number - 1:
            found[-1] = found[-1][0], number
        else:
            found.append((number, number))
    return found


def values(node):
    found = []
    for usage, some in node.values:
        use = usage if usage in ("read", "write") else None
        for name, kind, value in some:
            if kind == "default":
                found.append((name, "*", use))
            elif kind == "number":
                found.append((name, (value, value), use))
            else:
                found += [(f"{name}_{k + 1}" if k else name, part, use)
                          for k, part in enumerate(ranges(value))]
    return sorted(found, key=str)


def traits(own, before):
    access, read_effect, write_effect = before
    return (ACCESSES[own["access"]] if "access" in own else access,
            dashed(own["readAction"]) if "readAction" in own else read_effect,
            dashed(own["modifiedWriteValues"]) if "modifiedWriteValues" in own else write_effect)


def fields(register, before):
    """Those that are in nobody's way: of two in one bit, used in one direction, the first."""
    taken, found = {"r": 0, "w": 0}, []
    for node in members_of(register):
        low, bits = node.span
        how = traits(node.own, before)
        mask = ((1 << bits) - 1) << low
        used = ("r" if how[0][0] == "r" else "") + ("w" if how[0] != "ro" else "")
        if any(taken[way] & mask for way in used):
            continue
        for way in used:
            taken[way] |= mask
        found.append((node.name, low, bits, how, values(node)))
    return found


def reset(facts, all_facts, size):
    mask = 2**size - 1
    value = all_facts.get("resetValue")
    known = all_facts.get("resetMask", KNOWN) & mask
    if value is None or not known or ("resetValue" in facts and value > mask):
        return None
    return value & mask, known


def describe(group, defaults, path, base, steps, found):
    """All that is in a group, into `found`; `steps` are the distances of all around it, or-ed."""
    for node in members_of(group):
        facts = says(node)
        here = inherit(defaults, facts)
        size = here.get("size", 32)
        own_steps = steps | (facts["dimIncrement"] if facts.get("dim", 1) > 1 else 0)
        for name, distance in copies(node, facts):
            place = base + node.address + distance
            if node.kind == "cluster":
                found[path + name] = "group"
                describe(node, here, path + name + "/", place, own_steps, found)
            elif not ((base + node.address) | own_steps) % (size // 8):
                how = traits({**facts, "access": here.get("access", "read-write")}, (None,) * 3)
                found[path + name] = (place, size, how, reset(facts, here, size),
                                      fields(node, how))


def lists(device):
    found = {}
    defaults = inherit({}, device.own)
    for node in device.members:
        found[node.name] = {}
        describe(node, inherit(defaults, says(node)), "", 0, 0, found[node.name])
    return found
