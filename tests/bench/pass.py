"""pass.py BINARY FOLDER [FILES [PANDAS_FILES]]: FILES workbooks of 500 × 20 through `lunokhod process` (registry on SQLite, real
processes, xlsx in and out), against pandas_task.py, one process per file, on the same cores. Every report is counted."""
import datetime, os, random, shutil, sqlite3, subprocess, sys, time
from concurrent.futures import ThreadPoolExecutor

import xlsxwriter

binary, folder = os.path.abspath(sys.argv[1]), os.path.abspath(sys.argv[2])
files = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
pandas_files = int(sys.argv[4]) if len(sys.argv) > 4 else 40
here = os.path.dirname(os.path.abspath(__file__))
root = os.path.dirname(os.path.dirname(here))
cores = os.cpu_count()

HEADER = ["Филиал", "Клиент", "ИНН", "Область_район", "Город", "Адрес", "Название", "Код_товара", "Код_клиента", "Количество",
          "Номер_документа", "Дата_документа", "Цена", "Сумма", "Сумма НДС", "Склад", "Менеджер", "Серия", "Штрихкод", "Комментарий"]


def make_sources():
    sources = os.path.join(folder, "sources")
    if os.path.isdir(sources) and len(os.listdir(sources)) >= files:
        return sources
    os.makedirs(sources, exist_ok=True)
    random.seed(1)
    base = datetime.datetime(2025, 1, 1)
    for number in range(files):
        book = xlsxwriter.Workbook(os.path.join(sources, "sales_%04d.xlsx" % number))
        sheet = book.add_worksheet("Продажи")
        date = book.add_format({"num_format": "dd.mm.yyyy"})
        sheet.write(0, 0, "ООО «Ромашка»: отчёт о продажах")
        for column, title in enumerate(HEADER):
            sheet.write(2, column, title)
        for row in range(3, 503):
            price, amount = round(random.uniform(30, 900), 2), random.randint(0, 20)
            values = ["Филиал %d" % (row % 7), "Аптека №%d" % random.randint(1, 400), "0%09d" % random.randint(0, 999999999), "Московская обл.", "Химки",
                      "ул. Ленина, %d" % random.randint(1, 99), "Препарат %d мг №%d" % (row % 50 * 10, row % 30), "%07d" % random.randint(0, 9999999),
                      "К-%05d" % random.randint(0, 99999), amount, "РН-%06d" % row, base + datetime.timedelta(days=row % 300), price,
                      round(price * amount, 2), round(price * amount / 6, 2), "Склад %d" % (row % 3), "Иванов И.", "S%05d" % row,
                      str(4600000000000 + random.randint(0, 9999999)), ""]
            for column, value in enumerate(values):
                if isinstance(value, datetime.datetime):
                    sheet.write_datetime(row, column, value, date)
                elif isinstance(value, str):
                    sheet.write_string(row, column, value) if value else None
                else:
                    sheet.write_number(row, column, value)
        book.close()
    return sources


# One for each repetition, all removed at the end: ext4 looks twice at inodes that were freed in the last minutes, which would count
# against whoever makes files right after a large removal.
def make_workspace(sources, number):
    workspace = os.path.join(folder, "workspace_%d" % number)
    shutil.rmtree(workspace, ignore_errors=True)
    os.makedirs(workspace)
    shutil.copytree(os.path.join(root, "clients"), os.path.join(workspace, "clients"))
    with open(os.path.join(workspace, "lunokhod.lua"), "w") as config:
        config.write("return {}\n")
    subprocess.run([binary, "process", "--workspace", workspace], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for path, _, names in os.walk(workspace):
        for name in names:
            if name.endswith((".db", ".sqlite", ".sqlite3")):
                store = os.path.join(path, name)
    base = sqlite3.connect(store)
    with base:
        for name in sorted(os.listdir(sources))[:files]:
            base.execute("insert into file_registry (file_path, status, data_provider, client_name, report_type, report_year, report_month, uploaded_at) "
                         "values (?, 'NEW', 'Дистрибьютор', 'Client_01', 'sales', 2025, 1, '2025-01-01 00:00:00')", (os.path.join(sources, name),))
    base.close()
    return workspace, store


def lunokhod(workspace, store):
    begin = time.perf_counter()
    subprocess.run([binary, "process", "--workspace", workspace], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    seconds = time.perf_counter() - begin
    base = sqlite3.connect(store)
    made = base.execute("select count(*) from file_registry where status = 'CREATED'").fetchone()[0]
    reason = base.execute("select error_reason, error_detail from file_registry where status != 'CREATED' limit 1").fetchone()
    base.close()
    if made != files:
        sys.exit("only %d of %d reports were made, e.g. %s" % (made, files, reason))
    return files / seconds


def pandas(sources):
    reports = os.path.join(folder, "pandas")
    shutil.rmtree(reports, ignore_errors=True)
    os.makedirs(reports)
    template = os.path.join(root, "clients", "distributors", "report_header.xlsx")
    names = sorted(os.listdir(sources))[:pandas_files]

    def one(name):
        subprocess.run([sys.executable, os.path.join(here, "pandas_task.py"), os.path.join(sources, name), template, os.path.join(reports, name)], check=True)

    begin = time.perf_counter()
    with ThreadPoolExecutor(cores) as pool:
        list(pool.map(one, names))
    seconds = time.perf_counter() - begin
    if len(os.listdir(reports)) != len(names):
        sys.exit("pandas made %d of %d reports" % (len(os.listdir(reports)), len(names)))
    return len(names) / seconds


if __name__ == "__main__":
    sources = make_sources()
    rates = []
    for number in range(3):
        rates.append(lunokhod(*make_workspace(sources, number)))
    ours, peer = sorted(rates)[1], pandas(sources)
    print("%d files of 500 × 20, %d cores" % (files, cores))
    print("lunokhod process   %8.1f tasks/s   (median of 3: %s)" % (ours, ", ".join("%.0f" % rate for rate in rates)))
    print("pandas per file    %8.2f tasks/s   (%d files)" % (peer, pandas_files))
    print("ratio              %8.1f ×" % (ours / peer))
    for number in range(3):
        shutil.rmtree(os.path.join(folder, "workspace_%d" % number))
