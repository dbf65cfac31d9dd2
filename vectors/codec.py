#!/usr/bin/env python3
"""Reads server-octets.json with nothing but Python, and checks which ClientHellos parse.

A vector that names the rule ALERT-08 ends with octets that are no ClientHello (RFC 8446, 4.1.2), and
no other one does. Usage: codec.py [FILE]
"""
import json, os, sys

def octets(parts):  # No message of this file has a place to fill.
    return b"".join(bytes.fromhex(p) if isinstance(p, str) else
                    len(body := octets(p["of"])).to_bytes(p["length"], "big") + body for p in parts)

def vector(data, size, least, unit=1):  # RFC 8446, 3.4: a length, so many octets, and the rest
    length, end = int.from_bytes(data[:size], "big"), size + int.from_bytes(data[:size], "big")
    if len(data) < max(size, end) or length < least or length % unit:
        raise ValueError
    return data[size:end], data[end:]

def whole(data, size, least, unit=1):
    body, rest = vector(data, size, least, unit)
    if rest:
        raise ValueError
    return body

def share(body):
    entries = whole(body, 2, 0)
    while entries:
        _, entries = vector(entries[2:], 2, 1)

BODIES = {10: lambda b: whole(b, 2, 2, 2), 13: lambda b: whole(b, 2, 2, 2),
          43: lambda b: whole(b, 1, 2, 2), 44: lambda b: whole(b, 2, 1), 51: share}

def parse(message):
    session, rest = vector(message[4 + 2 + 32:], 1, 0)
    if len(message) < 4 + 2 + 32 or len(session) > 32:
        raise ValueError
    _, rest = vector(rest, 2, 2, 2)
    _, rest = vector(rest, 1, 1)
    extensions = whole(rest, 2, 8) if rest else b""  # Those of TLS 1.2 may have none.
    while extensions:
        kind = int.from_bytes(extensions[:2], "big")
        body, extensions = vector(extensions[2:], 2, 0)
        BODIES.get(kind, lambda b: b)(body)

def parses(message):
    try:
        parse(message)
        return True
    except ValueError:
        return False

name = sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.dirname(__file__), "server-octets.json")
with open(name, encoding="utf-8") as file:
    vectors = json.load(file)
wrong = [test["id"] for test in vectors["tests"]
         if parses(octets(vectors["messages"][test["steps"][-1]["send"]]["handshake"]))
         == ("ALERT-08" in test["flags"])]
print(f"{len(vectors['tests'])} vectors, {len(wrong)} not as they say", *wrong)
sys.exit(1 if wrong or not vectors["tests"] else 0)
