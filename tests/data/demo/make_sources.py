#!/usr/bin/python3
"""Makes the demo's source files and, from the same rows, what the reports must say. For development only: the files are
committed. Needs python3-xlsxwriter, python3-openpyxl, python3-xlwt and soffice.

Each file is what one kind of program writes: Excel (XlsxWriter copies its parts), LibreOffice (soffice itself), 1C (odd
part names, no styles, no cell formats), BIFF8 (xlwt), csv of three encodings."""
import csv
import datetime
import io
import os
import subprocess
import sys
import tempfile
import zipfile
from xml.sax.saxutils import escape

import xlsxwriter
import xlwt

HERE = os.path.dirname(os.path.abspath(__file__))
SOURCES = os.path.join(HERE, "sources")
EXPECTED = os.path.join(HERE, "expected")
TARGET = """supplier_filial client_inlaw client_region client_city client_adress tms client_inn amount_type_1 client_id_ish
filename_ish report_provider_name period Report_Provaider market client_type client_name supplier_name tms_id_ish mnf naklad
amount_type_2 amount_type_3 amount_type_4 amount_type_5 date_godnost sum_no_nds sum_nds""".split()
day = datetime.date

HEADER_1 = ["филиал", "клиент", "инн", "область_район", "город", "адрес", "название", "код_товара", "код_клиента",
            "количество", "номер_документа", "дата_документа"]
ROWS_1 = [
    ["Уфа", "Аптека «Здоровье»", "0274062111", "Башкортостан", "Уфа", "пр. Октября, 1", "Аспирин 500 мг №20", "000123",
     "0007", 12, "УФ-001", day(2025, 11, 3)],
    ["Уфа", "ИП Кузнецов А. Б.", "027612345678", "Башкортостан", "Стерлитамак", "ул. Мира, 5", "Бинт 5х10 \"стерильный\"",
     "000124", "0008", 0, "УФ-002", day(2025, 11, 3)],
    ["Москва", "ООО Ромашка; филиал", "7701234567", "г. Москва", "Москва", "Тверская ул., д. 7", "Вода морская 100 мл",
     "100500", "1001", 1.5, "М-77", day(2025, 11, 30)],
    ["Москва", "ООО Ромашка; филиал", "7701234567", "г. Москва", "Москва", "Тверская ул., д. 7", "=Витамин C", "100501",
     "1001", -3, "М-78", day(2025, 12, 31)],
    ["Казань", "Аптека №5", "0000000012", "Татарстан", "Казань", "", "Ёлка хвойная, экстракт", "000000000077", "0", 1000,
     "К-1", day(2024, 2, 29)],
]
HEADER_2 = ["филиал", "клиент", "инн клиента", "регион", "город", "улица", "товар", "uid товара", "продажи, шт.", "день",
            "аптека.ру"]
ROWS_2 = [
    ["Самара", "Вита", "0631000001", "Самарская обл.", "Самара", "Гагарина, 10", "Маска", "a1-00", 7, day(2025, 10, 1), "да"],
    ["Самара", "Вита", "0631000001", "Самарская обл.", "Самара", "Гагарина, 10", "Перчатки", "a1-01", 0, day(2025, 10, 2),
     "нет"],
    ["Самара", "Имплозия", "6315000002", "Самарская обл.", "Тольятти", "Мира, 2", "Пластырь", "0012", 2.25,
     day(2025, 10, 31), ""],
    ["Самара", "Имплозия", "6315000002", "Самарская обл.", "Тольятти", "Мира, 2", "Шприц 5 мл", "0013", 1234.5,
     day(2025, 10, 31), "Да"],
]
HEADER_3 = ["региональная компания", "клиент", "инн", "регион доставки", "город доставки", "адрес доставки", "товар", "код",
            "код адреса доставки", "код контрагента", "количество", "дата", "признак тендер"]
ROWS_3 = [
    ["Север", "ГБУЗ №1", "0411000003", "Алтай", "Горно-Алтайск", "Ленина, 1", "Инсулин", "0900", "0045", "77", 40,
     day(2025, 9, 15), "да"],
    ["Север", "Аптека 36,6", "7728000004", "Москва", "Москва", "Арбат, 3", "Инсулин", "0900", "", "0078", 4,
     day(2025, 9, 16), "нет"],
    ["Юг", "Аптека 36,6", "7728000004", "Адыгея", "Майкоп", "Советская, 9", "Тест-полоски", "0901", "0046", "0078", 5.5,
     day(2025, 9, 30), ""],
]


def fold_market_2(value):
    return {"да": "Аптека.ру", "нет": "Коммерция", "": "Коммерция"}[value.lower()]


