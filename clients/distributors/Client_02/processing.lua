-- Client_02: sales by day; «аптека.ру» tells the market.
local target = template.load("report_header.xlsx")
local source = sheets.open(task.file):sheet { header = "auto" }

local report = source:map(target, {
  supplier_filial = "филиал",
  client_inlaw = "клиент",
  client_inn = "инн клиента",
  client_region = "регион",
  client_city = "город",
  client_adress = "улица",
  tms = "товар",
  tms_id_ish = "uid товара",
  amount_type_1 = { "продажи, шт.", type = "decimal" },
  period = { "день", type = "date", format = "dd.mm.yyyy" },
  market = { "аптека.ру", replace = { ["да"] = "Аптека.ру", ["нет"] = "Коммерция", [""] = "Коммерция" } },
  filename_ish = { value = task.file_path },
  report_provider_name = { value = task.client_name },
  Report_Provaider = { value = task.data_provider },
})
task:report(report)
