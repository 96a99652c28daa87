-- Client_01: sales by document, one row per line of it. Lines of zero quantity are no sales.
local target = template.load("report_header.xlsx")
local source = sheets.open(task.file):sheet { header = "auto" } -- the header row is found by the names used below

local function document(number, date) -- «номер от дата»
  local day = time.parse(date)
  return (number or "") .. " от " .. (day and time.format(day, "dd.mm.yyyy") or date or "")
end

local report = source:map(target, {
  supplier_filial = "филиал",
  client_inlaw = "клиент",
  client_inn = "инн",
  client_region = "область_район",
  client_city = "город",
  client_adress = "адрес",
  tms = "название",
  tms_id_ish = "код_товара",
  client_id_ish = "код_клиента",
  amount_type_1 = { "количество", type = "decimal" },
  naklad = { fn = document, "номер_документа", "дата_документа" },
  period = { "дата_документа", type = "date", format = "dd.mm.yyyy" },
  filename_ish = { value = task.file_path },
  report_provider_name = { value = task.client_name },
  Report_Provaider = { value = task.data_provider },
})
task:report(report:filter "amount_type_1 <> 0 or amount_type_1 is null") -- an unreadable quantity is shown, not lost