def report_1(row):
    date = row[11]
    return {"supplier_filial": row[0], "client_inlaw": row[1], "client_inn": row[2], "client_region": row[3],
            "client_city": row[4], "client_adress": row[5], "tms": row[6], "tms_id_ish": row[7], "client_id_ish": row[8],
            "amount_type_1": row[9], "naklad": f"{row[10]} от {date:%d.%m.%Y}", "period": date}


def report_2(row):
    return {"supplier_filial": row[0], "client_inlaw": row[1], "client_inn": row[2], "client_region": row[3],
            "client_city": row[4], "client_adress": row[5], "tms": row[6], "tms_id_ish": row[7], "amount_type_1": row[8],
            "period": row[9], "market": fold_market_2(row[10])}


def report_3(row):
    return {"supplier_filial": row[0], "client_inlaw": row[1], "client_inn": row[2], "client_region": row[3],
            "client_city": row[4], "client_adress": row[5], "tms": row[6], "tms_id_ish": row[7],
            "client_id_ish": row[8] or row[9], "amount_type_1": row[10], "period": row[11],
            "market": "Тендер" if row[12] == "да" else "Коммерция"}


def expect(name, client, rows, report):
    """Cells as the product shows them: dates ISO, numbers shortest; @path stands for the registry's file_path."""
    with open(os.path.join(EXPECTED, name + ".csv"), "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, delimiter=";", lineterminator="\n")
        writer.writerow(TARGET)
        for row in rows:
            cells = report(row)
            cells.update(filename_ish="@path", report_provider_name=client, Report_Provaider="Дистрибьютор")
            writer.writerow([f"{cells[c]:g}" if isinstance(cells.get(c), (int, float)) else cells.get(c, "") for c in TARGET])


def is_code(text):
    return isinstance(text, str) and text.isdigit() and not text.startswith("0")


def excel(path, banner, header, rows, numbers_for_codes=False, serials=False):
    book = xlsxwriter.Workbook(path)
    book.set_properties({"created": datetime.datetime(2025, 1, 1)})
    sheet = book.add_worksheet("Продажи")
    bold, date = book.add_format({"bold": True}), book.add_format({"num_format": "dd.mm.yyyy"})
    at = 0
    for line in banner:
        if line:
            sheet.merge_range(at, 0, at, len(header) - 1, line, bold)
        at += 1
    for c, name in enumerate(header):
        sheet.write_string(at, c, name, bold)
    for row in rows:
        at += 1
        for c, value in enumerate(row):
            if isinstance(value, day) and serials:
                sheet.write_number(at, c, (value - day(1899, 12, 30)).days)
            elif isinstance(value, day):
                sheet.write_datetime(at, c, datetime.datetime(value.year, value.month, value.day), date)
            elif isinstance(value, (int, float)) or (numbers_for_codes and is_code(value)):
                sheet.write_number(at, c, float(value))
            elif value:
                sheet.write_string(at, c, value)
    book.close()


def libreoffice(path, banner, header, rows):
    with tempfile.TemporaryDirectory() as folder:
        plain = os.path.join(folder, os.path.basename(path).replace(".xlsx", ".ods"))
        first = os.path.join(folder, "first.xlsx")
        excel(first, banner, header, rows)
        run = lambda source, kind: subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind, "--outdir", folder, source],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        run(first, "ods")
        os.rename(os.path.join(folder, "first.ods"), plain)
        run(plain, "xlsx")
        with open(os.path.join(folder, os.path.basename(path)), "rb") as made, open(path, "wb") as out:
            out.write(made.read())


def one_c(path, banner, header, rows):
    """As 1C writes: SharedStrings.xml in another case than named, no styles, dates as text, no r on rows and cells."""
    strings, index = [], {}

    def text(value):
        if value not in index:
            index[value] = len(strings)
            strings.append(value)
        return f'<c t="s"><v>{index[value]}</v></c>'

    lines = []
    for line in [[b] if b else [] for b in banner] + [header] + rows:
        cells = []
        for value in line:
            if isinstance(value, day):
                cells.append(text(f"{value:%d.%m.%Y} 0:00:00"))
            elif isinstance(value, (int, float)):
                cells.append(f"<c><v>{value}</v></c>")
            else:
                cells.append(text(value) if value else "<c/>")
        lines.append("<row>" + "".join(cells) + "</row>")
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
        '<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>'
        "</Types>",
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" Type="{office}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="TDSheet" sheetId="1" r:id="rId1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
        f'Type="{office}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{office}/sharedStrings" '
        'Target="sharedStrings.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{"".join(lines)}</sheetData></worksheet>',
        "xl/SharedStrings.xml": f'<sst xmlns="{main}">' + "".join(f"<si><t>{escape(s)}</t></si>" for s in strings) + "</sst>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name, body in parts.items():
            out.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), '<?xml version="1.0" encoding="UTF-8"?>\n' + body,
                         zipfile.ZIP_DEFLATED)


