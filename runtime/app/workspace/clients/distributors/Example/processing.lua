-- Example: one file of this client becomes one report of the template. Copy this folder for a client of yours.
local target = template.load("report_header.xlsx")
local source = sheets.open(task.file):sheet { header = "auto" } -- finds the header row by the names used below

local report = source:map(target, { -- column of the report = column of the file
  client_inlaw = "клиент",
  client_inn = "инн", -- text: leading zeros stay
  client_city = "город",
  tms = "товар",
  amount_type_1 = { "количество", type = "decimal" },
  period = { "дата", type = "date", format = "dd.mm.yyyy" },
  sum_nds = { expr = "decimal([цена]) * decimal([количество])", type = "decimal", scale = 2 },
  filename_ish = { value = task.file_path },
  report_provider_name = { value = task.client_name },
})
task:report(report:filter "amount_type_1 <> 0 or amount_type_1 is null") -- unreadable ones are shown, not lost
