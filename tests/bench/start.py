"""start.py BINARY: time and memory of `--version` and of running an empty script; medians of 100."""
import os, resource, statistics, subprocess, sys, tempfile, time

binary = os.path.abspath(sys.argv[1])


def measure(words, runs=100):
    seconds, kilobytes = [], 0
    for _ in range(runs):
        begin = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - begin)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit("%s ended with %d" % (words, process.returncode))
        kilobytes = max(kilobytes, usage.ru_maxrss)
    return statistics.median(seconds), kilobytes


floor, _ = measure(["/bin/true"])
with tempfile.TemporaryDirectory() as folder:
    script = os.path.join(folder, "empty.lua")
    open(script, "w").close()
    print("%-24s%10s%14s%12s" % ("", "ms", "× /bin/true", "MiB"))
    for title, words in (("lunokhod --version", [binary, "--version"]), ("an empty script", [binary, "run", script])):
        seconds, memory = measure(words)
        print("%-24s%10.2f%14.1f%12.1f" % (title, seconds * 1000, seconds / floor, memory / 1024))
