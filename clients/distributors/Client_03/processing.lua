-- Client_03: deliveries; the address is told by its own code, else by the code of the contractor.
local target = template.load("report_header.xlsx")
local source = sheets.open(task.file):sheet { header = "auto" }

local report = source:map(target, {
  supplier_filial = "региональная компания",
  client_inlaw = "клиент",
  client_inn = "инн",
  client_region = "регион доставки",
  client_city = "город доставки",
  client_adress = "адрес доставки",
  tms = "товар",
  tms_id_ish = "код",
  client_id_ish = { "код адреса доставки", "код контрагента" },
  amount_type_1 = { "количество", type = "decimal" },
  period = { "дата", type = "date", format = "dd.mm.yyyy" },
  market = { "признак тендер", replace = { ["да"] = "Тендер" }, otherwise = "Коммерция" },
  filename_ish = { value = task.file_path },
  report_provider_name = { value = task.client_name },
  Report_Provaider = { value = task.data_provider },
})
task:report(report)
