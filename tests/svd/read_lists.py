# SPDX-License-Identifier: GPL-2.0-or-later
"""Reads lists of registers as svd2devmemfs writes them, each array taken apart."""
import re

TOKEN = re.compile(r'\s+|#[^\n]*\n|"[^"]*"|[a-z-]+|\d+|[(){};,=]|.')


class Reader:
    def __init__(self, text):
        self.tokens = [token for token in TOKEN.findall(text)
                       if not token.isspace() and not token.startswith("#")]
        self.at = 0

    def take(self, wanted=None):
        token = self.tokens[self.at]
        if wanted not in (None, token):
            raise ValueError(f"{token} where {wanted} should be")
        self.at += 1
        return token

    def value(self):
        token = self.take()
        if token == "(":
            return self.sequence()
        if token == "{":
            return self.group()
        return token[1:-1] if token[0] == '"' else int(token)

    def sequence(self):
        values = []
        while self.tokens[self.at] != ")":
            values.append(self.value())
            if self.tokens[self.at] != ")":
                self.take(",")
        self.take(")")
        return values

    def group(self):
        settings = {}
        while self.tokens[self.at] != "}":
            name = self.take()
            self.take("=")
            settings[name] = self.value()
            self.take(";")
        self.take("}")
        return settings


def traits(item, before):
    keys = ("access", "read-effect", "write-effect")
    return tuple(None if item.get(key) == "none" else item.get(key, old)
                 for key, old in zip(keys, before))


def numbers(text):
    if text == "*":
        return text
    ends = [int(end) for end in text.split("-")]
    return ends[0], ends[-1]


def field(item, before):
    ends = [int(bit) for bit in item["bits"].split(":")]
    values = [(v["name"], numbers(v["value"]), v.get("use")) for v in item.get("values", [])]
    return (item["name"], ends[-1], ends[0] - ends[-1] + 1, traits(item, before),
            sorted(values, key=str))


def register(item, place):
    size, how, reset = item["width"], traits(item, ("rw", None, None)), None
    if "reset" in item:
        mask = item.get("reset-mask", hex(2**size - 1))
        reset = int(item["reset"], 16), int(mask, 16)
    return place, size, how, reset, [field(f, how) for f in item.get("fields", [])]


def flatten(items, path, base, found):
    for item in items:
        for k in range(item.get("count", 1)):
            name = item["name"].replace("%s", str(k)) if "count" in item else item["name"]
            place = base + int(item["offset"], 16) + k * int(item.get("stride", "0"), 16)
            if "registers" in item:
                found[path + name] = "group"
                flatten(item["registers"], path + name + "/", place, found)
            else:
                found[path + name] = register(item, place)


def lists(text):
    reader = Reader(text)
    reader.take("lists")
    reader.take("=")
    found = {}
    for row in reader.value():
        found[row["name"]] = {}
        flatten(row["registers"], "", 0, found[row["name"]])
    return found