def biff8(path, banner, header, rows):
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("Лист1")
    date = xlwt.easyxf(num_format_str="DD.MM.YYYY")
    at = 0
    for line in banner:
        if line:
            sheet.write(at, 0, line)
        at += 1
    for c, name in enumerate(header):
        sheet.write(at, c, name)
    for row in rows:
        at += 1
        for c, value in enumerate(row):
            if isinstance(value, day):
                sheet.write(at, c, value, date)
            elif value != "":
                sheet.write(at, c, value)
    book.save(path)


def text_table(path, banner, header, rows, encoding, separator, date, comma):
    out = io.StringIO()
    writer = csv.writer(out, delimiter=separator, lineterminator="\r\n")
    for line in banner:
        writer.writerow([line] if line else [])
    writer.writerow(header)
    for row in rows:
        cells = []
        for value in row:
            if isinstance(value, day):
                cells.append(date(value))
            elif isinstance(value, (int, float)):
                number = f"{value:,}".replace(",", "\u00a0")
                cells.append(number.replace(".", ",") if comma else str(value))
            else:
                cells.append(value)
        writer.writerow(cells)
    with open(path, "wb") as file:
        file.write(out.getvalue().encode(encoding))


def dotted(value):
    return f"{value:%d.%m.%Y}"


def english(value):
    return f"{value:%b} {value.day:2d} {value.year} 12:00AM"


def russian(value):
    return f"{'янв фев мар апр май июн июл авг сен окт ноя дек'.split()[value.month - 1]} {value.day} {value.year}"


def main():
    for folder in (SOURCES, EXPECTED):
        os.makedirs(folder, exist_ok=True)
    at = lambda name: os.path.join(SOURCES, name)
    kept_1 = [row for row in ROWS_1 if row[9] != 0]
    shouted = [name.upper().replace("_", "_") for name in HEADER_1]
    spaced = ["  Филиал", "Клиент ", "ИНН", "Область_Район", "Город", "Адрес", "Название", "Код_товара", "Код_клиента",
              "Количество", "Номер_документа", "Дата_документа"]
    excel(at("client_01_excel.xlsx"), ["ООО «Дистрибьютор 1»", "Продажи за ноябрь 2025", ""], spaced, ROWS_1, numbers_for_codes=True)
    libreoffice(at("client_01_libreoffice.xlsx"), ["Отчёт"], HEADER_1, ROWS_1)
    one_c(at("client_01_1c.xlsx"), ["Отчёт о продажах", "", "Параметры: период 01.11.2025 - 30.11.2025"], shouted, ROWS_1)
    biff8(at("client_01_biff8.xls"), ["Продажи", ""], HEADER_1, ROWS_1)
    text_table(at("client_01_english_dates.csv"), [], HEADER_1, ROWS_1, "utf-8", ",", english, False)
    for name in ("excel", "libreoffice", "1c", "biff8", "english_dates"):
        expect("client_01_" + name, "Client_01", kept_1, report_1)
    text_table(at("client_02_cp1251.csv"), ["Сеть аптек; выгрузка", ""], HEADER_2, ROWS_2, "cp1251", ";", dotted, True)
    text_table(at("client_02_utf8_bom.csv"), [], HEADER_2, ROWS_2, "utf-8-sig", ";", russian, True)
    nbsp = [name.replace(" ", "\u00a0 ") for name in HEADER_2]
    excel(at("client_02_serials.xlsx"), ["Выгрузка", ""], nbsp, ROWS_2, serials=True)
    for name in ("cp1251", "utf8_bom", "serials"):
        expect("client_02_" + name, "Client_02", ROWS_2, report_2)
    excel(at("client_03_excel.xlsx"), [], HEADER_3, ROWS_3)
    text_table(at("client_03_utf16.csv"), ["Поставки"], HEADER_3, ROWS_3, "utf-16", "\t", dotted, True)
    biff8(at("client_03_biff8.xls"), ["", "Поставки по тендерам"], HEADER_3, ROWS_3)
    for name in ("excel", "utf16", "biff8"):
        expect("client_03_" + name, "Client_03", ROWS_3, report_3)
    # Five that must fail well.
    excel(at("no_script.xlsx"), [], HEADER_1, ROWS_1)
    excel(at("no_header.xlsx"), ["Прайс-лист"], ["артикул", "цена", "остаток"], [["А-1", 10, 5]])
    with open(at("client_01_excel.xlsx"), "rb") as whole, open(at("corrupt.xlsx"), "wb") as out:
        out.write(whole.read()[:3000])
    text_table(at("raises.csv"), [], HEADER_2, ROWS_2, "utf-8-sig", ";", dotted, True)
    text_table(at("endless.csv"), [], HEADER_2, ROWS_2, "utf-8-sig", ";", dotted, True)


if __name__ == "__main__":
    sys.exit(main())
