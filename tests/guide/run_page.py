"""run_page.py BINARY PAGE.md [--update]: the examples of a guide page, run in a workspace of their own.

A ```lua block is run with `lunokhod run`; with `file=PATH` it is written there instead. A ```sh block is run by bash. A ```text block that
follows is what it must print (standard output, then standard error), in the language of its folder; `...` on a line of its own stands for any lines, ‹…› for any text in a line.
--update writes what was printed into the page."""
import os, re, shutil, subprocess, sys, tempfile

binary, page = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
update = "--update" in sys.argv
data = os.path.join(os.path.dirname(os.path.dirname(page)), "data")
text = open(page, encoding="utf-8").read()
blocks = list(re.finditer(r"^```(\w+)([^\n]*)\n(.*?)^```$", text, re.M | re.S))


def matches(expected, printed):
    parts = re.split(r"^\.\.\.\n", expected, flags=re.M)
    lines = [".*?".join(map(re.escape, part.split("‹…›"))) for part in parts]
    return re.fullmatch("(?:.*\n)*?".join(lines), printed) is not None


with tempfile.TemporaryDirectory() as workspace:
    shutil.copytree(data, workspace, dirs_exist_ok=True)
    open(os.path.join(workspace, "lunokhod.lua"), "w").write("return {}\n")
    tools = os.path.join(workspace, ".tools")
    os.mkdir(tools)
    os.symlink(binary, os.path.join(tools, "lunokhod"))
    environment = dict(os.environ, PATH=tools + ":" + os.environ["PATH"], NO_COLOR="1", LC_ALL="C.UTF-8",
                       LUNOKHOD_LANG=os.path.basename(os.path.dirname(page)))
    printed, failed, made, compared = "", 0, [], 0
    for number, block in enumerate(blocks):
        language, words, body = block.groups()
        if language == "text":
            compared += 1
            if update:
                made.append((block.span(3), printed))
            elif not matches(body, printed):
                failed += 1
                print("%s: block %d prints\n%s\nwanted\n%s" % (os.path.basename(page), number, printed, body))
            continue
        target = re.search(r"file=(\S+)", words)
        if target:
            path = os.path.join(workspace, target[1])
            os.makedirs(os.path.dirname(path), exist_ok=True)
            open(path, "w", encoding="utf-8").write(body)
            continue
        if language == "lua":
            open(os.path.join(workspace, "example.lua"), "w", encoding="utf-8").write(body)
            command = [binary, "run", "example.lua"]
        elif language == "sh":
            command = ["bash", "-c", body]
        else:
            continue
        ended = subprocess.run(command, cwd=workspace, env=environment, capture_output=True, timeout=120)
        printed = (ended.stdout + ended.stderr).decode("utf-8", "replace").replace(workspace, "WORKSPACE").replace("\r\n", "\n")
        printed = re.sub(r"^\d\d:\d\d:\d\d ", "", printed, flags=re.M)  # the times of log lines
        if ended.returncode and "fails" not in words:
            failed += 1
            print("%s: block %d ended with %d:\n%s\n%s" % (os.path.basename(page), number, ended.returncode, body, printed))
    if update:
        for (begin, end), shown in reversed(made):
            text = text[:begin] + shown + text[end:]
        open(page, "w", encoding="utf-8").write(text)
    if not compared:
        sys.exit("%s: no example is compared with anything" % page)
    sys.exit(1 if failed else 0)
