"""workbook.py BINARY FOLDER SAMPLE.xlsx: one 200,000 × 20 workbook mapped to the template and written, seconds and peak memory, against pandas."""
import os, resource, statistics, subprocess, sys, time

binary, folder, sample = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2]), os.path.abspath(sys.argv[3])
here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(os.path.dirname(here))
template = os.path.join(root, "clients", "distributors", "report_header.xlsx")
os.makedirs(folder, exist_ok=True)

LUA = """
local target = template.load("report_header.xlsx")
local report = sheets.open("sample.xlsx"):sheet{ header = "auto" }:map(target, {
  supplier_filial = "Склад", client_inlaw = "Покупатель", tms = "Наименование", tms_id_ish = "Артикул",
  amount_type_1 = { "Кол-во", type = "decimal" }, sum_no_nds = { "Сумма", type = "decimal" }, sum_nds = { "НДС", type = "decimal" },
  period = { "Дата заказа", type = "date", format = "dd.mm.yyyy" }, naklad = { expr = '[ID] .. " от " .. [Дата заказа]' },
  client_id_ish = "Штрихкод", market = "Статус", filename_ish = { value = "sample.xlsx" },
})
report = report:filter "amount_type_1 != 0"
report:write("report.xlsx")
return #report
"""
PANDAS = """
import sys, pandas as pd
sample, template, report = sys.argv[1:4]
columns = list(pd.read_excel(template, nrows=0).columns)
frame = pd.read_excel(sample)
out = pd.DataFrame(index=frame.index, columns=columns, dtype=object)
for target, name in {"supplier_filial": "Склад", "client_inlaw": "Покупатель", "tms": "Наименование", "tms_id_ish": "Артикул",
                     "amount_type_1": "Кол-во", "sum_no_nds": "Сумма", "sum_nds": "НДС", "client_id_ish": "Штрихкод", "market": "Статус"}.items():
    out[target] = frame[name]
period = pd.to_datetime(frame["Дата заказа"]).dt.strftime("%d.%m.%Y")
out["period"] = period
out["naklad"] = frame["ID"].astype(str) + " от " + period
out["filename_ish"] = "sample.xlsx"
out = out[out["amount_type_1"] != 0]
out.to_excel(report, index=False)
print(len(out))
"""


def measure(words, runs):
    seconds, memory, shown = [], 0, ""
    for _ in range(runs):
        begin = time.perf_counter()
        process = subprocess.Popen(words, stdout=subprocess.PIPE, cwd=folder)
        shown = process.stdout.read().decode().strip()
        _, status, usage = os.wait4(process.pid, 0)
        seconds.append(time.perf_counter() - begin)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            sys.exit("%s ended with %d" % (words[0], process.returncode))
        memory = max(memory, usage.ru_maxrss / 1024)
    return statistics.median(seconds), memory, shown


with open(os.path.join(folder, "map.lua"), "w") as script:
    script.write(LUA)
with open(os.path.join(folder, "map.py"), "w") as script:
    script.write(PANDAS)
for name, path in (("sample.xlsx", sample), ("report_header.xlsx", template)):
    target = os.path.join(folder, name)
    if not os.path.exists(target):
        with open(path, "rb") as source, open(target, "wb") as copy:
            copy.write(source.read())
ours = measure([binary, "run", "map.lua"], 5)
peer = measure([sys.executable, "map.py", "sample.xlsx", "report_header.xlsx", "pandas.xlsx"], 1)
print("%-12s%10s%12s   rows" % ("", "s", "peak MiB"))
print("%-12s%10.2f%12.0f   %s" % ("lunokhod", *ours))
print("%-12s%10.2f%12.0f   %s" % ("pandas", *peer))
print("%.0f × faster, %.2f of the memory" % (peer[0] / ours[0], ours[1] / peer[1]))
