#!/usr/bin/env python3
"""Fails if the built program lacks one of the protections that deploy/cmake/RaccordoToolchain.cmake asks for.

usage: check_hardening.py PROGRAM [COMPILE_COMMANDS]

Protections that the linker writes are read from the program. Flags without a reliable trace (stack clash, CET, the
level of fortification) are read from compile_commands.json, for every source, and their trace is searched for as well.
Indirect branch tracking: every function of the project begins with `endbr64`, but the program is not marked IBT and
SHSTK, and Linux does not enable them: the start files of Debian 12 (Scrt1.o) are built without them.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

FLAGS = ("-fstack-protector-strong", "-fstack-clash-protection", "-fcf-protection=full", "-D_GLIBCXX_ASSERTIONS",
         "-D_FORTIFY_SOURCE=2")
OWN_SOURCE = re.compile(r"/(gateway|codecs)/[^ ]*\.cpp$")
LEAST_LANDING_PADS = 100


def output(*command):
    return subprocess.run(command, capture_output=True, text=True, errors="replace", check=True).stdout


def linked(program):
    """Faults in the headers written by the linker."""
    header, segments = output("readelf", "-hW", program), output("readelf", "-lW", program)
    dynamic = output("readelf", "-dW", program)
    if not re.search(r"Type:\s+DYN", header) or not re.search(r"FLAGS_1\).*\bPIE\b", dynamic):
        yield "it is no position-independent executable (PIE)"
    if "GNU_RELRO" not in segments:
        yield "it has no GNU_RELRO segment (-z relro)"
    if "BIND_NOW" not in dynamic and not re.search(r"FLAGS_1\).*\bNOW\b", dynamic):
        yield "symbols are bound late, so RELRO is partial (-z now)"
    stack = re.search(r"GNU_STACK(?:\s+0x[0-9a-f]+){5}\s+(\w+)", segments)
    if not stack or "E" in stack[1]:
        yield "its stack is executable (-z noexecstack)"
    if re.search(r"LOAD(?:\s+0x[0-9a-f]+){5}\s+RWE", segments):
        yield "a segment is writable and executable"
    if "TEXTREL" in dynamic:
        yield "its code is relocated (TEXTREL)"


def compiled(program):
    """Faults in the machine code written by the compiler."""
    wanted = output("nm", "-D", "--undefined-only", program)
    traces = {"stack protector": r"\b__stack_chk_fail\b",
              "fortified functions (_FORTIFY_SOURCE)": r"\b__(?!stack)\w+_chk\b",
              "assertions of libstdc++ (_GLIBCXX_ASSERTIONS)": r"glibcxx_assert_fail"}
    for what, trace in traces.items():
        if not re.search(trace, wanted):
            yield f"there is no trace of: {what}"
    code = output("objdump", "-d", "--no-show-raw-insn", program)
    if len(re.findall(r"^[0-9a-f]+ <[^>]+>:\n[^\n]*\bendbr64\b", code, re.MULTILINE)) < LEAST_LANDING_PADS:
        yield "functions do not begin with endbr64 (-fcf-protection=full)"
    # A frame above one page is allocated page by page, and each is touched: sub $0x1000,%rsp; orq $0x0,(%rsp).
    if not re.search(r"sub +\$0x1000,%rsp\n[^\n]*\bor[ql] +\$0x0,", code):
        yield "large frames are not touched page by page (-fstack-clash-protection)"


def commanded(file):
    """Sources whose command lacks a flag."""
    commands = [entry for entry in json.loads(Path(file).read_text()) if OWN_SOURCE.search(entry["file"])]
    if not commands:
        yield f"{file} names no source of the program"
    for entry in commands:
        words = entry["command"].split()
        missing = [flag for flag in FLAGS if flag not in words]
        if missing:
            yield f"{entry['file']} is compiled without {' '.join(missing)}"


def check(program, commands=None):
    faults = [f"{program}: {fault}" for read in (linked, compiled) for fault in read(program)]
    return faults + (list(commanded(commands)) if commands else [])


def main():
    if len(sys.argv) not in (2, 3):
        print(__doc__, file=sys.stderr)
        return 2
    faults = check(*sys.argv[1:])
    for fault in faults:
        print(fault)
    if not faults:
        print("the program is hardened: PIE, full RELRO, no executable stack, stack protector, fortified functions, "
              "assertions, endbr64, page-wise frames")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
