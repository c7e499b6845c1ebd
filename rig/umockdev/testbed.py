#!/usr/bin/python3
"""Runs a command in umockdev's made-up /sys and /dev, and changes those as the command asks: run as
umockdev-wrapper testbed.py COMMAND...

The command finds two file descriptors in TESTBED, "asks,answers": it writes lines of JSON to the first and reads one from the
second for each. Plugging needs umockdev's library inside the process that makes the world, and Node has no bindings to it.
"""

import fcntl
import json
import os
import struct
import subprocess
import sys
import tempfile
import termios
import time
import tty

import gi

gi.require_version("UMockdev", "1.0")
from gi.repository import UMockdev  # noqa: E402

# What was read at once is not seen to arrive; and what nobody reads is not waited for.
ARRIVAL_SECONDS = 0.05
TAKING_SECONDS = 5

testbed = UMockdev.Testbed.new()
root = testbed.get_root_dir()
# Both ends of each node, the device's first. The nodes are made here, since umockdev 0.17 can't make one of the same name a
# second time.
ends = {}
# The nodes whose ioctls are answered, and will be from then on: umockdev takes no answers back that came from a file.
answering = set()


def plug(ask):
    end, node = os.openpty()
    tty.setraw(node)
    os.makedirs(root + "/dev", exist_ok=True)
    os.symlink(os.ttyname(node), root + ask["node"])
    ends[ask["node"]] = (end, node)
    testbed.add_from_string(ask["description"])
    if "ioctls" in ask and ask["node"] not in answering:
        with tempfile.NamedTemporaryFile("w", suffix=".ioctl") as file:
            file.write(ask["ioctls"])
            file.flush()
            testbed.load_ioctl(ask["node"], file.name)
            answering.add(ask["node"])


def unplug(ask):
    for end in ends.pop(ask["node"]):
        os.close(end)
    os.unlink(root + ask["node"])
    for path in ask["paths"]:
        testbed.remove_device(path)


def send(ask):
    end, node = ends[ask["node"]]
    os.write(end, bytes.fromhex(ask["hex"]))
    # The node is a stream: a second report that came before the first was read would be read with it. The kernel never does this.
    arrived = time.monotonic() + ARRIVAL_SECONDS
    while unread(node) == 0 and time.monotonic() < arrived:
        time.sleep(0.001)
    taken = time.monotonic() + TAKING_SECONDS
    while unread(node) > 0 and time.monotonic() < taken:
        time.sleep(0.001)


def unread(node):
    return struct.unpack("i", fcntl.ioctl(node, termios.FIONREAD, bytes(4)))[0]


def rights(ask):
    os.chmod(root, 0o755)
    # Whoever opens a node asks for its ioctls first, and is ended where that is not allowed.
    for folder, _, sockets in os.walk(root + "/ioctl"):
        for socket in sockets:
            os.chmod(os.path.join(folder, socket), 0o777)
    os.chmod(root + ask["node"], ask["mode"])


ASKS = {"plug": plug, "unplug": unplug, "send": send, "rights": rights}

asks_end, asks = os.pipe()
answers, answers_end = os.pipe()
command = subprocess.Popen(
    sys.argv[1:],
    env={**os.environ, "UMOCKDEV_DIR": root, "TESTBED": f"{asks},{answers}"},
    pass_fds=(asks, answers),
)
os.close(asks)
os.close(answers)
with os.fdopen(asks_end) as lines, os.fdopen(answers_end, "w") as out:
    for line in lines:
        ask = json.loads(line)
        try:
            ASKS[ask["do"]](ask)
            answer = {}
        except Exception as error:
            answer = {"error": repr(error)}
        out.write(json.dumps(answer) + "\n")
        out.flush()
sys.exit(command.wait())
