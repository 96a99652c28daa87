"""pandas_task.py SOURCE TEMPLATE REPORT: what a task's script looks like in pandas + openpyxl: one file to the template."""
import sys

import pandas as pd

source, template, report = sys.argv[1:4]
columns = list(pd.read_excel(template, sheet_name="Лист1", nrows=0).columns)
frame = pd.read_excel(source, header=None, dtype=object)
for number in range(min(20, len(frame))):
    names = [str(value).strip().lower() for value in frame.iloc[number]]
    if "инн" in names and "филиал" in names:
        break
else:
    sys.exit("header not found")
frame = frame.iloc[number + 1:].copy()
frame.columns = names

out = pd.DataFrame(index=frame.index, columns=columns, dtype=object)
direct = {"supplier_filial": "филиал", "client_inlaw": "клиент", "client_inn": "инн", "client_region": "область_район", "client_city": "город",
          "client_adress": "адрес", "tms": "название", "tms_id_ish": "код_товара", "client_id_ish": "код_клиента"}
for target, name in direct.items():
    out[target] = frame[name]
out["amount_type_1"] = pd.to_numeric(frame["количество"], errors="coerce")
period = pd.to_datetime(frame["дата_документа"], errors="coerce", dayfirst=True).dt.strftime("%d.%m.%Y")
out["period"] = period
out["naklad"] = frame["номер_документа"].astype(str) + " от " + period
out["filename_ish"] = source
out["report_provider_name"] = "Client_01"
out["Report_Provaider"] = "Дистрибьютор"
out = out[out["amount_type_1"] != 0]
out.to_excel(report, sheet_name="Лист1", index=False)
