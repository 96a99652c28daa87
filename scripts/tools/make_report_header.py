#!/usr/bin/python3
"""Makes report_header.xlsx: the columns of every report, styled. For development only; the product never runs it."""
import sys

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

COLUMNS = """supplier_filial client_inlaw client_region client_city client_adress tms client_inn amount_type_1 client_id_ish
filename_ish report_provider_name period Report_Provaider market client_type client_name supplier_name tms_id_ish mnf naklad
amount_type_2 amount_type_3 amount_type_4 amount_type_5 date_godnost sum_no_nds sum_nds""".split()

book = Workbook()
sheet = book.active
sheet.title = "Лист1"
sheet.append(COLUMNS)
line = Side(style="thin", color="FF8EA9DB")
for cell in sheet[1]:
    cell.font = Font(name="Calibri", size=11, bold=True, color="FF1F3864")
    cell.fill = PatternFill("solid", start_color="FFD9E1F2")
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.border = Border(left=line, right=line, top=line, bottom=line)
    sheet.column_dimensions[cell.column_letter].width = max(12, len(cell.value) + 4)
sheet.row_dimensions[1].height = 30
sheet.freeze_panes = "A2"
book.save(sys.argv[1])
